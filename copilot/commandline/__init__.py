"""The road in a terminal: arguments in, text or JSON out; every decision is made elsewhere."""
