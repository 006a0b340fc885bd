"""The middle column: a ticket's messages."""
