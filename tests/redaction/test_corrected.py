"""Corrections as identities, and which of them matter to a ticket."""

from __future__ import annotations

from dataclasses import replace

from copilot.records import Correction, KnownIdentity, RestoreMap
from copilot.redaction.analyzer import Redactor
from copilot.redaction.corrected import identities, in_ticket
from copilot.redaction.placeholders import restore
from copilot.redaction.ticket import redact_text
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


def redacted(redactor: Redactor, text: str, *corrections: Correction, before: str = "") -> str:
    known = (KnownIdentity("CUSTOMER", "Dana Whitfield"), *identities(corrections))
    names = RestoreMap((("[[PERSON_1]]", before),) if before else ())
    found, after = redact_text(text, names, redactor.redact, known=known, language="en")
    assert restore(found.text, after) == text
    return found.text


def test_what_is_no_name_stays_readable_even_where_it_was_hidden_before(
    redactor: Redactor,
) -> None:
    text = "I spoke with Aurora Lindgren about it."
    shown = Correction(1, "Aurora Lindgren", hide=False)
    assert "[[PERSON_1]]" in redacted(redactor, text)
    assert redacted(redactor, text, shown) == text
    assert redacted(redactor, text, shown, before="Aurora Lindgren") == text


def test_what_was_missed_is_hidden_as_what_it_is(redactor: Redactor) -> None:
    text = "It stands in the zwirbelkammer since May."
    assert redacted(redactor, text) == text
    hidden = redacted(redactor, text, Correction(1, "Zwirbelkammer", hide=True, type="ADDRESS"))
    assert hidden == "It stands in the [[ADDRESS_1]] since May."


def test_a_correction_never_uncovers_what_the_record_names(redactor: Redactor) -> None:
    shown = Correction(1, "Dana Whitfield", hide=False)
    assert redacted(redactor, "Dana Whitfield called.", shown) == "[[CUSTOMER_1]] called."
