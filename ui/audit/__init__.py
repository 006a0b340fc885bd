"""The record of what was seen, approved and sent: to read, to check, to hand on."""
