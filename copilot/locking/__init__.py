"""The secrets of a profile, and what its store is locked with."""
