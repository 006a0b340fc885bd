"""Newer versions, in a place that somebody named: they are told of and fetched, never installed."""
