"""Each changed field, byte or row of approvals, outbox and audit is refused, or else found."""

import json
from contextlib import suppress
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2 as sqlcipher

from copilot.errors import CopilotError, DamagedStore, NotApproved, StoreError
from copilot.records import OutboxState
from tests.fakes.files import BOTH, BYTES
from tests.outbox import two_people as two
from tests.outbox.real import RealRoom
from tests.policy import policies as shop

TABLES = (
    "approvals",
    "second_signatures",
    "kept_files",
    "approved_files",
    "outbox",
    "receipts",
    "audit",
    "audit_contents",
    "audit_head",
)
# What the program itself writes later; everything else the database refuses to change.
WRITTEN_LATER = {("outbox", name) for name in ("state", "not_before", "tries", "reason")}


def filled(path):
    """A room with one thing confirmed, one taken back and erased, and two that wait.

    Two people signed the second and the last of them, which have files.
    """
    room = RealRoom(path)
    room.policy.text = shop.text()
    for name in ("a1", "a2", "a3", "a4"):
        if name in ("a2", "a4"):
            room.draft(name, BOTH, BYTES)
            made, second = two.signed(name, files=BOTH)
        else:
            room.draft(name)
            made, second = two.alone(name), None
        undo = 0 if name == "a1" else 90_000
        room.outbox.put(made, undo_seconds=undo, second=second)
    room.outbox.take_back("a2")
    room.outbox.erase(["a2"], lambda: None)
    assert room.rows.files("a2") == ()
    assert room.rows.files("a4") == BYTES
    assert room.later()[0].state is OutboxState.CONFIRMED
    assert room.broken() == ()
    return room


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    room = filled(tmp_path_factory.mktemp("guarded") / "store.db")
    db = room.direct()
    yield room, db
    db.close()
    room.close()


@pytest.fixture(scope="module")
def unguarded(tmp_path_factory):
    """The same, and a connection of somebody who took every guard away."""
    room = filled(tmp_path_factory.mktemp("unguarded") / "store.db")
    db = room.direct()
    take_guards_away(db)
    yield room, db
    db.close()
    room.close()


def take_guards_away(db):
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("PRAGMA ignore_check_constraints = ON")
    db.execute("DROP INDEX approvals_by_draft")
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {name}")


AND = " || ' ' || "


def key_of(db, table):
    """What names one row of a table, in SQL."""
    columns = db.execute(f"PRAGMA table_info({table})").fetchall()
    names = [name for _, name, *_, place in columns if place]
    return AND.join(names)


def rows_of(db, table):
    """(key, row) of every row."""
    for key, *row in db.execute(f"SELECT {key_of(db, table)}, * FROM {table}").fetchall():  # noqa: S608
        yield key, tuple(row)


def cells(db):
    """(table, column, key in SQL, key, value) of every cell, as the migrations made the tables."""
    for table in TABLES:
        names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        for at, row in rows_of(db, table):
            for name, value in zip(names, row, strict=True):
                yield table, name, key_of(db, table), at, value


def change(db, cell, value):
    table, name, key, at, _ = cell
    db.execute(f"UPDATE {table} SET {name} = ? WHERE {key} = ?", (value, at))  # noqa: S608


def change_back(db, cell, value):
    table, name, key, at, before = cell
    names, parts = key.split(AND), [at] if AND not in key else at.split(" ")
    if name in names:
        parts[names.index(name)] = value
        at = value if AND not in key else " ".join(map(str, parts))
    db.execute(f"UPDATE {table} SET {name} = ? WHERE {key} = ?", (before, at))  # noqa: S608


def others(cell):
    """Values of the same type that are not the cell's own."""
    value = cell[-1]
    if cell[1] == "erased" and value:
        return [value.replace("T", " "), value.replace("12", "13"), ""]
    if value is None:
        return ["2026-03-02T09:30:00.000000+00:00", ""]
    if isinstance(value, bytes):
        return [value + b"x", value[1:], bytes(len(value)), b"x"]
    if cell[1] == "state":
        return [each.value for each in OutboxState if each.value != value]
    if isinstance(value, int):
        return [value + 1000, value - 1000]  # far enough to be no other row's
    return [each for each in (f"{value}x", value[1:], "") if each != value]


def is_found(room):
    try:
        return bool(room.broken())
    except DamagedStore:
        return True


def test_the_database_refuses_every_change_but_those_of_a_delivery(guarded):
    room, db = guarded
    taken = set()
    for cell in cells(db):
        for value in others(cell):
            db.execute("BEGIN")
            try:
                change(db, cell, value)
                taken.add(cell[:2])
            except sqlcipher.IntegrityError:
                pass
            db.execute("ROLLBACK")
    assert taken <= WRITTEN_LATER
    assert room.broken() == ()


@pytest.mark.parametrize("table", TABLES)
def test_the_database_refuses_to_lose_or_double_a_row(guarded, table):
    room, db = guarded
    db.execute("PRAGMA recursive_triggers = OFF")  # as somebody else's connection would be
    key = key_of(db, table)
    for at, _ in rows_of(db, table):
        for statement in (
            f"DELETE FROM {table} WHERE {key} = ?",  # noqa: S608
            f"INSERT INTO {table} SELECT * FROM {table} WHERE {key} = ?",  # noqa: S608
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE {key} = ?",  # noqa: S608
        ):
            with pytest.raises(sqlcipher.IntegrityError):
                db.execute(statement, (at,))
    assert room.broken() == ()


@pytest.mark.parametrize("table", TABLES)
def test_past_the_guards_every_changed_cell_is_found(unguarded, table):
    room, db = unguarded
    for cell in [each for each in cells(db) if each[0] == table]:
        for value in others(cell):
            change(db, cell, value)
            assert is_found(room), (cell, value)
            change_back(db, cell, value)
    assert room.broken() == ()


def leaves(value, path="$"):
    """(path, value) of everything inside a record of JSON that is no object and no list."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, f'{path}."{name}"')
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from leaves(inner, f"{path}[{place}]")
    else:
        yield path, value


def fields(db, table, column):
    """(cell, path, value) of each field inside the JSON of a column."""
    for cell in cells(db):
        if cell[:2] == (table, column):
            yield from ((cell, *leaf) for leaf in leaves(json.loads(cell[-1])))


def with_field(db, cell, path, value):
    """The cell's JSON with another field, written as the program writes it, without spaces."""
    sql = "SELECT json_set(?, ?, json(?))"
    return db.execute(sql, (cell[-1], path, json.dumps(value))).fetchone()[0]


def other_field(value):
    if isinstance(value, bool | None):
        return "x"
    return value + 1 if isinstance(value, int) else f"{value}x"


@pytest.mark.parametrize(
    ("table", "column"),
    [("approvals", "record"), ("audit", "payload"), ("audit_contents", "payload")],
)
def test_past_the_guards_every_changed_or_lost_field_of_a_record_is_found(unguarded, table, column):
    room, db = unguarded
    seen = set()
    for cell, path, value in fields(db, table, column):
        seen.add(path)
        change(db, cell, with_field(db, cell, path, other_field(value)))
        assert is_found(room), (cell[3], path)
        lost = db.execute("SELECT json_remove(?, ?)", (cell[-1], path)).fetchone()[0]
        change(db, cell, lost)
        assert is_found(room), (cell[3], path, "lost")
        change_back(db, cell, lost)
    assert len(seen) >= (20 if table == "approvals" else 6)
    assert room.broken() == ()


def test_past_the_guards_no_changed_field_of_an_approval_is_sent(unguarded):
    room, db = unguarded
    before = {
        table: db.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
        for table in ("outbox", "audit", "audit_contents", "audit_head")
    }
    now, stored = room.now, room.writer.stored

    def sent():
        """What of the two that wait goes out a day later; the room is as before afterwards."""
        room.now = now
        with suppress(CopilotError):  # of what cannot be read, the store says so
            room.later(90_000)
        found = {each.id for each in stored} - {"a1"}
        stored[:] = [each for each in stored if each.id == "a1"]
        put_back(db, before)
        room.now = now
        return found

    assert sent() == {"a3", "a4"}
    paths = []
    for cell, path, value in list(fields(db, "approvals", "record")):
        if cell[3] == "a3":
            paths.append(path)
            value = with_field(db, cell, path, other_field(value))
            change(db, cell, value)
            assert sent() <= {"a4"}, path
            change_back(db, cell, value)
    assert len(paths) >= 20
    assert sent() == {"a3", "a4"}
    assert room.broken() == ()


def put_back(db, before):
    for table, rows in before.items():
        db.execute(f"DELETE FROM {table}")  # noqa: S608
        for row in rows:
            db.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608
    db.execute("DELETE FROM receipts WHERE approval <> 'a1'")


def test_past_the_guards_every_byte_of_an_approval_is_bound(unguarded):
    room, db = unguarded
    (cell,) = (each for each in cells(db) if each[1] == "record" and each[3] == "a3")
    text = cell[-1]
    for place, letter in enumerate(text):
        value = text[:place] + ("0" if letter != "0" else "1") + text[place + 1 :]
        change(db, cell, value)
        assert is_found(room), (place, text[max(0, place - 20) : place + 20])
    change_back(db, cell, value)
    assert room.broken() == ()


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_past_the_guards_every_changed_byte_is_found(unguarded, data):
    room, db = unguarded
    texts = [cell for cell in cells(db) if isinstance(cell[-1], str) and cell[-1]]
    cell = data.draw(st.sampled_from(texts))
    place = data.draw(st.integers(0, len(cell[-1]) - 1))
    letter = data.draw(st.characters(codec="ascii"))
    assume(letter != cell[-1][place])
    value = cell[-1][:place] + letter + cell[-1][place + 1 :]
    try:
        change(db, cell, value)
    except sqlcipher.IntegrityError:
        return  # the key of another row: refused whatever guards are gone
    try:
        assert is_found(room)
    finally:
        change_back(db, cell, value)


@pytest.mark.parametrize("table", TABLES)
def test_past_the_guards_every_lost_row_is_found(unguarded, table):
    room, db = unguarded
    key = key_of(db, table)
    for at, row in rows_of(db, table):
        db.execute(f"DELETE FROM {table} WHERE {key} = ?", (at,))  # noqa: S608
        assert is_found(room), row
        marks = ", ".join("?" * len(row))
        db.execute(f"INSERT INTO {table} VALUES ({marks})", row)  # noqa: S608
    assert room.broken() == ()


ADDED = {
    "a receipt": "INSERT INTO receipts SELECT 'a3', message, confirmed FROM receipts",
    "an approval": "INSERT INTO approvals SELECT 'a9', connector, ticket, body, digest, signature, "
    "approver, approved, json_set(record, '$.id', 'a9'), NULL FROM approvals WHERE id = 'a1'",
    "an item": "INSERT INTO outbox SELECT 'a9', digest, 'waiting', not_before, 0, '', 5 "
    "FROM outbox WHERE approval = 'a1'",
    "a file": "INSERT INTO approved_files SELECT 'a3', number, sha256 FROM approved_files "
    "WHERE approval = 'a4'",
    "a file of nothing": "INSERT INTO approved_files SELECT 'a9', number, sha256 "
    "FROM approved_files WHERE approval = 'a4'",
    "a row": "INSERT INTO audit SELECT 99, created, actor, event, subject, payload, sha256, sha256 "
    "FROM audit WHERE number = 1",
}


@pytest.mark.parametrize("name", ADDED)
def test_past_the_guards_every_added_row_is_found(unguarded, name):
    room, db = unguarded
    db.execute(ADDED[name])
    assert is_found(room)
    for undo in (
        "DELETE FROM receipts WHERE approval = 'a3'",
        "DELETE FROM outbox WHERE approval = 'a9'",
        "DELETE FROM approvals WHERE id = 'a9'",
        "DELETE FROM approved_files WHERE approval IN ('a3', 'a9')",
        "DELETE FROM audit WHERE number = 99",
    ):
        db.execute(undo)
    assert room.broken() == ()


def test_two_items_that_changed_places_are_found(unguarded):
    room, db = unguarded
    places = "UPDATE outbox SET entered = ? WHERE approval = ?"
    for now, then in ((9, "a3"), (3, "a4"), (4, "a3")):
        db.execute(places, (now, then))
    assert [broken.why for broken in room.broken()] == [
        "the outbox is not in the order in which was approved"
    ]
    for now, then in ((9, "a4"), (3, "a3"), (4, "a4")):
        db.execute(places, (now, then))
    assert room.broken() == ()


@pytest.mark.parametrize("path", ["$.outgoing.body", "$.outgoing.to[0]", "$.expires", "$.policy"])
def test_what_was_changed_past_the_guards_is_not_sent(tmp_path, path):
    room = filled(tmp_path / "store.db")
    db = room.direct()
    take_guards_away(db)
    value = "2027-01-01T00:00:00Z" if path == "$.expires" else "Pay me"
    db.execute(
        "UPDATE approvals SET record = json_set(record, ?, ?) WHERE id IN ('a3', 'a4')",
        (path, value),
    )
    db.close()
    sent = len(room.writer.stored)
    ended = room.later(90_000)
    assert {item.approved.id: item.state for item in ended} == {
        "a3": OutboxState.REJECTED,
        "a4": OutboxState.REJECTED,
    }
    assert len(room.writer.stored) == sent
    room.close()


def test_other_bytes_than_were_approved_are_not_sent(tmp_path):
    room = filled(tmp_path / "store.db")
    db = room.direct()
    take_guards_away(db)
    db.execute("UPDATE kept_files SET bytes = zeroblob(length(bytes))")
    assert [fault for fault in room.outbox.faults() if "files" in fault[1]] == [
        ("a4", "its files are not those that were approved")
    ]
    db.close()
    ended = {item.approved.id: item for item in room.later(90_000)}
    assert ended["a3"].state is OutboxState.CONFIRMED
    assert ended["a4"].state is OutboxState.REJECTED
    assert "no longer the one that was approved" in ended["a4"].reason
    assert "a4" not in room.writer.files
    room.close()


FILES_GONE = {
    "one of them": "DELETE FROM approved_files WHERE number = 1",
    "all": "DELETE FROM approved_files",
    "the bytes": "DELETE FROM kept_files",
    "in another order": "UPDATE approved_files SET number = 2 WHERE number = 0",
}


@pytest.mark.parametrize("name", FILES_GONE)
def test_without_the_files_that_were_approved_nothing_is_sent(tmp_path, name):
    room = filled(tmp_path / "store.db")
    db = room.direct()
    take_guards_away(db)
    db.execute(FILES_GONE[name])
    assert is_found(room)
    db.close()
    ended = {item.approved.id: item.state for item in room.later(90_000)}
    assert ended["a4"] is OutboxState.REJECTED
    assert "a4" not in room.writer.files
    room.close()


def test_the_outbox_takes_no_approval_whose_files_are_not_there(tmp_path):
    """Written to the file directly: an approval that names files, and an item for it."""
    room = filled(tmp_path / "store.db")
    db = room.direct()
    db.execute("DELETE FROM draft_files WHERE draft = 'd-a2'")
    copy = (
        "INSERT INTO approvals SELECT 'a9', connector, ticket, body, digest, signature, approver, "
        "approved, json_set(record, '$.id', 'a9', '$.policy', 'none', "
        "'$.outgoing.draft_id', 'd-a9'{more}), NULL FROM approvals WHERE id = 'a4'"
    )
    item = (
        "INSERT INTO outbox SELECT id, digest, 'waiting', '2026', 0, '', 5 FROM approvals "
        "WHERE id = 'a9'"
    )
    bind = "INSERT INTO approved_files SELECT 'a9', number, sha256 FROM approved_files"
    for more, files in (
        ("", ()),
        ("", (f"{bind} WHERE approval = 'a4' AND number = 0",)),
        (", '$.outgoing.attachments[1].size', 1", (f"{bind} WHERE approval = 'a4'",)),
    ):
        db.execute("BEGIN")
        db.execute(copy.format(more=more))
        for statement in files:
            db.execute(statement)
        with pytest.raises(sqlcipher.IntegrityError, match="every file of an approval"):
            db.execute(item)
        db.execute("ROLLBACK")
    db.execute("BEGIN")
    db.execute(copy.format(more=""))
    for statement in (
        "INSERT INTO approved_files SELECT 'a9', 1 - number, sha256 FROM approved_files",
        "INSERT INTO approved_files SELECT 'a3', 0, sha256 FROM kept_files",
    ):
        with pytest.raises(sqlcipher.IntegrityError):
            db.execute(statement)
    db.execute(f"{bind} WHERE approval = 'a4'")
    db.execute(item)
    db.execute("ROLLBACK")
    db.close()
    assert room.broken() == ()
    room.close()


@pytest.fixture(scope="module")
def closed(tmp_path_factory):
    """The bytes of a closed store, its key, and every row in it."""
    room = filled(tmp_path_factory.mktemp("closed") / "store.db")
    rows, key, path = room.written(), room.key, room.path
    room.close()
    return path.read_bytes(), key, rows


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_changed_byte_of_the_file_is_refused_or_says_nothing(closed, tmp_path, data):
    whole, key, rows = closed
    place = data.draw(st.integers(0, len(whole) - 1))
    changed = bytearray(whole)
    changed[place] ^= data.draw(st.integers(1, 255))
    path = tmp_path / f"{uuid4().hex}.db"
    path.write_bytes(bytes(changed))
    try:
        room = RealRoom(path, key)
    except StoreError:
        return
    try:
        found = is_found(room)
        assert found or room.written() == rows
    except (StoreError, sqlcipher.DatabaseError):
        pass
    finally:
        room.close()


def test_a_record_that_cannot_be_read_stops_the_delivery_and_says_so(tmp_path):
    room = filled(tmp_path / "store.db")
    db = room.direct()
    take_guards_away(db)
    db.execute("UPDATE approvals SET record = substr(record, 2) WHERE id = 'a3'")
    db.close()
    sent = room.writer.sends
    with pytest.raises((StoreError, NotApproved), match="Nothing was sent"):
        room.later(90_000)
    assert room.writer.sends == sent
    room.close()
