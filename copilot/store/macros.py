"""The helpdesk's macros, as they were fetched last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from copilot.records import Macro
from copilot.store.encoding import from_json, from_time, to_json, to_time
from copilot.store.profile import Profile

_MACROS = "macros"
_FETCHED = "macros fetched"
_FAULT = "macros fault"


class Macros:
    """All of them at once: a team has some dozens."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile

    def all(self) -> tuple[Macro, ...]:
        kept = self._profile.get(_MACROS)
        return from_json(kept, tuple[Macro, ...]) if kept else ()

    def replace(self, macros: Sequence[Macro], fetched: datetime) -> None:
        self._profile.set(_MACROS, to_json(tuple(macros)))
        self._profile.set(_FETCHED, to_time(fetched))
        self._profile.set(_FAULT, "")

    def refused(self, reason: str, asked: datetime) -> None:
        """The helpdesk did not give them; those of before are kept."""
        self._profile.set(_FETCHED, to_time(asked))
        self._profile.set(_FAULT, reason)

    def fault(self) -> str:
        """Why they could not be fetched last; "" when they were."""
        return self._profile.get(_FAULT) or ""

    def fetched(self) -> datetime | None:
        """When the helpdesk was asked last."""
        kept = self._profile.get(_FETCHED)
        return from_time(kept) if kept else None
