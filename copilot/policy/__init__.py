"""What a team decided on its replies: read from a signed file, and asked of one outgoing thing."""
