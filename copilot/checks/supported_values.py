"""A number, date, amount, link or code that the sentence's evidence and this ticket do not hold."""

from __future__ import annotations

from collections.abc import Iterator

from copilot.checks.desk import Desk, on, supported
from copilot.checks.value import PERSONAL, Value, values
from copilot.records import DraftSentence, Finding, Severity


def supported_values(desk: Desk) -> Iterator[Finding]:
    """What belongs to a person and is known nowhere is left to the check for other customers."""
    cited = [_cited(each) for each in desk.sentences]
    for value in desk.values:
        evidence = _evidence(value, desk.sentences, cited)
        if _numbers_an_item(desk.text, value):
            continue
        if supported(value, desk.ticket_values) or supported(value, evidence):
            continue
        if value.kind != "link" and _is_own(desk, value):
            continue
        if desk.known(value):
            yield _not_cited(value)
        elif value.kind == "link":
            yield _strange_link(value)
        elif value.kind not in PERSONAL:
            yield _unsupported(value)


def _is_own(desk: Desk, value: Value) -> bool:
    return any(
        one.start <= value.start < one.end and not one.evidence and desk.is_own(one)
        for one in desk.sentences
    )


def _numbers_an_item(text: str, value: Value) -> bool:
    """Whether it is the "2" of "2. Open the cap" at the beginning of a line."""
    line = text[text.rfind("\n", 0, value.start) + 1 : value.start]
    after = text[value.end : value.end + 2]
    return not line.strip() and after[:1] in (".", ")") and (after[1:] or " ").isspace()


def _cited(sentence: DraftSentence) -> tuple[Value, ...]:
    return tuple(v for each in sentence.evidence for v in values(each.quote))


def _evidence(
    value: Value, sentences: tuple[DraftSentence, ...], cited: list[tuple[Value, ...]]
) -> tuple[Value, ...]:
    for sentence, found in zip(sentences, cited, strict=True):
        if sentence.start <= value.start < sentence.end:
            return found
    return ()


def _not_cited(value: Value) -> Finding:
    return on(
        value,
        "unsupported value",
        Severity.ACCEPT,
        f"“{value.text}” is not in what this sentence rests on, only in another source.",
        "Compare it with the source, then mend or accept it.",
    )


def _unsupported(value: Value) -> Finding:
    return on(
        value,
        "unsupported value",
        Severity.ACCEPT,
        f"“{value.text}” is in no source and not in this ticket.",
        "Correct it, strike it, or accept it if you know it to be right.",
    )


def _strange_link(value: Value) -> Finding:
    return on(
        value,
        "unsupported value",
        Severity.BLOCK,
        f"The link “{value.text}” is in no source and not in this ticket.",
        "Take the link from an article, or strike it.",
    )
