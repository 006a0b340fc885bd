"""Shelves: the sets of passages that one agent may see or not, chosen before anything is ranked."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from copilot.records import Scope, SourceKind
from copilot.store.connection import Connection

# Ids of rows that belong to a passage hold something else above these bits: its shelf, an embedder.
PASSAGE_BITS = 32
PASSAGE_MASK = (1 << PASSAGE_BITS) - 1


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be found; `teams` are those of the agent, and what is for every team is added."""

    scopes: Set[Scope]
    teams: Set[str] = frozenset()
    kinds: Set[SourceKind] | None = None  # None: every kind

    def shelf(self, kind: str, scope: str, team: str) -> bool:
        """Whether the passages of this shelf are among it."""
        kinds = self.kinds is None or kind in self.kinds
        return kinds and scope in self.scopes and (not team or team in self.teams)


def shelves(db: Connection, allowed: Allowed) -> tuple[int, ...]:
    """Numbers of the shelves that may be looked at, ascending."""
    rows = db.execute("SELECT number, kind, scope, team FROM shelves ORDER BY number")
    return tuple(number for number, *about in rows if allowed.shelf(*about))


def shelf_of(db: Connection, kind: SourceKind, scope: Scope, team: str) -> int:
    """Number of the one shelf for this, made where there is none yet."""
    about = (kind.value, scope.value, team)
    db.execute("INSERT OR IGNORE INTO shelves (kind, scope, team) VALUES (?, ?, ?)", about)
    sql = "SELECT number FROM shelves WHERE kind = ? AND scope = ? AND team = ?"
    return int(db.execute(sql, about).fetchone()[0])
