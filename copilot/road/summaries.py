"""Summaries as people read them."""

from __future__ import annotations

from dataclasses import replace

from copilot.records import Message, RestoreMap, Role, Summary, SummaryLine, Ticket, Visibility
from copilot.redaction.placeholders import restore


def answer_of(ticket: Ticket) -> Message | None:
    """The team's public reply that came after all that the customer wrote."""
    public = [one for one in ticket.messages if one.visibility is Visibility.PUBLIC]
    return public[-1] if public and public[-1].author is Role.AGENT else None


def as_it_stands(summary: Summary, ticket: Ticket) -> Summary:
    """Of a ticket that the team answered nothing is open, and nothing presses, until they write."""
    answer = answer_of(ticket)
    if answer is None:
        return summary
    who, day = answer.author_name or "the team", f"{answer.created.day} {answer.created:%b}"
    said = f"Nothing until the customer writes again: {who} wrote on {day}."
    return replace(
        summary,
        open=(SummaryLine(said, (answer.id,)),),
        urgency="normal",
        urgency_words="",
    )


def with_names(summary: Summary, names: RestoreMap) -> Summary:
    """The summary with each placeholder replaced by what it stands for."""

    def line(one: SummaryLine) -> SummaryLine:
        return replace(one, text=restore(one.text, names))

    return replace(
        summary,
        wants=line(summary.wants),
        happened=tuple(map(line, summary.happened)),
        open=tuple(map(line, summary.open)),
        next_step=line(summary.next_step),
        promised=tuple(map(line, summary.promised)),
        urgency_words=restore(summary.urgency_words, names),
        mood_words=restore(summary.mood_words, names),
        facts=tuple(replace(fact, text=restore(fact.text, names)) for fact in summary.facts),
    )
