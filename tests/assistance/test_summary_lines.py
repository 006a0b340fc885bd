"""Lines of a summary hold only what the messages hold, whatever the model writes."""

from __future__ import annotations

import json

import msgspec
import pytest

from copilot.assistance.grounding import linked, stands
from copilot.assistance.summary import read_ticket
from copilot.prompting.prompts import open_prompts
from copilot.records import RedactedTicket, Summary
from tests.assistance.tickets import ticket
from tests.fakes.scripted import ScriptedGenerate

GIVEN = ticket(
    ("c", "I sent the AquaPure 300 back on 12 October, order [[ORDER_1]]. When is the refund?"),
    ("a", "Thank you, it arrived. I will send the 249 EUR back by Friday."),
    ("n", "Warehouse has scanned it."),
    ("c", "Nothing came. I need the money before the 20th, we move house."),
    subject="Refund",
)


def said(**changed: object) -> str:
    good = {
        "wants": "The customer wants the refund for the AquaPure 300",
        "happened": [],
        "next_step": "",
        "mood": "calm",
        "mood_words": "",
        "urgency": "normal",
    }
    return json.dumps(good | changed)


def summary(written: str, given: RedactedTicket = GIVEN) -> Summary:
    generate = ScriptedGenerate(lambda _: written)
    return read_ticket(given, generate=generate, make_prompt=open_prompts().read).summary


@pytest.mark.parametrize(
    "line",
    [
        "The customer sent the AquaPure 300 back on 12 October",
        "The agent promised 249 EUR by Friday",
        "The customer needs the money before the 20th",
    ],
)
def test_what_the_messages_hold_stands(line: str) -> None:
    assert stands(linked(line, GIVEN), GIVEN)


@pytest.mark.parametrize(
    "line",
    [
        "The customer sent the AquaPure 200 back on 12 October",  # another product
        "The agent promised 299 EUR by Friday",  # another amount
        "The customer sent the AquaPure 300 back to Maria on 12 October",  # a strange name
        "The agent promised 249 EUR and a voucher by Friday",  # a topic nobody spoke of
        "The agent sent the AquaPure 300 back on 12 October",  # the customer did
        "The customer received a discount and is very happy",  # other words
    ],
)
def test_what_they_do_not_hold_falls(line: str) -> None:
    assert not stands(linked(line, GIVEN), GIVEN)


@pytest.mark.parametrize(
    ("told", "line", "given"),
    [
        ("I paid 16.90 for express.", "The customer paid $16.90 for express", False),
        ("I paid 16.90 for express.", "The customer paid 16.90 EUR for express", False),
        ("I paid 16.90 for express.", "The customer paid 16.90 for express", True),
        ("I paid £16.90, not 5 €.", "The customer paid $16.90", False),
        ("I paid £16.90, not 5 €.", "The customer paid 16.90 €", False),
        ("I paid £16.90, not 5 €.", "The customer paid 16.90 pounds", True),
        ("I paid 329,00 € on Tuesday.", "The customer paid €329.00 on Tuesday", True),
        ("It cost 5-10 euros.", "It cost the customer €5-10", True),
        ("Prices are in USD. I paid 16.90.", "The customer paid $16.90", True),
    ],
)
def test_a_currency_that_nobody_gave_falls(told: str, line: str, given: bool) -> None:
    one = ticket(("c", told))
    assert stands(linked(line, one), one) is given


def test_nothing_is_said_of_an_agent_where_none_wrote() -> None:
    asked = ticket(("c", "What does the delivery to Austria cost?"))
    for line in ("Assistant told the delivery cost", "The helpdesk told the delivery cost"):
        assert not stands(linked(line, asked), asked)


def test_a_wish_that_was_made_up_gives_way_to_the_customers_own_words() -> None:
    made_up = summary(said(wants="The customer wants a new AquaPure 500 for free"))
    assert made_up.wants.text == "I need the money before the 20th, we move house."
    assert summary(said()).wants.text == "The customer wants the refund for the AquaPure 300"

    short = ticket(("c", "torch dead. fix?"), subject="torch")
    assert summary(said(), short).wants.text == "torch: Fix?"

    empty = ticket(("c", " "), subject="")
    assert summary("", empty).wants.text == "Nothing that can be read."
    done = ticket(("c", "My filter AquaPure 300 leaks. Hi."), ("a", "Fixed."), subject="")
    assert summary("", done).wants.text == "My filter AquaPure 300 leaks."


def test_a_wish_is_told_in_whole_clauses():
    either = ticket(("c", "It is late. Either ship it today or refund me. Also: how often is it?"))
    made = summary("", either)
    assert made.wants.text == "Either ship it today or refund me. How often is it?"
    assert [one.text for one in made.open] == [
        "Either ship it today or refund me.",
        "How often is it?",
    ]
    assert made.next_step.text == (
        "Decide on “Either ship it today or refund me.” and answer “How often is it?”"
    )

    led = ticket(
        ("c", "What I really want to know: the man asked for 14 EUR. Do I have to pay that?")
    )
    made = summary("", led)
    assert made.wants.text == "The man asked for 14 EUR. Do I have to pay that?"
    assert made.next_step.text == "Answer “Do I have to pay that?”"

    trouble = ticket(("c", "My password reset mail never arrives."), subject="Mail never arrives")
    assert summary(said(wants="Mail never arrives"), trouble).wants.text == (
        "Help: Mail never arrives"
    )


def test_what_the_model_could_not_end_is_told_up_to_its_last_sentence() -> None:
    sent = "I returned the Skagen 4 of order [[ORDER_1]] five weeks ago. The receipt is signed."
    given = ticket(("c", f"{sent} No refund came. I want to know when I get my money back."))
    cut = f"{sent} No refund came. I want to know when I get"
    assert 124 <= len(cut) <= 130
    made = summary(said(happened=[cut], wants="to know when I get my money back"), given)
    assert [line.text for line in made.happened] == [
        f"Told 1 Nov, [[CUSTOMER_1]]: {sent} No refund came."
    ]
    assert made.wants.text == "To know when I get my money back"
    endless = "customer " + "returned the Skagen 4 of order [[ORDER_1]] and " * 3
    assert all("and " not in one.text[-5:] for one in summary(said(happened=[endless])).happened)


def test_a_promise_is_not_told_as_done() -> None:
    given = ticket(("c", "Where is the kit?"), ("a", "The kit leaves within 3 working days."))
    done = said(happened=["The kit left within 3 working days"])
    assert summary(done, given).happened[-1].text == (
        "2 Nov, [[AGENT_1]]: The kit leaves within 3 working days."
    )
    told = said(happened=["The agent promised the kit within 3 working days"])
    assert summary(told, given).happened[-1].text == (
        "2 Nov: The agent promised the kit within 3 working days"
    )


def test_what_happened_is_told_with_its_days() -> None:
    written = said(happened=["The customer sent the AquaPure 300 back on 12 October."])
    assert [(line.text, line.messages) for line in summary(written).happened] == [
        ("12 Oct: The customer sent the AquaPure 300 back on 12 October.", ("m1",)),
        ("2 Nov, [[AGENT_1]]: I will send the 249 EUR back by Friday.", ("m2",)),
        ("Told 3 Nov, [[AGENT_1]]: Warehouse has scanned it.", ("m3",)),
        ("4 Nov, [[CUSTOMER_1]]: I need the money before the 20th, we move house.", ("m4",)),
    ]


def test_a_long_thread_keeps_its_beginning_and_its_end() -> None:
    long = ticket(*(("c", f"Parcel number {at} has been delivered.") for at in range(1, 10)))
    assert [line.messages[0] for line in summary(said(), long).happened] == [
        "m1",
        "m6",
        "m7",
        "m8",
        "m9",
    ]


def test_promise_urgency_and_language_are_told() -> None:
    made = summary(said(urgency="low"))
    assert [line.text for line in made.promised] == [
        "[[AGENT_1]], 2 Nov: “I will send the 249 EUR back by Friday.” (by 6 Nov)"
    ]
    assert (made.urgency, made.urgency_words, made.language) == ("high", "before the 20th", "en")


@pytest.mark.parametrize(
    ("messages", "step"),
    [
        ([("c", "Hi"), ("a", "Is it the 200?")], "Wait for the customer's answer."),
        (
            [("c", "Hi"), ("a", "I will call you tomorrow.")],
            "Keep the promise by 3 Nov: “I will call you tomorrow.”",
        ),
        (
            [("c", "The stove caught fire. What do I do with it?")],
            "Escalate, safety: “The stove caught fire.”; then answer “What do I do with it?”",
        ),
        (
            [("c", "It broke. Send me a new one. Is it under warranty? How long does it take?")],
            "Decide on “Send me a new one.” and answer “Is it under warranty?”, and more",
        ),
    ],
)
def test_the_next_step_follows_from_the_state(messages: list[tuple[str, str]], step: str) -> None:
    assert summary(said(), ticket(*messages)).next_step.text == step


@pytest.mark.parametrize(
    "written",
    [
        "",
        "{}",
        "[1, 2]",
        said(mood="furious"),
        said(wants=""),
        said(happened=["x" * 500]),
        said(happened=["[[ORDER_9]] was sent to [[PERSON_4]]."] * 6),
        said(extra=1),
        said(wants="ab" * 200),
        said(mood_words="[[SECRET_1]]", urgency="low"),
    ],
)
def test_a_summary_is_valid_whatever_the_model_writes(written: str) -> None:
    made = summary(written)
    again = msgspec.json.decode(msgspec.json.encode(made), type=Summary)
    assert again == made
    lines = (made.wants, *made.happened, *made.open, made.next_step, *made.promised)
    ids = {message.id for message in GIVEN.messages}
    assert all(line.text and set(line.messages) <= ids for line in lines)
    assert made.mood in ("calm", "worried", "annoyed", "angry")
    assert made.urgency in ("low", "normal", "high")
    assert "[[ORDER_9]]" not in repr(made)


def test_a_short_ticket_has_room_for_two_lines_of_a_message() -> None:
    given = ticket(("c", "I live in Hamburg. My tent Skagen 2 leaks at the seam. Thanks\nDana"))
    assert [line.text for line in summary("", given).happened] == [
        "Told 1 Nov, [[CUSTOMER_1]]: I live in Hamburg.",
        "My tent Skagen 2 leaks at the seam.",
    ]


def test_cards_and_passwords_do_not_stand_in_a_summary() -> None:
    given = ticket(("c", "Please send the refund to [[IBAN_1]] or the card [[CARD_1]]."))
    made = summary("", given)
    assert made.wants.text == "Please send the refund to … or the card …."
    assert not {"[[IBAN_1]]", "[[CARD_1]]"} & set(repr((made.open, made.next_step)).split())
    assert "[[CARD_1]]" not in repr((made.wants, made.happened, made.open, made.next_step))
