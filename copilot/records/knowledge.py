"""Source documents, the index, what a search finds, and what agents did with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from copilot.records.redaction import RedactedText
from copilot.records.tickets import TicketKey


class Scope(StrEnum):
    """Who may be told what a passage says."""

    PUBLIC = "public"
    INTERNAL = "internal"


class SourceKind(StrEnum):
    """Where a passage comes from."""

    ARTICLE = "article"
    SOLVED_TICKET = "solved ticket"
    MACRO = "macro"


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """An article, macro or solved ticket on its way into the index; text is Markdown."""

    id: str  # stable: "<folder>/<path in it>", "ticket:<connector>:<id>", "macro:<connector>:<id>"
    kind: SourceKind
    title: RedactedText
    text: RedactedText
    scope: Scope = Scope.PUBLIC
    changed: datetime | None = None
    language: str = "en"  # ISO 639-1
    team: str = ""  # the only team that may see it; its scope is then internal
    valid_from: date | None = None
    valid_until: date | None = None  # the last day on which it holds


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a source document: document.text[start:end] in characters."""

    id: int
    source_id: str
    kind: SourceKind
    title: str  # of the document
    heading: str  # path below the title, "Refunds › Express"; "" at the top
    text: RedactedText
    start: int
    end: int
    scope: Scope
    changed: datetime | None = None
    language: str = "en"  # ISO 639-1
    team: str = ""  # the only team that may see it
    valid_from: date | None = None
    valid_until: date | None = None  # the last day on which it holds


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A passage on its way into the index."""

    passage: Passage  # its id is ignored: the index gives a new one
    words: tuple[str, str, str]  # of title, heading and text, as they are searched for: stemmed
    vector: bytes  # 384 float32, little-endian, of length 1; b"" when it is embedded later


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A source document with all that the index keeps of it."""

    document: SourceDocument
    folder: str  # the source that listed it: a path, "Solved tickets", "Macros"
    stamp: str  # as it was listed; another one means: read it again
    fingerprint: str  # sha256 of what was read
    embedder: str  # sha256 of the files that made the vectors
    passages: tuple[IndexedPassage, ...]


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage with its rank for one query; score is comparable between queries, 0 to 1."""

    passage: Passage
    score: float
    why: str  # "words: cartridge, AquaPure · used before", "meaning"


@dataclass(frozen=True, slots=True)
class FoundSentence:
    """A sentence that answers an ask: passage.text[start:end]; score is about 0 to 1.3."""

    passage: Passage
    start: int
    end: int
    score: float
    against: tuple[FoundSentence, ...] = ()  # what other sources in force say instead


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a file says to a person who reads it, as Markdown."""

    title: str  # "" where the file names none
    text: str
    language: str = ""  # ISO 639-1, where the file says it
    hidden: tuple[str, ...] = ()  # what people cannot see and was left out: "white text (3 places)"


@dataclass(frozen=True, slots=True)
class SourceProblem:
    """A source that was left out, or of which something was, and why, for people."""

    id: str
    reason: str
    left_out: bool = True  # False: it was read, but for what the reason says


@dataclass(frozen=True, slots=True)
class Macro:
    """An answer that the helpdesk keeps ready, for sending to customers."""

    id: str  # "<connector>:<id>"
    title: str
    text: str  # Markdown
    language: str = ""  # ISO 639-1, where the helpdesk says it
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class IndexProgress:
    """How far the reading of the knowledge is."""

    done: int  # source documents
    total: int
    passages_per_second: float = 0.0
    seconds_left: float | None = None  # None while it cannot be told
    resumed: bool = False  # the run before this one was interrupted


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What one reading of the knowledge did, in source documents."""

    read: int = 0
    unchanged: int = 0
    removed: int = 0
    problems: tuple[SourceProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class FolderState:
    """What is in the index of one source, as the knowledge page shows it."""

    name: str  # path of a folder, "Solved tickets", "Macros"
    kind: SourceKind
    documents: int
    passages: int
    problems: tuple[SourceProblem, ...] = ()
    scope: Scope = Scope.PUBLIC
    team: str = ""
    removable: bool = True  # False: the helpdesk brings it


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions of one kind that found nothing: a hole in the knowledge."""

    question: RedactedText  # the newest wording
    count: int
    tickets: tuple[TicketKey, ...]
    last: datetime


@dataclass(frozen=True, slots=True)
class Miss:
    """One question of one ticket for which there was no evidence."""

    question: RedactedText
    vector: bytes  # 384 float32, little-endian, of length 1
    ticket: TicketKey
    at: datetime


class Judgement(StrEnum):
    """What the agent did with a source."""

    USED = "used"  # it stands in a reply that was approved
    OPENED = "opened"
    REJECTED = "rejected"  # thrown out: not for this question


@dataclass(frozen=True, slots=True)
class Feedback:
    """What agents did with one source, over all questions."""

    source_id: str
    title: str
    used: int
    opened: int
    rejected: int


@dataclass(frozen=True, slots=True)
class KnowledgeState:
    """All that the knowledge page shows."""

    folders: tuple[FolderState, ...]
    gaps: tuple[Gap, ...]
    feedback: tuple[Feedback, ...]
    updated: datetime | None  # when the index was last brought up to date
    embedder: str  # title of the files that serve searches now
    coming_embedder: str = ""  # title of the files that are embedding anew; "" when none
    coming_share: float = 0.0  # how much of it is done, 0 to 1
    languages: tuple[str, ...] = ()  # of the passages, ISO 639-1
    weak_languages: tuple[str, ...] = ()  # found by words and codes alone with this embedder
