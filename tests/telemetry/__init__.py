"""What traces tell others."""
