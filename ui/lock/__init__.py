"""The lock: when it falls, and what the window shows while it is shut."""
