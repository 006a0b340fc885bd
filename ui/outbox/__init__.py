"""What was approved and is not yet confirmed."""
