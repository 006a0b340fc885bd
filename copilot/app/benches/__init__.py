"""What each eval measures: the real parts, and simple ways beside them."""
