"""Which sentences of a draft a change on the ticket touches, and which it leaves alone."""

import pytest

from copilot.checks.moved_on import moved_on, touches
from copilot.drafts.sentences import classify
from copilot.records import Change, Severity

DRAFT = (
    "Hello Dana,\n\nYour parcel A-88213 arrives on 12 March. The filter lasts six months. "
    "Luis Ortega calls you about the broken hinge.\n\nKind regards\nAnna"
)


def said(text, *, holds=True, field="message"):
    return Change(field, "Dana wrote again.", text, holds)


# what the message says: the words of the draft that it touches
TOUCHED = {
    "by an order number": ("Is A88213 lost?", "A-88213"),
    "by a date in another form": ("I am away on 2026-03-12.", "12 March"),
    "by an amount in words": ("You told me 6 months.", "six months"),
    "by a name": ("I would rather not talk to Ortega again.", "Ortega"),
    "by two words": ("The hinge is not broken, I closed it wrongly.", "hinge"),
}


@pytest.mark.parametrize(("message", "shared"), TOUCHED.values(), ids=TOUCHED.keys())
def test_a_sentence_is_touched(message, shared):
    head, *touched = moved_on(DRAFT, classify(DRAFT), [said(message)])
    assert (head.severity, head.end) == (Severity.NOTE, 0)
    assert len(touched) == 1
    (one,) = touched
    assert one.severity is Severity.ACCEPT
    assert shared in DRAFT[one.start : one.end]
    assert f"“{shared}”" in one.text


@pytest.mark.parametrize("message", ["Thank you, Dana", "Hello Anna, any news? Kind regards", "👍"])
def test_a_message_that_shares_nothing_touches_no_sentence(message):
    (head,) = moved_on(DRAFT, classify(DRAFT), [said(message)])
    assert "No sentence" in head.advice
    assert head.severity is Severity.ACCEPT


def test_a_note_only_informs():
    found = moved_on(DRAFT, classify(DRAFT), [said("The hinge is broken twice.", holds=False)])
    assert len(found) == 2
    assert {each.severity for each in found} == {Severity.NOTE}


def test_another_requester_touches_the_greeting():
    change = Change("requester", "The requester is now Rosa.", "dana@mail.example dana Rosa", True)
    _, greeting = moved_on(DRAFT, classify(DRAFT), [change])
    assert DRAFT[greeting.start : greeting.end].startswith("Hello Dana")


def test_what_is_shared_is_told_as_the_draft_says_it():
    assert touches("The filter lasts six months.", said("Filters: 6 months?")) == (
        "six months",
        "filter",
        "months",
    )
