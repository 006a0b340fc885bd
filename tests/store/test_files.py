"""Files of drafts: kept once, handed on, and gone with the last that has them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from copilot.errors import BadInput, Bug
from copilot.outbox.erasing import erased
from copilot.records import Draft, OutboxItem, OutboxState, ReplyKind
from copilot.store.connection import Connection
from copilot.store.drafts import Drafts
from copilot.store.files import Files
from copilot.store.outbox import OutboxRows
from copilot.store.store import Store
from copilot.store.tickets import Tickets
from tests.fakes.files import BOTH, BYTES, named
from tests.store.records_for_tests import approved, draft, ticket


@pytest.fixture
def drafts(store: Store) -> Drafts:
    Tickets(store).save([ticket()])
    return Drafts(store)


@pytest.fixture
def files(store: Store) -> Files:
    return Files(store)


def attached(drafts: Drafts, files: Files, name: str = "d1") -> Draft:
    """A draft with both files."""
    made = replace(draft(ticket()), id=name)
    drafts.save(made)
    for file, data in zip(BOTH, BYTES, strict=True):
        files.add(name, file, data)
    return made


def kept(direct: Connection) -> set[str]:
    return {sha for (sha,) in direct.execute("SELECT sha256 FROM kept_files").fetchall()}


def test_files_come_back_in_their_order_with_their_bytes(drafts: Drafts, files: Files) -> None:
    attached(drafts, files)
    assert files.of("d1") == BOTH
    assert tuple(files.data(file.sha256) for file in BOTH) == BYTES
    assert files.starts("d1", 4) == (BYTES[0][:4], BYTES[1][:4])
    assert files.data("00" * 32) is None


def test_a_name_stands_once_with_a_text(drafts: Drafts, files: Files) -> None:
    attached(drafts, files)
    with pytest.raises(BadInput, match=r"Zeltplan März\.pdf"):
        files.add("d1", named(BOTH[0].name, b"another"), b"another")
    assert files.of("d1") == BOTH


def test_a_draft_that_is_not_saved_has_no_files(files: Files) -> None:
    with pytest.raises(Bug):
        files.add("nobody", BOTH[0], BYTES[0])


def test_bytes_go_with_the_last_that_has_them(
    drafts: Drafts, files: Files, direct: Connection
) -> None:
    attached(drafts, files)
    note = replace(draft(ticket()), id="n1", kind=ReplyKind.INTERNAL_NOTE)
    drafts.save(note)
    files.add("n1", BOTH[0], BYTES[0])
    files.remove("d1", BOTH[0].name)
    files.remove("d1", BOTH[1].name)
    assert kept(direct) == {BOTH[0].sha256}
    Tickets(drafts._store).remove([ticket().key])
    assert kept(direct) == set()


def test_a_new_draft_takes_the_files_over_and_a_retired_one_keeps_its_own(
    drafts: Drafts, files: Files
) -> None:
    attached(drafts, files)
    drafts.save(replace(draft(ticket()), id="d2"))
    assert (files.of("d1"), files.of("d2")) == ((), BOTH)
    drafts.save(replace(draft(ticket(), "edited"), id="d2"))
    assert files.of("d2") == BOTH
    drafts.retire(ticket().key, ReplyKind.PUBLIC_REPLY)
    drafts.save(replace(draft(ticket()), id="d3"))
    assert (files.of("d2"), files.of("d3")) == (BOTH, ())


def test_an_approval_keeps_its_files_without_its_draft_until_it_is_erased(
    store: Store, drafts: Drafts, files: Files, direct: Connection
) -> None:
    attached(drafts, files)
    rows = OutboxRows(store)
    item = OutboxItem(approved(files=BOTH), OutboxState.WAITING, datetime.now(UTC))
    rows.save_approval(item.approved)
    rows.enqueue(item)
    Tickets(store).remove([ticket().key])
    assert rows.files("ap1") == BYTES
    assert rows.faults() == ()
    done = replace(item, state=OutboxState.TAKEN_BACK)
    rows.update(done)
    rows.erase(erased(done, datetime.now(UTC)))
    assert rows.files("ap1") == ()
    assert kept(direct) == set()
    assert rows.faults() == ()


def test_an_approval_of_a_file_that_is_not_kept_is_refused(store: Store) -> None:
    with pytest.raises(Bug):
        OutboxRows(store).save_approval(approved(files=BOTH))
