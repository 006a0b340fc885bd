"""A sentence that says something else than what it is said to rest on."""

from __future__ import annotations

from collections.abc import Iterator

from copilot.checks.desk import Desk, on, overall
from copilot.checks.polarity import differ, nearest
from copilot.checks.stems import coverage, stems
from copilot.records import DraftSentence, Finding, SentenceKind, Severity

# Of the content words of a sentence, by their stems. Chosen on one half of the doc2dial dialogues:
# replies that people wrote against their own span and another of the same document. On the other
# half it tells them apart with AUC 0.94, and finds 85 % of the wrong spans at 9 % false alarms
# (tests/benchmarks/support_quality.py).
COVERED = 0.3
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
        elif _turns_round(desk, each):
            yield on(
                each,
                "wording",
                Severity.ACCEPT,
                "It says “not” where its source does not, or the other way round.",
                "Compare it with its source, then mend or accept it.",
            )
    if foreign:
        yield overall(
            "wording",
            Severity.NOTE,
            "The draft and its sources are in different languages: only numbers, dates, links and "
            "codes were compared.",
            "Compare the meaning yourself.",
        )


def share(sentence: str, quoted: str, besides: str = "") -> float | None:
    """Which share of a sentence's content words stands in `quoted`, 0 to 1; `besides` count not.

    None where it has too few of them to tell.
    """
    words = stems(sentence) - stems(besides)
    return coverage(words, stems(quoted)) if len(words) >= FEWEST_WORDS else None


def _says_something_else(desk: Desk, sentence: DraftSentence) -> bool:
    titles = " ".join(each.title for each in sentence.evidence)
    known = f"{desk.ticket.requester.name} {desk.ticket.subject} {titles}"
    quoted = " ".join(each.quote for each in sentence.evidence)
    told = share(desk.words(sentence), f"{quoted} {titles}", known)
    return told is not None and told < COVERED


def _turns_round(desk: Desk, sentence: DraftSentence) -> bool:
    """Whether it says “not” where the quoted sentences that are most like it do not, or reversed.

    A sentence may join several of its source with a semicolon: each part is held against its own.
    """
    whole = desk.words(sentence)
    return any(_part_turns(part, whole, sentence) for part in whole.split(";"))


def _part_turns(text: str, whole: str, sentence: DraftSentence) -> bool:
    """A heading that it is told with ("Not covered: straps") says it for the sentence."""
    if any(_stands_in(text, each.quote) for each in sentence.evidence):
        return False
    told = nearest(text, (each.quote for each in sentence.evidence))
    said = (text, _without_head(text))
    return bool(told) and all(differ(one, two, whole=whole) for one in said for two in told)


def _stands_in(text: str, quote: str) -> bool:
    """Word for word, and from where a sentence or a part of one begins."""
    before, found, _ = " ".join(quote.split()).partition(" ".join(text.split()))
    return bool(found) and before.rstrip()[-1:] in ("", *".!?;:-*•")


def _without_head(sentence: str) -> str:
    """Without the heading that a sentence may be told with: "Not covered: straps"."""
    return sentence.partition(": ")[2] or sentence


def _is_foreign(desk: Desk, sentence: DraftSentence) -> bool:
    if desk.language_of is None:
        return False
    quote = " ".join(each.quote for each in sentence.evidence)
    ours, theirs = desk.language_of(desk.words(sentence)), desk.language_of(quote)
    return ours != theirs and bool(ours) and bool(theirs)
