"""The stretches of the road on which rooms meet: rooms do not know each other, these files do."""
