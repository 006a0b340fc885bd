"""Cuts a text into sentences with their places, and carries evidence over an edit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from copilot.drafts.formulas import (
    ABBREVIATIONS,
    AFTER_ORDINAL,
    is_greeting,
    is_sign_off,
    kind_of,
)
from copilot.records import Draft, DraftSentence, Evidence, SentenceKind

# Two wordings of one statement usually share more than half of their letters in order; two
# statements of one letter share about a third.
SIMILAR = 0.6

Span = tuple[int, int]

_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"\s*(?:[-*•–]|\d{1,2}[.)])(?:\s+|$)")
_FIGURE = re.compile(r"\d+")
_END = re.compile(r"[.!?…]+[\"'”»)\]]*(?=\s)")
_LAST_WORD = re.compile(r"(\S+?)\.+[\"'”»)\]]*$")


def split(text: str) -> tuple[Span, ...]:
    """(start, end) of each sentence, in order, without the white space and list marks around it."""
    return tuple(span for block in _blocks(text) for span in _cut(text, block))


def classify(text: str) -> tuple[DraftSentence, ...]:
    """The sentences of a text with their kinds and no evidence."""
    found: list[DraftSentence] = []
    signed = begun = False
    for start, end in split(text):
        sentence = text[start:end]
        kind = kind_of(sentence, begun=begun)
        if signed and _is_signature(sentence):
            kind = SentenceKind.CLOSING
        signed = signed or is_sign_off(sentence)
        begun = begun or kind in (SentenceKind.STATEMENT, SentenceKind.QUESTION)
        found.append(DraftSentence(start, end, kind))
    return tuple(found)


def carry(old: Draft, new_text: str) -> tuple[DraftSentence, ...]:
    """The sentences of the new text; evidence stays with what is the same or similar.

    A changed sentence keeps it so that the checks can compare; a new one has none. Where no
    sentence is left, as in a translation, evidence goes by place if there are as many statements
    and each has the figures of the one before it.
    """
    before = [_Old(old.text[s.start : s.end], s) for s in old.sentences]
    carried = tuple(_carried(each, new_text, before) for each in classify(new_text))
    return _by_place(old, new_text, carried) or carried


def likeness(one: str, other: str) -> float:
    """Share of letters that two wordings have in order, 0 to 1; 0 below SIMILAR."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < SIMILAR or matcher.quick_ratio() < SIMILAR:
        return 0.0
    return matcher.ratio()


def _by_place(
    old: Draft, text: str, new: tuple[DraftSentence, ...]
) -> tuple[DraftSentence, ...] | None:
    """None where something is left of the old text, or the two do not go together."""
    ours = [each for each in new if each.kind is SentenceKind.STATEMENT]
    theirs = [each for each in old.sentences if each.kind is SentenceKind.STATEMENT]
    if len(ours) != len(theirs) or any(each.evidence for each in ours):
        return None
    pairs = list(zip(ours, theirs, strict=True))
    if any(_figures(text, one) != _figures(old.text, other) for one, other in pairs):
        return None
    proofs = {one.start: other.evidence for one, other in pairs}
    return tuple(_with(each, each.kind, proofs.get(each.start, each.evidence)) for each in new)


def _figures(text: str, sentence: DraftSentence) -> list[str]:
    return sorted(_FIGURE.findall(text[sentence.start : sentence.end]))


class _Old:
    """A sentence of the old draft; it may hold several of ours."""

    def __init__(self, text: str, sentence: DraftSentence) -> None:
        self.sentence = sentence
        self.parts = {text.strip(), *(text[start:end] for start, end in split(text))}

    def likeness(self, text: str) -> float:
        return max(likeness(part, text) for part in self.parts)


def _carried(new: DraftSentence, text: str, before: list[_Old]) -> DraftSentence:
    words = text[new.start : new.end]
    for old in before:
        if words in old.parts:
            return _with(new, old.sentence.kind, old.sentence.evidence)
    best = max(before, key=lambda old: old.likeness(words), default=None)
    if best is not None and best.likeness(words) >= SIMILAR:
        return _with(new, new.kind, best.sentence.evidence)
    return new


def _with(new: DraftSentence, kind: SentenceKind, evidence: tuple[Evidence, ...]) -> DraftSentence:
    return DraftSentence(new.start, new.end, kind, evidence)


def _blocks(text: str) -> Iterator[Span]:
    """Lines, joined where one sentence was wrapped over several."""
    current: Span | None = None
    for line in _LINE.finditer(text):
        if not line[0].strip():
            continue
        if current is not None and _goes_on(text, current, line):
            current = current[0], line.end()
            continue
        if current is not None:
            yield current
        bullet = _BULLET.match(line[0])
        current = line.start() + (bullet.end() if bullet else 0), line.end()
    if current is not None:
        yield current


def _goes_on(text: str, block: Span, line: re.Match[str]) -> bool:
    before = text[block[0] : block[1]]
    first = line[0].lstrip()[0]
    return (
        text[block[1] : line.start()] == "\n"
        and first.islower()
        and not is_greeting(before)
        and not is_sign_off(before)
        and not before.rstrip().endswith((".", "!", "?", ":", "…"))
    )


def _cut(text: str, block: Span) -> Iterator[Span]:
    start, limit = block
    for mark in _END.finditer(text, *block):
        if _ends(text[start : mark.end()], text[mark.end() : limit].lstrip()):
            yield from _trimmed(text, start, mark.end())
            start = mark.end()
    yield from _trimmed(text, start, limit)


def _ends(sentence: str, rest: str) -> bool:
    if not rest:
        return True
    word = _LAST_WORD.search(sentence)
    if word is None:  # ends with ! or ?
        return not rest[0].islower()
    last = word[1].lstrip("(\"'“„«").casefold()
    if rest[0].islower() or last in ABBREVIATIONS or (len(last) == 1 and last.isalpha()):
        return False
    return not (last.isdigit() and len(last) <= 2 and AFTER_ORDINAL.match(rest))


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    if words.strip():
        yield start, start + len(words.strip())


def _is_signature(sentence: str) -> bool:
    """A name, a team or a title under the sign-off."""
    words = sentence.split()
    return (
        len(words) <= 6 and not any(each.isdigit() for each in sentence) and words[0][0].isupper()
    )
