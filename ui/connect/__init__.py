"""The way from the demo desk to one's own helpdesk."""
