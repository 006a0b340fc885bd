"""The product without a screen: importable, testable, runnable from a shell."""
