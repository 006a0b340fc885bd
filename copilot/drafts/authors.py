"""Which sentences of a draft a person wrote, and which the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from copilot.drafts.sentences import SIMILAR, likeness, split
from copilot.records import DraftSentence


def sentences_of(text: str, *, besides: str = "") -> tuple[str, ...]:
    """The words of each sentence of `text` that is none of `besides`."""
    there = {besides[start:end] for start, end in split(besides)}
    return tuple(text[start:end] for start, end in split(text) if text[start:end] not in there)


def with_authors(
    sentences: Sequence[DraftSentence], text: str, written: Sequence[str]
) -> tuple[DraftSentence, ...]:
    """Each marked as typed unless it is like one of those that the model wrote.

    A word that a person changes in the model's sentence does not make it theirs.
    """
    return tuple(
        replace(one, typed=not _is_of(text[one.start : one.end], written)) for one in sentences
    )


def _is_of(words: str, written: Sequence[str]) -> bool:
    return words in written or any(likeness(each, words) >= SIMILAR for each in written)
