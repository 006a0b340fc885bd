"""Which sentences of a draft something that happened on the ticket touches; code, not the model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from copilot.checks.stems import stems
from copilot.checks.value import agrees, values
from copilot.records import Change, DraftSentence, Finding, SentenceKind, Severity

CHECK = "moved on"
FEW = 2  # words that a sentence and a message share before they speak of one thing
_NAME = re.compile(r"(?<![.!?:\n] )(?<!^)\b[A-ZÀ-ÖØ-Þ][\w’'-]{2,}", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_COURTESY = (SentenceKind.GREETING, SentenceKind.CLOSING)


def moved_on(
    text: str, sentences: Sequence[DraftSentence], changes: Sequence[Change]
) -> tuple[Finding, ...]:
    """For each change what it is, over the whole draft, and each sentence that it touches.

    A sentence is touched when it shares a value, a name or some words with the change. What keeps
    a reply back asks for a person's word, on each sentence that it touches or else on the draft.
    """
    return tuple(finding for each in changes for finding in _of(text, sentences, each))


def touches(sentence: str, change: Change) -> tuple[str, ...]:
    """What a sentence shares with a change, as it stands in the sentence; () when nothing."""
    shared = [one.text.rstrip(".") for one in values(sentence) if _agreed(one.text, change)]
    shared += _names(sentence) & _names(change.text)
    common = stems(sentence) & stems(change.text)
    if len(common) >= (FEW if change.field in ("message", "reply") else 1):
        shared += [word for word in _WORD.findall(sentence) if stems(word) & common]
    return tuple(dict.fromkeys(shared))


def _of(text: str, sentences: Sequence[DraftSentence], change: Change) -> Iterator[Finding]:
    found = [(each, touches(text[each.start : each.end], change)) for each in sentences]
    touched = [(each, shared) for each, shared in found if shared and _counts(each, change)]
    count = len(touched)
    how_many = {0: "No sentence", 1: "One sentence"}.get(count, f"{count} sentences")
    verb = "speak" if count > 1 else "speaks"
    advice = f"{how_many} of this draft {verb} of the same."
    severity = Severity.ACCEPT if change.holds else Severity.NOTE
    over_all = Severity.NOTE if touched else severity  # one of them asks, the others only tell
    yield Finding(CHECK, over_all, 0, 0, change.says, advice)
    for each, shared in touched:
        said = f"{change.says} This sentence speaks of {_listed(shared)}."
        advice = "Look whether it still holds; then accept it or write it anew."
        yield Finding(CHECK, severity, each.start, each.end, said, advice)


def _counts(sentence: DraftSentence, change: Change) -> bool:
    """A greeting names the customer, and so does every message of theirs."""
    return change.field == "requester" or sentence.kind not in _COURTESY


def _agreed(text: str, change: Change) -> bool:
    known = values(change.text)
    return any(agrees(one, each) for one in values(text) for each in known)


def _names(text: str) -> set[str]:
    return set(_NAME.findall(text))


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"“{word}”" for word in words[:4])
