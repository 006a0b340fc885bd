"""Puts the pieces of a draft together and keeps where each sentence stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from copilot.records import DraftSentence, Evidence, RedactedText, SentenceKind

OnText = Callable[[str], None]


@dataclass(slots=True)
class Composer:
    """A draft under way; every piece is told to `on_text` as it is added."""

    on_text: OnText | None = None
    text: str = ""
    sentences: list[DraftSentence] = field(default_factory=list)
    _gap: str = ""

    def add(
        self,
        text: str,
        kind: SentenceKind,
        evidence: tuple[Evidence, ...] = (),
        *,
        mark: str = "",
    ) -> None:
        """A sentence; `mark` ("1. ") stands before it and is no part of it."""
        piece = self._gap + mark + text
        start = len(self.text) + len(self._gap) + len(mark)
        self.text += piece
        self.sentences.append(DraftSentence(start, len(self.text), kind, evidence))
        self._gap = " "
        if self.on_text is not None:
            self.on_text(piece)

    def paragraph(self) -> None:
        """The next sentence starts a paragraph of its own."""
        self._gap = "\n\n" if self.text else ""

    def line(self) -> None:
        """The next sentence starts a line, unless it starts a paragraph."""
        self._gap = self._gap if self._gap == "\n\n" else "\n"


@dataclass(frozen=True, slots=True)
class Composed:
    """A draft as the short steps made it; `missing` are asks without knowledge, for the agent."""

    text: RedactedText
    sentences: tuple[DraftSentence, ...]
    missing: tuple[str, ...] = ()
