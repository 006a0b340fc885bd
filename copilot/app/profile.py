"""A profile: its road, its sign-in to the helpdesk, and what signs in its name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from copilot import settings as settings_file
from copilot.app.egress import ledger_of
from copilot.app.engine import engine_for
from copilot.app.helpdesk import helpdesk_of
from copilot.app.knowledge import saver
from copilot.app.policy import OwnSigner
from copilot.app.privacy import times_saver
from copilot.app.road import road_of
from copilot.audit.chain import Payload, record
from copilot.drafts.signing import signer
from copilot.engine import Engine
from copilot.errors import SignInRefused
from copilot.helpdesk.sockets import checked_address
from copilot.locking.keys import PASSPHRASE_FILE, passphrase_from_file
from copilot.locking.unlocking import Lock, unlocked
from copilot.paths import Places
from copilot.pipeline import Road
from copilot.records import Person
from copilot.settings import Settings
from copilot.store.audit import AuditRows
from copilot.store.profile import Profile

TOKEN = "helpdesk-token"  # noqa: S105 - its name in the keyring


def open_road(at: Places, *, passphrase: str | None = None, engine: Engine | None = None) -> Road:
    """The road of a profile. Without a keyring it needs a passphrase: raises KeyringMissing.

    Raises StoreError and BadInput. `engine` takes the place of the real engine process.
    """
    chosen = settings_file.load(at.settings)
    lock = _unlocked(at, passphrase)
    store, keys = lock.store, lock.keys
    try:
        token = keys.get(TOKEN) or ""
        reader, writer = helpdesk_of(chosen, at.data, token, ledger_of(store, at))
        engine = engine or engine_for(chosen, at)
        road = road_of(
            chosen,
            store,
            keys=keys,
            reader=reader,
            writer=writer,
            engine=engine,
            save=saver(at),
            save_times=times_saver(at),
            lock=lock,
            profile=at.data.name,
        )
        store.write(lambda db: road.opened(Profile(store), lock.by()))
        return road
    except BaseException:
        store.close()
        raise


def connect(at: Places, chosen: Settings, token: str, *, passphrase: str | None = None) -> Person:
    """Try the helpdesk with this token; when it answers, keep both.

    Raises HelpdeskError, and SetByOrganisation before anything is tried.
    """
    settings_file.require_open(chosen)
    checked_address(chosen.helpdesk_url)
    if not token:
        raise SignInRefused("No token was given. Make one in the helpdesk and give it here.")
    lock = _unlocked(at, passphrase)
    store, keys = lock.store, lock.keys
    try:
        reader, _ = helpdesk_of(chosen, at.data, token, ledger_of(store, at))
        person = reader.account()
        keys.set(TOKEN, token)
        told: Payload = {"helpdesk": chosen.helpdesk, "address": chosen.helpdesk_url}
        record(AuditRows(store), "connected", actor=person.email, subject="helpdesk", payload=told)
    finally:
        store.close()
    settings_file.save(
        settings_file.suggested(chosen, agent_name=person.name, agent_email=person.email),
        at.settings,
    )
    return person


@contextmanager
def own_signer(at: Places) -> Iterator[OwnSigner]:
    """The key that signs in the name of this profile. Raises StoreError."""
    lock = _unlocked(at, None)
    try:
        sign, public_key = signer(lock.keys)
        yield OwnSigner(public_key.hex(), sign)
    finally:
        lock.store.close()


def passphrase_in(file: Path) -> str:
    """The passphrase in a file that nobody but its owner can read. Raises BadInput."""
    return passphrase_from_file(file)


def engine_of(at: Places, model_file: str | None = None) -> Engine:
    """The engine process of a profile, for measurements that need no store.

    `model_file` is used in the place of its own: an id, a path, "" for the reference file.
    """
    chosen = settings_file.load(at.settings)
    if model_file is not None:
        chosen = Settings(model_file=model_file)
    return engine_for(chosen, at)


def _unlocked(at: Places, passphrase: str | None) -> Lock:
    """The open store, with the passphrase in the file that the environment names."""
    named = os.environ.get(PASSPHRASE_FILE)
    if passphrase is None and named:
        passphrase = passphrase_in(Path(named))
    return unlocked(at.store, at.data.name, passphrase)
