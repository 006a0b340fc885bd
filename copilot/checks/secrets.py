"""Card numbers, bank accounts, passwords and keys, which no reply should repeat, whoever's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from copilot.checks.desk import Desk
from copilot.checks.masking import REMOVED, masked
from copilot.checks.value import values
from copilot.records import Finding, FoundPassage, Scope, Severity

_PASSWORD = re.compile(
    r"(?i)\b(?:password|passwort|kennwort|contraseña|mot de passe|pin|cvv|cvc)"
    r"(?: (?:is|lautet|ist|es|est))?(?::\s*|\s*=\s*|\s+(?=[\"'“„«]|\S*\d))[\"'“„«]?"
    r"(?P<secret>[^\s\"'“”»]{3,})"
)
_SAYS = {
    "CARD": "A whole card number would be sent.",
    "IBAN": "A whole bank account number would be sent.",
    "SECRET": "A password, key or code would be sent.",
}
_ADVICE = {"CARD": "Leave only its last four digits.", "IBAN": "Leave only its last four."}

Place = tuple[int, int, str]  # start, end, what it is


def secrets(desk: Desk) -> Iterator[Finding]:
    """Each with what may stand in its place; the shop's own account and codes may be told."""
    taken: list[Place] = []
    for start, end, kind in _places(desk):
        if any(start < other_end and other < end for other, other_end, _ in taken):
            continue
        taken.append((start, end, kind))
        yield Finding(
            "secret",
            Severity.BLOCK,
            start,
            end,
            _SAYS[kind],
            _ADVICE.get(kind, "Strike it."),
            instead=masked(kind, desk.text[start:end], desk.language),
        )


def public_accounts(sources: Sequence[FoundPassage]) -> frozenset[str]:
    """The bank accounts that public articles name: letters and digits only."""
    return frozenset(
        reading
        for each in sources
        if each.passage.scope is Scope.PUBLIC
        for value in values(each.passage.text)
        if value.kind == "iban"
        for reading in value.readings
    )


def _places(desk: Desk) -> Iterator[Place]:
    """The surest first."""
    for value in desk.values:
        if value.kind == "card":
            yield value.start, value.end, "CARD"
        elif value.kind == "iban" and not value.readings & public_accounts(desk.sources):
            yield value.start, value.end, "IBAN"
    said = [match.span("secret") for match in _PASSWORD.finditer(desk.text)]
    shaped = [(span.start, span.end) for span in desk.shapes if span.type == "SECRET"]
    for start, end in (*said, *shaped):
        secret = desk.text[start:end].rstrip(".,;:!?")
        if not desk.text.startswith(tuple(REMOVED.values()), start) and not _is_told(desk, secret):
            yield start, start + len(secret), "SECRET"


def _is_told(desk: Desk, secret: str) -> bool:
    """Such as the code with which every lamp is paired, which stands in its manual."""
    return any(
        secret in each.passage.text for each in desk.sources if each.passage.scope is Scope.PUBLIC
    )
