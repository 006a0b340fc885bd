"""Takes away what the program keeps of a person: stores, settings, logs, secrets in the keyring."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from copilot.app.profile import TOKEN
from copilot.drafts.signing import KEY_NAME
from copilot.errors import BadInput, KeyringMissing
from copilot.locking.keys import STORE_KEY, KeyringKeys
from copilot.locking.unlocking import NEXT_KEY
from copilot.paths import Places, places
from copilot.store.lock import OwnerLock

SECRETS = (STORE_KEY, NEXT_KEY, KEY_NAME, TOKEN)
OF_A_PROFILE = ("store.db", "settings.toml", "window.ini", "demo-desk.json")


@dataclass(frozen=True, slots=True)
class Plan:
    """What would go."""

    profiles: tuple[str, ...]
    folders: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    """What went, and why something stayed."""

    folders: tuple[Path, ...]
    secrets: int  # of the keyring
    stayed: tuple[str, ...]


def plan(profile: str, *, everything: bool, models: bool) -> Plan:
    """What goes with one profile, or with all of them; fetched model files only where asked.

    The log belongs to all profiles: it goes with the last one. A folder of model files that
    SUPPORT_COPILOT_MODELS names is never taken away: others may use it.
    """
    present = _profiles()
    going = present if everything else tuple(name for name in present if name == profile)
    folders = [folder for name in going for folder in _of(places(name))]
    if set(going) == set(present):
        folders.append(places(profile).logs)
    own = places(profile).models
    if models and own.parent == places(profile).data.parent:
        folders.append(own)
    return Plan(going, tuple(dict.fromkeys(folder for folder in folders if folder.exists())))


def remove(wanted: Plan) -> Removed:
    """Secrets first: without its key a store is unreadable, whatever becomes of its file.

    Raises StoreError where a profile is open, and then nothing was removed; BadInput where a
    folder cannot be deleted.
    """
    stayed: list[str] = []
    with ExitStack() as held:
        for name in wanted.profiles:
            held.callback(OwnerLock(places(name).store).release)
        secrets = sum(_without_secrets(name, stayed) for name in wanted.profiles)
    for folder in wanted.folders:
        _delete(folder)
    for parent in {folder.parent for folder in wanted.folders}:
        if parent.is_dir() and not any(parent.iterdir()):
            parent.rmdir()
    return Removed(wanted.folders, secrets, tuple(dict.fromkeys(stayed)))


def _profiles() -> tuple[str, ...]:
    at = places()
    roots = {at.data.parent, at.config.parent}
    found = {one.name for root in roots for one in root.iterdir() if _is_profile(one)}
    return tuple(sorted(found))


def _is_profile(folder: Path) -> bool:
    return folder.is_dir() and any((folder / name).exists() for name in OF_A_PROFILE)


def _of(at: Places) -> Iterable[Path]:
    return dict.fromkeys((at.data, at.config))


def _without_secrets(profile: str, stayed: list[str]) -> int:
    try:
        return sum(1 for _ in _deleted(KeyringKeys(profile)))
    except KeyringMissing:
        stayed.append(
            "No keyring could be asked. If one held the key of a store, it is still there under "
            "“support-copilot”; it opens nothing any more."
        )
        return 0


def _deleted(keys: KeyringKeys) -> Iterator[str]:
    for name in SECRETS:
        if keys.get(name) is not None:
            keys.delete(name)
            yield name


def _delete(folder: Path) -> None:
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise BadInput(
            f"{folder} could not be deleted whole: {error.strerror}. The secrets of the keyring "
            "are gone, so its store cannot be read. Close what uses the folder, and delete it."
        ) from error
