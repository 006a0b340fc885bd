"""The right column: what is new, what is wanted, what supports the draft, what the checks saw."""
