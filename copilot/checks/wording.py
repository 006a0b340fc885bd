"""A sentence that says something else than what it is said to rest on."""

from __future__ import annotations

from collections.abc import Iterator

from copilot.checks.desk import Desk, on, overall
from copilot.checks.stems import coverage, stems
from copilot.records import DraftSentence, Finding, SentenceKind, Severity

# A reworded sentence keeps at least a quarter of its evidence's content words; an unrelated one of
# the same subject shares the product's name and little else.
COVERED = 0.25
FEWEST_WORDS = 3  # below that, one synonym would decide


def wording(desk: Desk) -> Iterator[Finding]:
    """Words can be compared only within one language; between two, only the values are checked."""
    foreign = False
    for each in desk.sentences:
        if each.kind is not SentenceKind.STATEMENT or not each.evidence:
            continue
        if _is_foreign(desk, each):
            foreign = True
        elif _says_something_else(desk, each):
            yield on(
                each,
                "wording",
                Severity.ACCEPT,
                "It hardly shares a word with what it rests on.",
                "Compare it with its source, then rewrite, strike or accept it.",
            )
    if foreign:
        yield overall(
            "wording",
            Severity.NOTE,
            "The draft and its sources are in different languages: only numbers, dates, links and "
            "codes were compared.",
            "Compare the meaning yourself.",
        )


def _says_something_else(desk: Desk, sentence: DraftSentence) -> bool:
    known = stems(f"{desk.ticket.requester.name} {desk.ticket.subject}")
    words = stems(desk.words(sentence)) - known
    quoted = stems(" ".join(f"{each.title} {each.quote}" for each in sentence.evidence))
    return len(words) >= FEWEST_WORDS and coverage(words, quoted) < COVERED


def _is_foreign(desk: Desk, sentence: DraftSentence) -> bool:
    if desk.language_of is None:
        return False
    quote = " ".join(each.quote for each in sentence.evidence)
    return desk.language_of(desk.text) != desk.language_of(quote)
