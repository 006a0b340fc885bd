"""The only holder of a connector's writer: what was approved goes out once, or is shown as unsent."""
