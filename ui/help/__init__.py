"""The help pages, read in the window."""
