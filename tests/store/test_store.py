"""Writing in one lane, reading from any thread, and giving the file free."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from copilot.errors import Bug, StoreError
from copilot.store.connection import Connection
from copilot.store.profile import Profile
from copilot.store.store import Store


def test_concurrent_writers_lose_nothing(store: Store):
    store.write(lambda db: db.execute("INSERT INTO profile VALUES ('sum', '0')"))

    def add_one(_: int) -> None:
        def work(db: Connection) -> None:
            value = int(db.execute("SELECT value FROM profile WHERE name = 'sum'").fetchone()[0])
            db.execute("UPDATE profile SET value = ? WHERE name = 'sum'", (str(value + 1),))

        store.write(work)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add_one, range(200)))
    assert Profile(store).get("sum") == "200"


def test_all_writes_run_in_the_same_thread_which_is_not_the_callers(store: Store):
    with ThreadPoolExecutor(4) as pool:
        names = set(
            pool.map(lambda _: store.write(lambda db: threading.current_thread().ident), range(20))
        )
    assert len(names) == 1
    assert threading.get_ident() not in names


def test_an_error_undoes_the_whole_transaction(store: Store):
    profile = Profile(store)

    def half(db: Connection) -> None:
        profile.set("first", "1")
        assert profile.get("first") == "1"
        raise KeyError("second")

    with pytest.raises(KeyError):
        store.write(half)
    assert profile.get("first") is None
    profile.set("third", "3")
    assert profile.get("third") == "3"


def test_writes_inside_a_write_are_one_transaction(store: Store):
    profile = Profile(store)

    def both(db: Connection) -> None:
        profile.set("first", "1")
        profile.set("second", "2")

    store.write(both)
    assert (profile.get("first"), profile.get("second")) == ("1", "2")


def test_a_reader_cannot_write(store: Store):
    with pytest.raises(StoreError, match="cannot be read or written"):
        store.read(lambda db: db.execute("INSERT INTO profile VALUES ('a', 'b')"))
    assert Profile(store).get("a") is None


def test_a_reader_sees_what_was_committed_and_nothing_else(store: Store):
    profile = Profile(store)
    begun, read = threading.Event(), threading.Event()

    def slow(db: Connection) -> None:
        db.execute("INSERT INTO profile VALUES ('a', 'b')")
        begun.set()
        assert read.wait(10)

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(store.write, slow)
        assert begun.wait(10)
        assert profile.get("a") is None
        read.set()
        done.result()
    assert profile.get("a") == "b"


def test_each_thread_has_its_own_connection_and_ended_threads_leave_none(store: Store):
    seen: list[int] = []
    for _ in range(5):
        thread = threading.Thread(target=lambda: seen.append(store.read(lambda db: id(db))))
        thread.start()
        thread.join()
    mine = store.read(lambda db: id(db))
    assert len(seen) == 5
    assert mine == store.read(lambda db: id(db))
    own = store.read_aside(threading.current_thread).result()
    assert set(store._readers) == {threading.current_thread(), own}


def test_wrong_sql_is_our_bug(store: Store):
    with pytest.raises(Bug, match="no such table"):
        store.read(lambda db: db.execute("SELECT * FROM missing"))


def test_what_is_read_aside_runs_beside_the_caller_and_ends_before_the_store(store: Store):
    begun, go_on = threading.Event(), threading.Event()

    def work() -> str | None:
        begun.set()
        go_on.wait(10)
        return Profile(store).get("name")

    store.write(lambda db: db.execute("INSERT INTO profile VALUES ('name', 'Anna')"))
    told = store.read_aside(work)
    assert begun.wait(10)
    assert Profile(store).get("name") == "Anna"  # while the other one is still under way
    go_on.set()
    assert told.result(10) == "Anna"
    store.close()
    with pytest.raises(StoreError):
        store.read_aside(work)


def test_closed_means_closed(store: Store):
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.write(lambda db: None)
    with pytest.raises(StoreError, match="closed"):
        store.read(lambda db: None)


def test_closing_waits_for_the_read_under_way(store: Store):
    begun, go_on = threading.Event(), threading.Event()

    def slow(db: Connection) -> int:
        begun.set()
        assert go_on.wait(10)
        return len(db.execute("SELECT * FROM sqlite_master").fetchall())

    with ThreadPoolExecutor(2) as pool:
        reading = pool.submit(store.read, slow)
        assert begun.wait(10)
        closing = pool.submit(store.close)
        while not store._closed:
            pass
        assert not closing.done()
        go_on.set()
        assert reading.result() > 0
        closing.result()


def test_closing_leaves_one_file_and_the_lock(path: Path, key: bytes):
    store = Store.open(path, key, create=True)
    Profile(store).set("a", "b")
    store.read(lambda db: db.execute("SELECT 1"))
    store.close()
    assert {file.name for file in path.parent.iterdir()} == {"store.db", "store.db.lock"}
    again = Store.open(path, key)
    assert Profile(again).get("a") == "b"
    again.close()


def test_a_transient_store_leaves_nothing_behind():
    store = Store.transient()
    folder = store.path.parent
    Profile(store).set("a", "b")
    assert Profile(store).get("a") == "b"
    store.close()
    assert not folder.exists()


def test_every_connection_protects_what_it_deletes_and_what_belongs_together(store: Store):
    def settings(db: Connection) -> dict[str, object]:
        names = ("secure_delete", "foreign_keys", "recursive_triggers", "journal_mode")
        return {name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in names}

    expected = {
        "secure_delete": 1,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "journal_mode": "wal",
    }
    assert store.write(settings) == expected
    assert store.read(settings) == expected
    assert store.read(lambda db: db.execute("SELECT vec_version()").fetchone()[0])
