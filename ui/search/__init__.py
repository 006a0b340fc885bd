"""The palette of Ctrl+K: tickets, passages and commands."""
