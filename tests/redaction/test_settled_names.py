"""A known person stays the same person behind a greeting, a title and in a signature."""

from __future__ import annotations

import pytest

from copilot.records import KnownIdentity, RestoreMap
from copilot.redaction.analyzer import Redactor
from copilot.redaction.found import Found, Stage, settle

KNOWN = (
    KnownIdentity("CUSTOMER", "Dana Whitfield"),
    KnownIdentity("EMAIL", "dana@example.com"),
)


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("Hi Dana Whitfield,\nthank you.", "Hi [[CUSTOMER_1]],\nthank you."),
        ("Dear Ms Dana Whitfield,\nhello", "Dear Ms [[CUSTOMER_1]],\nhello"),
        ("Best regards\nDana Whitfield\n", "Best regards\n[[CUSTOMER_1]]\n"),
        ("Mail dana@example.com now", "Mail [[EMAIL_1]] now"),
    ],
)
def test_a_known_person_keeps_the_role(redactor: Redactor, text: str, redacted: str) -> None:
    batch = redactor.redact([text], known=KNOWN, restore=RestoreMap(), language="en")
    assert batch.redactions[0].text == redacted


def test_a_rule_wins_over_what_it_holds_unless_it_is_within_what_is_known() -> None:
    whole = Found(0, 20, "CUSTOMER", Stage.KNOWN)
    part = Found(5, 9, "CUSTOMER", Stage.KNOWN)
    rule = Found(3, 15, "PERSON", Stage.RULE)
    assert settle([whole, part, rule]) == [whole]
    assert settle([part, rule]) == [rule]
    assert settle([Found(3, 15, "CUSTOMER", Stage.KNOWN), part, rule])[0].type == "CUSTOMER"
