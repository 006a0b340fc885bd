"""Opens the window."""

from __future__ import annotations

import argparse


def open_window(chosen: argparse.Namespace) -> int:
    """Show the window of a profile until it is closed."""
    from ui.main import run

    return run(profile=chosen.profile)
