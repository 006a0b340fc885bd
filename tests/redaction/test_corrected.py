"""Corrections as identities, and which of them matter to a ticket."""

from __future__ import annotations

from dataclasses import replace

from copilot.records import Correction, KnownIdentity
from copilot.redaction.corrected import identities, in_ticket
from tests.fakes import desk

HIDE = Correction(1, "Big Blue", hide=True, type="ACCOUNT")
SHOW = Correction(2, "Polaris", hide=False)


def test_what_hides_has_its_type_and_what_shows_is_plain() -> None:
    assert identities([HIDE, SHOW]) == (
        KnownIdentity("ACCOUNT", "Big Blue"),
        KnownIdentity("PLAIN", "Polaris"),
    )


def test_only_what_the_ticket_says_matters_to_it() -> None:
    ticket = desk.ticket("Is BIG\nblue there?")
    assert in_ticket([HIDE, SHOW], ticket) == (HIDE,)
    assert in_ticket([HIDE, SHOW], replace(ticket, subject="polaris")) == (HIDE, SHOW)
