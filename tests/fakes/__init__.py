"""Test doubles, one per seam; each keeps the real Protocol."""
