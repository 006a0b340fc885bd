"""Cases out of solved tickets."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from copilot.errors import BadInput
from copilot.evals.cases import Case, CaseFiles, load, own_files
from copilot.evals.making_cases import cases_of, write_cases
from copilot.evals.shop import open_shop
from copilot.records import (
    RedactedMessage,
    RedactedText,
    RedactedTicket,
    Role,
    Status,
    TicketKey,
    Visibility,
)

ASK = "How long is order [[ORDER_1]] under warranty? Mine is 3 years old. [[CUSTOMER_1]]"
ANSWER = "Hello [[CUSTOMER_1_FIRST]], it is 5 years or 1,200 km; see https://help.example/w. 3 fit."


def read(files: CaseFiles) -> tuple[Case, ...]:
    shop = open_shop(files)
    return load(files.cases, shop.tickets, shop.articles)


def solved(*said: tuple[Role, str], note: str = "") -> RedactedTicket:
    texts = [(role, text, Visibility.PUBLIC) for role, text in said]
    if note:
        texts.append((Role.AGENT, note, Visibility.INTERNAL))
    messages = tuple(
        RedactedMessage(
            f"x{n}",
            role,
            RedactedText("[[CUSTOMER_1]]"),
            visibility,
            datetime(2026, 11, 1, n, tzinfo=UTC),
            RedactedText(text),
        )
        for n, (role, text, visibility) in enumerate(texts)
    )
    name, subject = RedactedText("[[CUSTOMER_1]]"), RedactedText("Warranty of [[ORDER_1]]")
    return RedactedTicket(TicketKey("rt", "77"), subject, Status.SOLVED, name, messages, "en")


def test_what_the_agent_stated_is_what_must_be_said() -> None:
    (made,) = cases_of([solved((Role.CUSTOMER, ASK), (Role.AGENT, ANSWER), note="5 years. 99")])
    assert made.case.must_say == ("https://help.example/w", "1,200")
    assert made.case.kinds == ("solved ticket",)


def test_tickets_without_a_value_or_an_answer_make_no_case() -> None:
    plain = solved((Role.CUSTOMER, ASK), (Role.AGENT, "It is under warranty."))
    unanswered = solved((Role.CUSTOMER, ASK))
    first = solved((Role.AGENT, ANSWER), (Role.CUSTOMER, ASK))
    assert cases_of([plain, unanswered, first]) == ()


def test_a_ticket_ends_before_the_answer_and_holds_no_placeholder() -> None:
    made = cases_of([solved((Role.CUSTOMER, ASK), (Role.AGENT, ANSWER))])
    kept = json.dumps([one.ticket for one in made])
    assert "1,200" not in kept
    assert "[[" not in kept
    assert "Customer 1" in kept
    assert "[order]" in kept


def test_what_is_written_can_be_measured(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    write_cases(cases_of([solved((Role.CUSTOMER, ASK), (Role.AGENT, ANSWER))]), folder)
    files = own_files(folder)
    (case,) = read(files)
    assert case.ticket == "1"
    assert (folder / "tickets.json").stat().st_mode & 0o077 == 0
    with pytest.raises(BadInput, match="already"):
        write_cases((), folder)
