"""Below the messages: the reply or note being written, with its evidence marks."""
