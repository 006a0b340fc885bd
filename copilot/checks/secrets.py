"""Card numbers, bank accounts and passwords, which no reply should repeat, whoever's they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copilot.checks.desk import Desk, on
from copilot.checks.value import Value, agrees, values
from copilot.records import Finding, Scope, Severity

_PASSWORD = re.compile(
    r"(?i)\b(?:password|passwort|kennwort|contraseña|mot de passe|pin|cvv|cvc)"
    r"(?: (?:is|lautet|ist|es|est))?(?::\s*|\s*=\s*|\s+(?=[\"'“„«]|\S*\d))[\"'“„«]?"
    r"(?P<secret>[^\s\"'“”»]{3,})"
)


def secrets(desk: Desk) -> Iterator[Finding]:
    for value in desk.values:
        if value.kind == "card":
            yield on(
                value,
                "secret",
                Severity.BLOCK,
                "A whole card number would be sent.",
                "Leave only its last four digits.",
            )
        elif value.kind == "iban" and not _is_public(desk, value):
            yield on(
                value,
                "secret",
                Severity.BLOCK,
                "A whole bank account number would be sent.",
                "Leave only its last four characters.",
            )
    for match in _PASSWORD.finditer(desk.text):
        yield Finding(
            "secret",
            Severity.BLOCK,
            *match.span("secret"),
            "A password or code would be sent.",
            "Strike it.",
        )


def _is_public(desk: Desk, iban: Value) -> bool:
    """The shop's own account, which a public article names."""
    return any(
        agrees(iban, known)
        for each in desk.sources
        if each.passage.scope is Scope.PUBLIC
        for known in values(each.passage.text)
    )
