"""Opens the window."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from copilot import paths, settings

if TYPE_CHECKING:
    from copilot.pipeline import Road


def open_window(chosen: argparse.Namespace) -> int:
    """Show the window of a profile until it is closed; the road is built after its first frame."""
    from ui.main import run

    places = paths.places(chosen.profile)
    preferred = settings.load(places.settings)

    def make_road(passphrase: str | None) -> Road:
        from copilot.app import open_road

        return open_road(places, passphrase=passphrase)

    return run(
        make_road,
        config=places.config,
        logs=places.logs,
        new_store=not places.store.exists(),
        sync_seconds=preferred.sync_seconds,
        theme=preferred.theme,
    )
