"""What is new on a ticket beyond its fields: promises, and what of the draft became wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from copilot.assistance.outdated import outdated_in
from copilot.assistance.passed_promises import broken, doubtful
from copilot.assistance.promises import Promise, promises_of
from copilot.records import DoubtfulPromise, Draft, SinceLastLook, SummaryLine, Ticket


def told_since(
    since: SinceLastLook, ticket: Ticket, draft: Draft | None, today: date
) -> SinceLastLook:
    """By rules over the ticket and its draft.

    Promises whose day passed are told until somebody answers.
    """
    promises = promises_of(ticket.messages)
    made = [one for one in promises if one.message_id in since.new_messages]
    return replace(
        since,
        promised=_lines(made),
        broken=_lines(broken(promises, ticket.messages, today)),
        doubtful=tuple(
            DoubtfulPromise(one.told, one.doubted, one.message_id)
            for one in doubtful(promises, ticket.messages, today)
        ),
        outdated=outdated_in(draft, ticket, since.changed_fields) if draft else (),
    )


def _lines(promises: tuple[Promise, ...] | list[Promise]) -> tuple[SummaryLine, ...]:
    return tuple(SummaryLine(one.told, (one.message_id,)) for one in promises)
