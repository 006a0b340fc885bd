"""A draft that does what a text planted in the ticket told the program to do."""

from __future__ import annotations

from collections.abc import Iterator

from copilot.checks.desk import Desk, on, overall, supported
from copilot.checks.stems import coverage, stems
from copilot.checks.value import Value, values
from copilot.records import DraftSentence, Finding, Severity

FOLLOWED = (
    0.5  # share of a sentence's content words that come from the instruction and from no source
)
FEWEST_WORDS = 3


def instruction(desk: Desk) -> Iterator[Finding]:
    if not desk.instructions:
        return
    yield overall(
        "instruction",
        Severity.NOTE,
        "A message in this ticket tries to give the program instructions; they were not followed.",
        "Read that message with care before you answer.",
    )
    planted = "\n".join(desk.instructions)
    words, asked = stems(planted), values(planted)
    for each in desk.sentences:
        if _follows(desk, each, words, asked):
            yield on(
                each,
                "instruction",
                Severity.BLOCK,
                "It does what a planted instruction in the ticket asks for.",
                "Strike it, or write it in your own words from a source.",
            )


def _follows(
    desk: Desk, sentence: DraftSentence, words: frozenset[str], asked: tuple[Value, ...]
) -> bool:
    inside = [v for v in desk.values if sentence.start <= v.start < sentence.end]
    quotes = "\n".join(each.quote for each in sentence.evidence)
    cited = values(quotes)
    if any(_is_telling(v) and supported(v, asked) and not supported(v, cited) for v in inside):
        return True
    said = stems(desk.words(sentence)) - stems(quotes)
    return len(said & words) >= FEWEST_WORDS and coverage(said, words) >= FOLLOWED


def _is_telling(value: Value) -> bool:
    """A bare small number may stand anywhere."""
    return value.kind != "number" or bool(value.unit) or len(value.text) >= 3
