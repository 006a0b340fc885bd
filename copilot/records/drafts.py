"""A reply or note being worked on, its evidence, and what the checks see in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from copilot.records.knowledge import FoundPassage, Scope
from copilot.records.tickets import TicketKey, TicketVersion


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of a passage or message that a sentence rests on; copied, so that it stays true."""

    source: str  # "passage:<id>", "message:<id>" or "line:<number>" of a transcript
    title: str
    quote: str
    start: int
    end: int
    scope: Scope = Scope.PUBLIC


class SentenceKind(StrEnum):
    """What a sentence of a draft does; only statements need evidence."""

    GREETING = "greeting"
    STATEMENT = "statement"
    QUESTION = "question"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """One sentence of a draft: draft.text[start:end] in characters."""

    start: int
    end: int
    kind: SentenceKind
    evidence: tuple[Evidence, ...] = ()
    typed: bool = False  # a person wrote it


@dataclass(frozen=True, slots=True)
class Backed:
    """Words that stood in a draft with evidence."""

    words: str
    kind: SentenceKind
    evidence: tuple[Evidence, ...]


class Severity(StrEnum):
    """BLOCK keeps the approval shut; ACCEPT wants a person's word; NOTE only informs."""

    BLOCK = "block"
    ACCEPT = "accept"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check saw in draft.text[start:end], or in the whole draft when both are 0."""

    check: (
        str  # "no source", "unsupported value", "placeholder", "other customer", "instruction", ...
    )
    severity: Severity
    start: int
    end: int
    text: str  # for people: what is wrong
    advice: str  # for people: what to do
    accepted: bool = False  # a person said yes to it
    instead: str = ""  # what may be put in the place of text[start:end]; "" for nothing


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened to a ticket after a draft was begun."""

    field: str  # "message", "reply" (a colleague's, public), "status", "requester", "assignee"
    says: str  # for people
    text: str  # what a sentence may share with it: the words of a message, the value of a field
    holds: bool  # keeps a reply back; False: it only informs


class ReplyKind(StrEnum):
    """What goes out."""

    PUBLIC_REPLY = "public reply"
    INTERNAL_NOTE = "internal note"
    FIELD_CHANGE = "field change"  # without any text
    LINKED_TICKET = "new linked ticket"  # for colleagues; its own subject and text

    @property
    def is_message(self) -> bool:
        """It stands in the ticket's thread, and waits as a draft before."""
        return self in (ReplyKind.PUBLIC_REPLY, ReplyKind.INTERNAL_NOTE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A reply or note being worked on, with names restored; saved at every pause in typing."""

    id: str
    ticket: TicketKey
    kind: ReplyKind
    text: str
    sentences: tuple[DraftSentence, ...]
    findings: tuple[Finding, ...]
    sources: tuple[FoundPassage, ...]  # what was found for it, best first, cited or not
    seen_version: TicketVersion
    created: datetime
    edited: bool = False  # a person changed it
    missing: tuple[str, ...] = ()  # asks of the customer for which no knowledge was found
    note: str = ""  # for people: which steps were stopped, and what stands there instead
    backed: tuple[Backed, ...] = ()  # sentences of its earlier texts
    written: tuple[str, ...] = ()  # sentences that the model wrote, whether they are still there

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each passage, {"passage:7": 1}: as the text cites them, then the rest."""
        told = sorted(self.sentences, key=lambda sentence: sentence.start)
        names = [evidence.source for sentence in told for evidence in sentence.evidence]
        names += [f"passage:{found.passage.id}" for found in self.sources]
        passages = dict.fromkeys(name for name in names if name.startswith("passage:"))
        return {name: number for number, name in enumerate(passages, start=1)}
