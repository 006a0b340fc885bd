"""A call or chat, and what it leaves to be done and said."""

from __future__ import annotations

from dataclasses import dataclass

from copilot.records.drafts import DraftSentence


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """One line of a call or chat."""

    number: int  # from 1
    speaker: str  # "" where the file names none
    text: str
    at: float | None = None  # seconds from the start


@dataclass(frozen=True, slots=True)
class ActionItem:
    """What somebody said they will do, or was asked to do."""

    who: str  # as the transcript names them; "" where that cannot be told
    what: str  # begins with a verb
    until: str  # the words of the line; "" where none name a time
    line: int  # number of the line it rests on
    by_agent: bool = False
    by_rules: bool = False  # taken from the line's own words, not worded by the model


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a transcript leaves to be done and said; names restored."""

    lines: tuple[TranscriptLine, ...]
    items: tuple[ActionItem, ...]
    email: str
    email_sentences: tuple[DraftSentence, ...]
    memo: str  # the internal note
    memo_sentences: tuple[DraftSentence, ...]
    left_out: tuple[str, ...] = ()  # for people: what the model made up, and why it was taken off
    language: str = "en"  # ISO 639-1
    note: str = ""  # for people: which steps were stopped
