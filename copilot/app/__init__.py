"""Puts the program together: builds the real parts once and hands them in."""
