"""The store of one profile: opened by one process, written in one lane, read from any thread."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, RLock, Thread, current_thread
from typing import TypeVar

from copilot.errors import StoreError
from copilot.store import connection as connections
from copilot.store.connection import Connection
from copilot.store.failures import no_store, translated
from copilot.store.lock import OwnerLock
from copilot.store.opening import check_key, make, migrate, remove_copies
from copilot.store.rekeying import rekey, remove_half

T = TypeVar("T")


@dataclass(eq=False, slots=True)
class Reader:
    """A thread's own connection; `busy` is held while a query runs: who changes it waits for it."""

    connection: Connection
    busy: AbstractContextManager[bool] = field(default_factory=RLock)


class Store:
    """Hands connections to the repositories; nobody else sees one."""

    def __init__(self, path: Path, key: str, lock: OwnerLock) -> None:
        """Use open() or transient()."""
        self.path = path
        self._key = key
        self._lock = lock
        self._readers: dict[Thread, Reader] = {}
        self._closed = False
        self._guard = Lock()  # over the two above
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._lane = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store-writer")
        self._aside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store-reader")
        self._writer = connections.connect(path, key)
        self._lane_thread = self._lane.submit(current_thread).result()
        self._aside.submit(self._reader).result()  # its connection is there before the first search

    @classmethod
    def open(cls, path: Path, secret: bytes | str, *, create: bool = False) -> Store:
        """Opens the file with a raw 32-byte key or a passphrase, and brings it up to this version.

        Raises WrongKey, DamagedStore, NewerStore, or StoreError when it is open elsewhere or there
        is none and `create` is not set; the file is then as it was.
        """
        lock = OwnerLock(path)
        try:
            remove_half(path)
            if not path.exists():
                if not create:
                    raise no_store(path)
                make(path, connections.key_for_new_file(secret))
            with translated(path):
                key = connections.key_for_file(secret, path)
                check_key(path, key)
                migrate(path, key)
                return cls(path, key, lock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def transient(cls) -> Store:
        """A store under a random key nobody keeps, deleted on close."""
        folder = tempfile.TemporaryDirectory(prefix="support-copilot-")
        store = cls.open(Path(folder.name) / "store.db", os.urandom(connections.KEY), create=True)
        store._folder = folder
        return store

    def write(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` in the writer lane, in one transaction that is undone if it raises.

        Called from inside `work`, it joins the transaction that is open.
        """
        if current_thread() is self._lane_thread:
            return work(self._writer)
        with self._guard:
            self._refuse_closed()
            done = self._lane.submit(self._transaction, work)
        return done.result()

    def read(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` on this thread's own connection, which cannot write.

        Called from inside write(), it sees what was written there.
        """
        if current_thread() is self._lane_thread:
            return work(self._writer)
        reader = self._reader()
        with reader.busy, translated(self.path):
            self._refuse_closed()
            return work(reader.connection)

    def read_aside(self, work: Callable[[], T]) -> Future[T]:
        """Begins `work`, which reads, in the store's own reading thread; its pages stay cached.

        While it reads, the caller can read something else: SQLite works without the interpreter.
        """
        with self._guard:
            self._refuse_closed()
            return self._aside.submit(work)

    def settle(self, *, anew: bool = False) -> int:
        """Leaves nothing of what was deleted beside the file: neither log nor copies.

        `anew` also writes the file itself anew. Gives the number of copies that were there.
        """

        def work() -> int:
            with translated(self.path):
                if anew:
                    self._writer.execute("VACUUM")
                self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return remove_copies(self.path)

        with self._guard:
            self._refuse_closed()
            done = self._lane.submit(work)
        return done.result()

    def change_key(self, secret: bytes | str) -> None:
        """Encrypts the file anew with a raw 32-byte key or a passphrase; everybody waits for it.

        Raises StoreError, and then the file is as it was, under the key of before.
        """
        with self._guard:
            self._refuse_closed()
            done = self._lane.submit(self._change_key, secret)
        done.result()

    def close(self) -> None:
        """Waits for what is under way, then gives the file free. May be called twice."""
        with self._guard:
            if self._closed:
                return
            self._closed = True
        self._aside.shutdown(wait=True, cancel_futures=True)
        self._lane.shutdown(wait=True)
        for reader in self._readers.values():
            with reader.busy:
                reader.connection.close()
        self._readers.clear()
        self._writer.close()
        self._lock.release()
        if self._folder is not None:
            self._folder.cleanup()

    def _transaction(self, work: Callable[[Connection], T]) -> T:
        with translated(self.path):
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                result = work(self._writer)
                self._writer.execute("COMMIT")
            except BaseException:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise
            return result

    def _change_key(self, secret: bytes | str) -> None:
        with ExitStack() as held, translated(self.path):
            readers = self._hold_all(held)
            new = connections.key_for_file(secret, self.path)
            for connection in (*(reader.connection for reader in readers), self._writer):
                connection.close()  # the last one takes the write-ahead log into the file
            try:
                rekey(self.path, self._key, new)
                self._key = new
            finally:
                self._writer = connections.connect(self.path, self._key)
                for reader in readers:
                    reader.connection = self._reading()
            remove_copies(self.path)  # they are under the key of before

    def _hold_all(self, held: ExitStack) -> list[Reader]:
        """Waits until nobody reads; nobody can begin to before `held` is closed."""
        readers: list[Reader] = []
        while True:
            self._guard.acquire()
            fresh = [one for one in self._readers.values() if one not in readers]
            if not fresh:
                held.callback(self._guard.release)
                return readers
            # Not while the guard is held: who reads may look up a reader once more.
            self._guard.release()
            for reader in fresh:
                held.enter_context(reader.busy)
                readers.append(reader)

    def _reading(self) -> Connection:
        connection = connections.connect(self.path, self._key)
        connection.execute("PRAGMA query_only = ON")
        return connection

    def _reader(self) -> Reader:
        thread = current_thread()
        with self._guard:
            self._refuse_closed()
            if thread not in self._readers:
                self._forget_ended_threads()
                self._readers[thread] = Reader(self._reading())
            return self._readers[thread]

    def _forget_ended_threads(self) -> None:
        for thread in [known for known in self._readers if not known.is_alive()]:
            self._readers.pop(thread).connection.close()

    def _refuse_closed(self) -> None:
        if self._closed:
            raise StoreError("The store is closed. Start the program again.")
