"""Stores that earlier versions wrote: opened by this one, nothing lost, with a way back."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from copilot import paths, settings
from copilot.app import profile
from copilot.errors import DamagedStore, NewerStore, WrongKey
from copilot.pipeline import Road
from copilot.records import OutboxState, QueueView, ReplyKind, TicketKey
from copilot.settings import Settings
from copilot.store.connection import connect, key_for_file
from copilot.store.migrations import NAMES, applied, is_copy
from tests.road.scripted import RecordingEngine

STORES = Path(__file__).resolve().parents[1] / "data" / "stores"
PASSPHRASE = "three foxes under the bridge"  # as tests/data/stores/README.md says
VERSIONS = tuple(sorted(file.stem for file in STORES.glob("*.db")))
OLD = tuple(version for version in VERSIONS if not NAMES[-1].startswith(version))
TICKETS = {"4217", "4231"}
OpenIt = Callable[[], Road]


@pytest.fixture
def at() -> paths.Places:
    return paths.places()


@pytest.fixture
def store(request: pytest.FixtureRequest, at: paths.Places) -> Path:
    """A store of the version that the test is given, where the profile has its own."""
    shutil.copy(STORES / f"{request.param}.db", at.store)
    at.store.chmod(0o600)
    settings.save(Settings(undo_seconds=0), at.settings)
    return at.store


@pytest.fixture
def open_it(at: paths.Places) -> Iterator[OpenIt]:
    with ExitStack() as opened:
        yield lambda: opened.enter_context(
            closing(profile.open_road(at, passphrase=PASSPHRASE, engine=RecordingEngine()))
        )


def copies(store: Path) -> list[Path]:
    return [file for file in store.parent.iterdir() if is_copy(store.name, file.name)]


def steps(file: Path) -> tuple[str, ...]:
    connection = connect(file, key_for_file(PASSPHRASE, file))
    try:
        return applied(connection)
    finally:
        connection.close()


def test_there_is_a_store_of_each_kind_of_schema() -> None:
    assert {"m005", "m007", "m008", "m009", "m010", "m011"} <= set(VERSIONS)
    assert VERSIONS[-1] >= NAMES[-2][:4], "add the store of the step before (its README says how)"


@pytest.mark.parametrize("store", VERSIONS, indirect=True)
def test_everything_is_there_after_the_upgrade(store: Path, open_it: OpenIt) -> None:
    road = open_it()
    assert {row.key.id for row in road.queue(QueueView.ALL)} == TICKETS
    opened = road.open(TicketKey("demo", "4217"))
    assert opened.ticket.requester.name == "Dana Whitfield"
    assert len(opened.ticket.messages) >= 3
    states = {item.approved.outgoing.ticket_id: item.state for item in road.outbox()}
    assert states == {"4217": OutboxState.CONFIRMED, "4231": OutboxState.WAITING}
    assert all(len(item.approved.outgoing.body) > 40 for item in road.outbox())
    assert road.audit.broken() == ()
    assert len(road.audit.rows()) >= 6
    road.knowledge.update()
    assert road.knowledge.look_up("delivery")


@pytest.mark.parametrize("store", ["m011", "m012"], indirect=True)
def test_a_look_is_still_a_look(store: Path, open_it: OpenIt) -> None:
    """m012 wrote more fields into each look; what was changed since stays so, and nothing else."""
    road = open_it()
    looked = road.open(TicketKey("demo", "4217"))
    assert looked.since.looked is not None
    changed = {row.key.id: row.changed for row in road.queue(QueueView.ALL)}
    assert changed == {"4217": True, "4231": False}


@pytest.mark.parametrize("store", VERSIONS, indirect=True)
def test_work_goes_on(store: Path, open_it: OpenIt) -> None:
    road = open_it()
    road.sync()
    key = TicketKey("demo", "4217")
    road.draft(key)
    assert road.saved_draft(key, ReplyKind.PUBLIC_REPLY) is not None
    waiting = next(item for item in road.outbox() if item.state is OutboxState.WAITING)
    road.take_back(waiting.approved.id)
    assert road.audit.broken() == ()
    road.close()
    assert steps(store) == NAMES


@pytest.mark.parametrize("store", OLD, indirect=True)
def test_one_encrypted_copy_is_kept_until_the_next_opening(store: Path, open_it: OpenIt) -> None:
    before = hashlib.sha256(store.read_bytes()).hexdigest()
    left = store.with_name("store.db.before-m002_prepared")
    left.write_bytes(b"the copy of an upgrade before")
    open_it().close()
    (copy,) = copies(store)
    assert hashlib.sha256(copy.read_bytes()).hexdigest() == before
    assert steps(copy) != NAMES
    assert b"Whitfield" not in copy.read_bytes()
    open_it().close()
    assert copies(store) == []


@pytest.mark.parametrize("store", OLD[:1], indirect=True)
def test_the_copy_opens_again_with_the_version_that_wrote_it(
    store: Path, open_it: OpenIt, at: paths.Places
) -> None:
    """The way back: the copy takes the place of the store."""
    open_it().close()
    (copy,) = copies(store)
    copy.replace(store)
    assert steps(store)[-1] == "m005_knowledge"
    assert len(open_it().queue(QueueView.ALL)) == len(TICKETS)


@pytest.mark.parametrize("store", OLD, indirect=True)
def test_no_copy_outlives_the_deletion_of_a_person(store: Path, open_it: OpenIt) -> None:
    road = open_it()
    assert len(copies(store)) == 1
    waiting = next(item for item in road.outbox() if item.state is OutboxState.WAITING)
    road.take_back(waiting.approved.id)
    (dana,) = road.privacy.people("Whitfield")
    done = dict(road.privacy.delete_person(dana).counts)
    assert done["copies of the store"] == 1
    assert copies(store) == []
    assert road.privacy.people("Whitfield") == ()
    assert road.audit.broken() == ()


@pytest.mark.parametrize("store", VERSIONS[-1:], indirect=True)
def test_a_store_of_a_newer_version_is_refused_in_words_and_left_alone(
    store: Path, open_it: OpenIt
) -> None:
    connection = connect(store, key_for_file(PASSPHRASE, store))
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
        "VALUES ('store', 'm999_from_the_future', '')"
    )
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    before = store.read_bytes()
    with pytest.raises(NewerStore, match="newer version of this program") as caught:
        open_it()
    assert "Install that version again" in str(caught.value)
    assert store.read_bytes() == before
    assert copies(store) == []


@pytest.mark.parametrize("store", OLD[:1], indirect=True)
def test_another_passphrase_upgrades_nothing(store: Path, at: paths.Places) -> None:
    before = store.read_bytes()
    with pytest.raises(WrongKey):
        profile.open_road(at, passphrase="four foxes under the bridge", engine=RecordingEngine())
    assert store.read_bytes() == before
    assert copies(store) == []


@pytest.mark.parametrize("store", OLD[:1], indirect=True)
def test_a_damaged_one_is_not_upgraded(store: Path, at: paths.Places) -> None:
    data = store.read_bytes()
    store.write_bytes(data[:90_000] + bytes([data[90_000] ^ 1]) + data[90_001:])
    before = store.read_bytes()
    with pytest.raises(DamagedStore):
        profile.open_road(at, passphrase=PASSPHRASE, engine=RecordingEngine())
    assert store.read_bytes() == before
