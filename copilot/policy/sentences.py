"""A policy in sentences, as the window and the command line show it."""

from __future__ import annotations

from collections.abc import Iterator

from copilot.policy.hours import hours_words
from copilot.policy.policy import Policy


def sentences(policy: Policy) -> tuple[str, ...]:
    """Everything that it says, one sentence for each thing."""
    return (*_people(policy), *_second(policy), *_blocked(policy), *_delivery(policy))


def _people(policy: Policy) -> Iterator[str]:
    if not policy.people:
        yield "Everybody may approve."
    for one in policy.people:
        may = [{"reply": "replies", "note": "notes"}.get(each, "") for each in one.may]
        words = " and ".join(filter(None, may))
        second = "sign as the second person" if "second" in one.may else ""
        does = " and ".join(filter(None, (f"approve {words}" if words else "", second)))
        limit = "" if one.refund_up_to is None else f", refunds alone up to {one.refund_up_to:,.2f}"
        yield f"{one.name} <{one.email}> may {does or 'approve nothing'}{limit}."


def _second(policy: Policy) -> Iterator[str]:
    asked = policy.second_person
    if asked.refund_over is not None:
        yield f"A second person signs refunds over {asked.refund_over:,.2f}."
    if asked.words:
        yield f"A second person signs what says {_listed(asked.words)}."
    if asked.attachments:
        yield "A second person signs replies with files."


def _blocked(policy: Policy) -> Iterator[str]:
    blocked = policy.blocked
    if blocked.words:
        yield f"Never sent to customers: {_listed(blocked.words)}."
    if blocked.links:
        yield f"No links to {', '.join(blocked.links)}."
    if blocked.only_links:
        yield f"Links to {', '.join(blocked.only_links)} alone."
    if policy.checks.mandatory:
        yield f"Nobody accepts by hand: {_listed(policy.checks.mandatory)}."


def _delivery(policy: Policy) -> Iterator[str]:
    if policy.delivery is not None:
        yield f"Replies go out {hours_words(policy.delivery)}."
        if closed := policy.delivery.closed:
            yield f"Closed on {', '.join(f'{day:%Y-%m-%d}' for day in closed)}."


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"“{word}”" for word in words)
