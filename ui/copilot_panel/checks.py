"""What the checks say of a draft, each with the words that it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from copilot.records import Draft, Finding, SentenceKind, Severity
from ui.shared.citations import short

LONGEST = 60  # characters of a sentence
_TONES = {Severity.BLOCK: "danger", Severity.ACCEPT: "warning", Severity.NOTE: "plain"}
_BLANK_LINE = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class CheckProps:
    """One line of the checks."""

    text: str
    advice: str
    tone: str  # danger, warning, plain or supported
    finding: Finding | None
    open: bool
    about: str = ""  # “the first words of its sentence …”; "" for the whole draft
    together: tuple[Finding, ...] = ()  # what can be accepted with it, it among them


def checks(draft: Draft | None) -> tuple[CheckProps, ...]:
    """The findings, the pressing ones first; one good line when there are none."""
    if draft is None or not draft.text.strip():
        return ()
    order = list(Severity)
    found = sorted(
        draft.findings, key=lambda one: (one.accepted, order.index(one.severity), one.start)
    )
    groups = _groups(draft, found)
    lines = tuple(_check(draft, one, groups.get(one, ())) for one in found)
    return lines or (CheckProps(_all_is_well(draft), "", "supported", None, open=False),)


def _check(draft: Draft, finding: Finding, together: tuple[Finding, ...]) -> CheckProps:
    about = _about(draft, finding)
    if finding.accepted:
        said = "You accepted this."
        return CheckProps(finding.text, said, "plain", finding, open=False, about=about)
    return CheckProps(
        finding.text,
        finding.advice,
        _TONES[finding.severity],
        finding,
        open=finding.severity is not Severity.NOTE,
        about=about,
        together=together,
    )


def _about(draft: Draft, finding: Finding) -> str:
    """Its sentence; where it spans several, what it spans."""
    if not finding.end:
        return ""
    start, end = next(
        (
            (one.start, one.end)
            for one in draft.sentences
            if one.start <= finding.start and finding.end <= one.end
        ),
        (finding.start, finding.end),
    )
    return f"“{short(draft.text[start:end], LONGEST)}”"


def _groups(draft: Draft, found: list[Finding]) -> dict[Finding, tuple[Finding, ...]]:
    """By the first of several of one check in one paragraph that a person typed."""
    members: dict[tuple[str, int], list[Finding]] = {}
    for one in found:
        is_open = one.severity is Severity.ACCEPT and not one.accepted
        if is_open and one.end and _is_typed(draft, one):
            paragraph = len(_BLANK_LINE.findall(draft.text, 0, one.start))
            members.setdefault((one.check, paragraph), []).append(one)
    return {group[0]: tuple(group) for group in members.values() if len(group) > 1}


def _is_typed(draft: Draft, finding: Finding) -> bool:
    touched = [
        one for one in draft.sentences if one.start < finding.end and finding.start < one.end
    ]
    return bool(touched) and all(one.typed for one in touched)


def _all_is_well(draft: Draft) -> str:
    own = any(
        one.typed and not one.evidence and one.kind is SentenceKind.STATEMENT
        for one in draft.sentences
    )
    return "What you wrote rests on you." if own else "Every statement has a source."
