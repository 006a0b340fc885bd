"""Changes of a ticket without a reply: its fields, and new tickets that are linked to it."""
