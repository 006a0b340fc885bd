"""The only holder of a connector's writer: what was approved goes out once, or shows as unsent."""
