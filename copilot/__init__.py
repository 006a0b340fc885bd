"""The product without a screen: importable, testable, runnable from a shell."""

__version__ = "0.1.0"
