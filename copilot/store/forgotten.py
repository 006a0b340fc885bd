"""Tickets of people who were deleted: they stay away until somebody writes in them again."""

from __future__ import annotations

import hmac
import secrets

from copilot.records import Ticket
from copilot.store.connection import Connection

_SALT = "forgotten"  # its name in the profile


def forget(db: Connection, ticket: Ticket) -> None:
    """Keeps a keyed hash of the ticket as it is now, and nothing that names it."""
    db.execute("INSERT OR IGNORE INTO profile VALUES (?, ?)", (_SALT, secrets.token_hex(32)))
    mark = _mark(_salt(db), ticket)
    db.execute("INSERT OR IGNORE INTO forgotten VALUES (?)", (mark,))


def is_forgotten(db: Connection, ticket: Ticket) -> bool:
    """Whether its requester was deleted, and nobody wrote in it since."""
    salt = _salt(db)
    if not salt:
        return False  # nobody was ever deleted
    sql = "SELECT 1 FROM forgotten WHERE mark = ?"
    return db.execute(sql, (_mark(salt, ticket),)).fetchone() is not None


def _salt(db: Connection) -> bytes:
    row = db.execute("SELECT value FROM profile WHERE name = ?", (_SALT,)).fetchone()
    return bytes.fromhex(row[0]) if row else b""


def _mark(salt: bytes, ticket: Ticket) -> bytes:
    about = "\n".join((ticket.key.connector, ticket.key.id, ticket.version.last_message_id))
    return hmac.digest(salt, about.encode(), "sha256")
