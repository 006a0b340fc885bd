"""The main window: the screens side by side, and what joins them."""
