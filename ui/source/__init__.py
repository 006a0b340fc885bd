"""A source text with the cited stretch highlighted."""
