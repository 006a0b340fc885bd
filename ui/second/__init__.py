"""Two people under one reply: the request that is saved, the colleague's look at it, the answer."""
