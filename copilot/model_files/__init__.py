"""Model files: what the catalogue offers, how a file is fetched and proved, and which one is used.

A file is used only after its sha256 was checked, so no source of it has to be trusted.
"""
