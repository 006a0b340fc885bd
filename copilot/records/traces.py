"""How a draft came to be, step by step, and what became of it; without any text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from copilot.records.knowledge import Passage
from copilot.records.tickets import TicketKey


class Fate(StrEnum):
    """What the agent did with a draft."""

    WAITING = "waiting"
    SENT = "sent as is"
    EDITED = "sent after editing"
    THROWN_AWAY = "thrown away"


@dataclass(frozen=True, slots=True)
class Trace:
    """One step, kept without personal data and without text; most are runs of a prompt.

    The steps of one draft have its id as their `parent`; the draft itself has one whose id that is.
    """

    id: str
    ticket: TicketKey
    step: str  # "summary", "asks", "sentence", ...
    prompt_name: str
    prompt_version: str
    prompt_sha256: str
    model_sha256: str
    passages: tuple[int, ...]
    prompt_tokens: int
    kept_tokens: int
    answer_tokens: int
    first_token_seconds: float
    seconds: float
    created: datetime  # when it ended
    parent: str = ""  # "" for the trace of a draft, and for what an earlier version kept
    finish: str = ""  # of the answer; "" where no prompt ran
    sources: tuple[tuple[int, float], ...] = ()  # of a search: ids of passages with their scores
    findings: tuple[str, ...] = ()  # of the checks: "block: other customer"
    fate: Fate | None = None  # of a draft
    distance: int = 0  # words that the agent put in, took out or changed before sending
    words: int = 0  # of the draft as it was made
    decided: datetime | None = None


@dataclass(frozen=True, slots=True)
class DraftTrace:
    """All that is known of how a draft came to be; of one from before, `draft` is None."""

    draft: Trace | None
    steps: tuple[Trace, ...]  # oldest first
    passages: tuple[Passage, ...]  # found on the way and still in the knowledge
