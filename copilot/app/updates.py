"""Newer versions from the place in the settings: the way there, open for one question."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from copilot import __version__
from copilot import settings as settings_file
from copilot.errors import BadInput
from copilot.helpdesk.allowed import ALLOWED
from copilot.helpdesk.update_place import at_address
from copilot.paths import Places
from copilot.settings import Settings
from copilot.store.aside import LedgerAside
from copilot.updates import looking
from copilot.updates.looking import Read
from copilot.updates.manifest import Manifest

OFF = (
    "Updates are off: no place is named where to look for them. Nothing was looked for. Set "
    "“updates.place” and “updates.key” in the settings, or leave it to your IT department."
)


def newer_version(at: Places) -> Manifest | None:
    """What is newer than this program in the place that was named; asks nobody else.

    Raises BadInput where updates are off, UpdateRefused where what is there is not to be trusted.
    """
    chosen = settings_file.load(at.settings)
    with _way(chosen, at) as read:
        return looking.newer(read, chosen.updates.key, __version__)


def fetch_newer(at: Places, folder: Path) -> tuple[Path, ...]:
    """The installers of a newer version for this system, each proved, in `folder`; none is run."""
    chosen = settings_file.load(at.settings)
    with _way(chosen, at) as read:
        found = looking.newer(read, chosen.updates.key, __version__)
        files = found.for_here() if found else ()
        return tuple(looking.fetch(read, one, folder) for one in files)


def news(at: Places) -> str:
    """A sentence about a newer version; "" where there is none, or nobody said where to look."""
    if not settings_file.load(at.settings).updates.place:
        return ""
    found = newer_version(at)
    return "" if found is None else _sentence(found)


def _sentence(found: Manifest) -> str:
    return (
        f"Version {found.version} is there. {found.notes} Nothing was fetched: “support-copilot "
        "updates fetch” does, or your IT department."
    ).replace("  ", " ")


@contextmanager
def _way(chosen: Settings, at: Places) -> Iterator[Read]:
    place = chosen.updates.place
    if not place:
        raise BadInput(OFF)
    if "://" not in place:
        yield looking.in_folder(Path(place))
        return
    tell = LedgerAside(at).add
    before = ALLOWED.tell_to(tell)
    try:
        with at_address(place, ledger=tell) as read:
            yield read
    finally:
        if before is not None:
            ALLOWED.tell_to(before)
