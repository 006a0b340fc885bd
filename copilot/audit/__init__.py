"""What was seen, generated, approved and sent: a chain in which a row seals those before it."""
