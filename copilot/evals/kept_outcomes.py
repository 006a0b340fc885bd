"""Outcomes in files, one for each case, so that a long run can be stopped and carried on."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import msgspec

from copilot.evals.outcomes import Outcome
from copilot.evals.shop import Shop


@dataclass(frozen=True, slots=True)
class KeptOutcomes:
    """Those of one program, model file, set of prompts and knowledge.

    `folder` is named by `fingerprint` of all these; what a ticket came to is found as long as the
    ticket is the same, however its case is graded.
    """

    folder: Path
    shop: Shop

    def get(self, ticket: str) -> Outcome | None:
        """None where it is to be made, or its file was cut short."""
        try:
            return msgspec.json.decode(self._path(ticket).read_bytes(), type=Outcome)
        except (FileNotFoundError, msgspec.DecodeError):
            return None

    def put(self, came: Outcome) -> None:
        """All or nothing: a run may be killed at any moment."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._path(came.ticket)
        half = path.with_suffix(f".{os.getpid()}")
        half.write_bytes(msgspec.json.encode(came))
        half.replace(path)

    def _path(self, ticket: str) -> Path:
        facts = msgspec.json.encode(self.shop.tickets[ticket])
        return self.folder / f"{ticket}-{hashlib.sha256(facts).hexdigest()[:12]}.json"


def fingerprint(*parts: str, shop: Shop) -> str:
    """Of named parts, the articles and the solved tickets: all that outcomes hang on."""
    solved = [one for one in shop.tickets.values() if one.status == "solved"]
    everything = msgspec.json.encode((parts, sorted(shop.articles.items()), solved))
    return hashlib.sha256(everything).hexdigest()[:16]
