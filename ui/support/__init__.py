"""The support bundle: looked at first, then saved."""
