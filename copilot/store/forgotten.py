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
    db.execute("INSERT OR IGNORE INTO forgotten VALUES (?)", (_mark(db, ticket),))


def is_forgotten(db: Connection, ticket: Ticket) -> bool:
    """Whether its requester was deleted, and nobody wrote in it since."""
    if db.execute("SELECT 1 FROM forgotten LIMIT 1").fetchone() is None:
        return False
    sql = "SELECT 1 FROM forgotten WHERE mark = ?"
    return db.execute(sql, (_mark(db, ticket),)).fetchone() is not None


def _mark(db: Connection, ticket: Ticket) -> bytes:
    salt = db.execute("SELECT value FROM profile WHERE name = ?", (_SALT,)).fetchone()[0]
    about = "\n".join((ticket.key.connector, ticket.key.id, ticket.version.last_message_id))
    return hmac.digest(bytes.fromhex(salt), about.encode(), "sha256")
