"""The window; PySide6 is imported only below here."""
