"""The evidence marks under a draft's sentences, and how they move while somebody types."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from copilot.records import Draft, DraftSentence, Finding, Severity, Ticket
from ui.shared.citations import evidence_label, message_numbers, source_numbers

SUPPORTED, UNSUPPORTED, ACCEPTED = "supported", "unsupported", "accepted"


_LIST_MARK = re.compile(r"\s*(?:[-*•–]|\d{1,2}[.)])\s+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch of the draft, in characters, with the small sign behind it."""

    start: int
    end: int
    tone: str
    sign: str
    tip: str


def open_findings(draft: Draft) -> tuple[Finding, ...]:
    """What a person still has to decide or to repair."""
    return tuple(
        one for one in draft.findings if one.severity is not Severity.NOTE and not one.accepted
    )


def first_offer(draft: Draft | None) -> Finding | None:
    """The first finding that says what to put in the place of what it found."""
    found = draft.findings if draft else ()
    return next((one for one in found if one.instead and one.end and not one.accepted), None)


def marks(draft: Draft, ticket: Ticket) -> tuple[Mark, ...]:
    """One mark for each supported statement and one for each finding that has a place."""
    found = [
        _of_finding(one) for one in draft.findings if one.end and one.severity is not Severity.NOTE
    ]
    sources, messages = source_numbers(draft), message_numbers(ticket)
    for sentence in draft.sentences:
        if sentence.evidence and not any(_overlap(sentence, one) for one in found):
            found.append(_of_sentence(sentence, sources, messages))
    return tuple(sorted(found, key=lambda one: one.start))


def _overlap(sentence: DraftSentence, mark: Mark) -> bool:
    return sentence.start < mark.end and mark.start < sentence.end


def _of_finding(finding: Finding) -> Mark:
    tip = f"{finding.text.rstrip('.')}. {finding.advice}"
    if finding.accepted:
        return Mark(finding.start, finding.end, ACCEPTED, "✓", f"You accepted this: {finding.text}")
    return Mark(finding.start, finding.end, UNSUPPORTED, "!", tip)


def _of_sentence(
    sentence: DraftSentence, sources: dict[str, str], messages: dict[str, str]
) -> Mark:
    labels = {evidence_label(one, sources, messages) for one in sentence.evidence}
    tips = dict.fromkeys(f"Supported by “{one.title}”: {one.quote}" for one in sentence.evidence)
    sign = " ".join(sorted(labels, key=lambda one: (len(one), one)))
    return Mark(sentence.start, sentence.end, SUPPORTED, sign, "\n\n".join(tips))


def changed_stretch(before: str, after: str) -> tuple[int, int, int]:
    """Where two texts differ: (position, characters removed, characters added)."""
    limit = min(len(before), len(after))
    start = next((at for at in range(limit) if before[at] != after[at]), limit)
    tail = next(
        (at for at in range(limit - start) if before[-1 - at] != after[-1 - at]), limit - start
    )
    return start, len(before) - start - tail, len(after) - start - tail


def moved(held: tuple[Mark, ...], before: str, after: str) -> tuple[Mark, ...]:
    """The marks after an edit: untouched ones move along, touched ones wait for the next check."""
    at, removed, added = changed_stretch(before, after)
    kept: list[Mark] = []
    for mark in held:
        if mark.end <= at:
            kept.append(mark)
        elif mark.start >= at + removed:
            by = added - removed
            kept.append(replace(mark, start=mark.start + by, end=mark.end + by))
    return tuple(kept)


def without(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch to delete when a sentence is struck: with one of the spaces around it.

    A line of a list that says nothing else goes as a whole, with its number.
    """
    begin, stop = text.rfind("\n", 0, start) + 1, end + len(text[end:].partition("\n")[0])
    if _LIST_MARK.fullmatch(text[begin:start]) and not text[end:stop].strip():
        return (begin, stop + 1) if stop < len(text) else (max(begin - 1, 0), stop)
    if text[end : end + 1] == " ":
        return start, end + 1
    if text[start - 1 : start] == " " and start > 0:
        return start - 1, end
    if text[end : end + 1] == "\n" and (start == 0 or text[start - 1] == "\n"):
        return start, end + 1
    return start, end
