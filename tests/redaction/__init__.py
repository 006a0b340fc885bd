"""Tests of taking personal data out and putting it back."""
