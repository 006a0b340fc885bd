"""The only holder of a connector's writer: what a person approved goes out once, or is shown as not sent."""
