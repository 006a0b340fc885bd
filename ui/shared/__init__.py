"""Widgets, colours and small texts that several screens share."""
