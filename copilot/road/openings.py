"""What is noted each time a profile is opened: who, how, with which key, and changed settings."""

from __future__ import annotations

import msgspec

from copilot import __version__
from copilot.audit.noting import Note
from copilot.settings import Settings
from copilot.store.profile import Profile

NOTED = "settings-noted"


def note_opening(
    note: Note, profile: Profile, chosen: Settings, *, unlocked_by: str, public_key: bytes
) -> None:
    """A row for the opening, and one for settings that changed since the last one.

    The settings are a file that people may edit with anything: that they changed is seen when they
    take effect. Their names are noted, not what they say, which may be personal.
    """
    payload = {"unlocked_by": unlocked_by, "key": public_key.hex(), "version": __version__}
    note("opened", "store", payload)
    now = msgspec.json.decode(msgspec.json.encode(chosen))
    if changed := _changed(profile.get(NOTED), now):
        note("settings changed", "settings", {"names": changed})
        profile.set(NOTED, msgspec.json.encode(chosen).decode())


def _changed(before: str | None, now: dict[str, object]) -> list[str]:
    text = before.encode() if before is not None else msgspec.json.encode(Settings())
    known = msgspec.json.decode(text, type=dict[str, object])
    return sorted(name for name, value in now.items() if known.get(name) != value)
