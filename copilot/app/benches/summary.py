"""Joins what eval summary measures: the reading of tickets, and one big prompt beside it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from copilot import paths
from copilot.app.profile import engine_of
from copilot.assistance.escalations import shown_in
from copilot.assistance.summary import TicketReading, read_by_rules, read_ticket
from copilot.engine import Engine
from copilot.evals.summary import BASELINE, BY_RULES, SHIPPED, SHORT, Told
from copilot.evals.summary_files import Dialogue
from copilot.evals.undated import undated
from copilot.prompting.prompts import Prompts, open_prompts
from copilot.prompting.ticket_text import ticket_text
from copilot.records import (
    EscalationKind,
    Message,
    Person,
    Prompt,
    RedactedText,
    RedactedTicket,
    RestoreMap,
    Role,
    Status,
    Summary,
    Ticket,
    TicketKey,
    TicketVersion,
    Visibility,
)
from copilot.redaction.placeholders import restore
from copilot.redaction.ticket import redact_ticket

_BEGAN = datetime(2026, 1, 5, 9, tzinfo=UTC)
_AGENT = Role.AGENT


@dataclass(frozen=True, slots=True)
class Bench:
    """Summaries of dialogues by the shipped steps and by one big prompt, with the same model."""

    engine: Engine
    prompts: Prompts

    def told(self, dialogue: Dialogue) -> Mapping[str, Told]:
        """Of each system; both see the dialogue redacted, and names are restored in both."""
        ticket, names, _ = redact_ticket(_ticket(dialogue), RestoreMap(), self.engine.redact)
        began = time.perf_counter()
        reading = read_ticket(ticket, generate=self.engine.generate, make_prompt=self.prompts.read)
        seconds = time.perf_counter() - began
        whole, short = whole_text(reading.summary), short_text(reading.summary, ticket)
        began = time.perf_counter()
        answer = self.engine.generate(one_big_prompt(ticket))
        baseline = Told(restore(answer.text, names), time.perf_counter() - began)
        return {
            SHIPPED: Told(restore(whole, names), seconds, _is_valid(reading, ticket)),
            SHORT: Told(restore(short, names), seconds, _is_valid(reading, ticket)),
            BY_RULES: told_by_rules(ticket, names),
            BASELINE: baseline,
        }


def told_by_rules(ticket: RedactedTicket, names: RestoreMap) -> Told:
    """The summary that is shown where the model gives none."""
    began = time.perf_counter()
    reading = read_by_rules(ticket)
    seconds = time.perf_counter() - began
    text = restore(whole_text(reading.summary), names)
    return Told(text, seconds, _is_valid(reading, ticket))


@contextmanager
def bench(profile: str) -> Iterator[Bench]:
    """With the engine process and the model file of a profile, without its store."""
    engine = engine_of(paths.places(profile))
    try:
        yield Bench(engine, open_prompts())
    finally:
        engine.close()


def escalated(text: str) -> set[EscalationKind]:
    """The reasons to escalate that a message shows."""
    return {one.kind for one in shown_in(text)}


def one_big_prompt(ticket: RedactedTicket) -> Prompt:
    """What one would ask a model first."""
    text = (
        f"{ticket_text(ticket, budget=3000)}\n\nSummarise this support dialogue in two sentences."
    )
    return Prompt("one big prompt", "1", "You are a helpful assistant.", RedactedText(text), 120)


def whole_text(summary: Summary) -> str:
    """All lines that say something about the ticket; a dialogue of the file has no days."""
    parts = (summary.wants, *summary.happened, *summary.open, *summary.promised)
    return " ".join(dict.fromkeys(undated(part.text) for part in parts))


def short_text(summary: Summary, ticket: RedactedTicket) -> str:
    """What is wanted and what agents said last: as much as people wrote in two sentences."""
    agents = {m.id for m in ticket.messages if m.author is _AGENT}
    said = [undated(line.text) for line in summary.happened if agents & set(line.messages)]
    return " ".join(
        ("The customer:", summary.wants.text, *(f"The agent: {one}" for one in said[-1:]))
    )


def _is_valid(reading: TicketReading, ticket: RedactedTicket) -> bool:
    """By the record's own words: known moods and urgencies, links to messages that are there."""
    summary, ids = reading.summary, {m.id for m in ticket.messages}
    lines = (summary.wants, *summary.happened, *summary.open, summary.next_step, *summary.promised)
    return (
        all(line.text and ids.issuperset(line.messages) for line in lines)
        and summary.mood in ("calm", "worried", "annoyed", "angry")
        and summary.urgency in ("low", "normal", "high")
    )


def _ticket(dialogue: Dialogue) -> Ticket:
    messages = tuple(
        Message(
            f"m{at}",
            Role(turn.role),
            "",
            Visibility.PUBLIC,
            _BEGAN + timedelta(minutes=10 * at),
            turn.text,
        )
        for at, turn in enumerate(dialogue.turns, start=1)
    )
    last = messages[-1]
    return Ticket(
        TicketKey("eval", str(dialogue.id)),
        "",
        Status.OPEN,
        Person(""),
        messages,
        TicketVersion("", last.id, last.id, len(messages), Status.OPEN, "", ""),
        messages[0].created,
        last.created,
    )
