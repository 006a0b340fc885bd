"""The line at the top: whose desk this is, search, outbox."""
