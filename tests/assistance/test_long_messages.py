"""Very long messages: what of them is read."""

from __future__ import annotations

from copilot.assistance.asks import asks_by_rules
from copilot.assistance.long_messages import in_parts, is_long
from tests.assistance.tickets import ticket

FILLER = [
    f"The box of day {at} was wet when the courier came, and it flew badly." for at in range(3000)
]


def test_a_message_of_usual_length_is_read_whole() -> None:
    given = ticket(("c", "My drone is broken. " * 100), ("a", "Sorry."))
    assert not is_long(given)
    assert in_parts(given) is given


def test_a_long_message_keeps_its_ends_and_what_asks_between() -> None:
    middle = [*FILLER[:1500], "How long does the battery need to charge?", *FILLER[1500:]]
    text = " ".join(["My drone fell down.", *middle, "What does the repair cost?"])
    given = ticket(("c", text), ("a", "A short one."))
    assert is_long(given)
    read = in_parts(given)
    told = read.messages[0].text
    assert len(told) <= 12_100
    assert told.startswith("My drone fell down. The box of day 0 ")
    assert told.endswith("What does the repair cost?")
    assert told.count("[…]") == 2
    assert [ask.text for ask in asks_by_rules(ticket(("c", told)))] == [
        "How long does the battery need to charge?",
        "What does the repair cost?",
    ]
    assert read.messages[1] == given.messages[1]


def test_sentences_stay_whole_and_text_without_any_is_cut() -> None:
    whole = set(FILLER)
    told = in_parts(ticket(("c", " ".join(FILLER)))).messages[0].text
    pieces = told.replace("\n", " ").replace("[…]", "").split(". ")
    assert {f"{one.strip().rstrip('.')}." for one in pieces} <= whole
    assert len(in_parts(ticket(("c", "x" * 300_000))).messages[0].text) <= 12_100


def test_many_long_messages_are_read_in_smaller_parts() -> None:
    given = ticket(*(("c", " ".join(FILLER[:200])) for _ in range(28)))
    assert sum(len(one.text) for one in in_parts(given).messages) <= 28 * 2_500
