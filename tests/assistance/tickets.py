"""Small redacted tickets for the tests of this room."""

from __future__ import annotations

from datetime import UTC, datetime

from copilot.records import (
    RedactedMessage,
    RedactedText,
    RedactedTicket,
    Role,
    Status,
    TicketKey,
    Visibility,
)

_AUTHORS = {"c": Role.CUSTOMER, "a": Role.AGENT, "n": Role.AGENT}


def ticket(
    *messages: tuple[str, str], subject: str = "Stove", language: str = "en"
) -> RedactedTicket:
    """Messages are ("c" customer, "a" agent or "n" note, text)."""
    return RedactedTicket(
        TicketKey("demo", "1"),
        RedactedText(subject),
        Status.OPEN,
        RedactedText("[[CUSTOMER_1]]"),
        tuple(
            RedactedMessage(
                f"m{number}",
                _AUTHORS[who],
                RedactedText("[[CUSTOMER_1]]" if who == "c" else "[[AGENT_1]]"),
                Visibility.INTERNAL if who == "n" else Visibility.PUBLIC,
                datetime(2026, 11, number, tzinfo=UTC),
                RedactedText(text),
            )
            for number, (who, text) in enumerate(messages, start=1)
        ),
        language,
    )
