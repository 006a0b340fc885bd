"""The short steps: what the customer asks, a summary, a reply from evidence, a rewrite."""
