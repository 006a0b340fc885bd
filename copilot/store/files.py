"""Files of drafts: which there are, their bytes, and how they go along to the next draft."""

from __future__ import annotations

from copilot.errors import BadInput
from copilot.records import OutgoingFile
from copilot.store.connection import Connection
from copilot.store.store import Store


class Files:
    """The files of a draft are found under its id; their bytes stand once in the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, draft_id: str, file: OutgoingFile, data: bytes) -> None:
        """Keeps the bytes with a draft that is saved. Raises BadInput where it has that name."""
        self._store.write(lambda db: _add(db, draft_id, file, data))

    def remove(self, draft_id: str, name: str) -> None:
        """Takes a file off a draft; its bytes go when nothing else has them."""
        sql = "DELETE FROM draft_files WHERE draft = ? AND name = ?"
        self._store.write(lambda db: db.execute(sql, (draft_id, name)))

    def of(self, draft_id: str) -> tuple[OutgoingFile, ...]:
        """In the order in which they were added."""
        sql = """
            SELECT name, sha256, media_type, size FROM draft_files WHERE draft = ? ORDER BY number
        """
        rows = self._store.read(lambda db: db.execute(sql, (draft_id,)).fetchall())
        return tuple(OutgoingFile(*row) for row in rows)

    def starts(self, draft_id: str, count: int) -> tuple[bytes, ...]:
        """The first `count` bytes of each of its files, in the same order."""
        sql = """
            SELECT substr(bytes, 1, ?) FROM draft_files JOIN kept_files USING (sha256)
            WHERE draft = ? ORDER BY number
        """
        rows = self._store.read(lambda db: db.execute(sql, (count, draft_id)).fetchall())
        return tuple(bytes(start) for (start,) in rows)

    def data(self, sha256: str) -> bytes | None:
        """The bytes under this hash, None where there are none."""
        sql = "SELECT bytes FROM kept_files WHERE sha256 = ?"
        row = self._store.read(lambda db: db.execute(sql, (sha256,)).fetchone())
        return bytes(row[0]) if row else None


def hand_on(db: Connection, draft_id: str) -> None:
    """The files of the drafts that this new one takes the place of are its own from now on."""
    before = """
        SELECT other.id FROM drafts AS this JOIN drafts AS other
            USING (connector, ticket, kind)
        WHERE this.id = ? AND other.id <> this.id AND NOT other.retired
    """
    sql = f"UPDATE OR IGNORE draft_files SET draft = ? WHERE draft IN ({before})"  # noqa: S608
    db.execute(sql, (draft_id, draft_id))


def _add(db: Connection, draft_id: str, file: OutgoingFile, data: bytes) -> None:
    there = "SELECT 1 FROM draft_files WHERE draft = ? AND name = ?"
    if db.execute(there, (draft_id, file.name)).fetchone():
        raise BadInput(
            f"There is a file called {file.name} with this text already. Take it off first, or "
            "give the new one another name."
        )
    db.execute(
        "INSERT INTO kept_files SELECT ?, ? WHERE NOT EXISTS "
        "(SELECT 1 FROM kept_files WHERE sha256 = ?)",
        (file.sha256, data, file.sha256),
    )
    number = "(SELECT coalesce(max(number), 0) + 1 FROM draft_files WHERE draft = ?)"
    sql = f"INSERT INTO draft_files VALUES (?, ?, {number}, ?, ?, ?)"  # noqa: S608
    values = (draft_id, file.name, draft_id, file.sha256, file.media_type, file.size)
    db.execute(sql, values)
