"""What the right column shows, as a pure function of the opened ticket and its checked draft."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from copilot.records import (
    Draft,
    Finding,
    OpenedTicket,
    Severity,
    SinceLastLook,
    Summary,
    SummaryLine,
    Ticket,
)
from ui.copilot_panel.sources import SourceProps, sources_of
from ui.shared.ages import moment
from ui.shared.citations import message_numbers
from ui.shared.masking import masked, personal_words


@dataclass(frozen=True, slots=True)
class LineProps:
    """A line of the summary and the messages it rests on: (label, message id)."""

    name: str
    text: str
    messages: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CheckProps:
    """One line of the checks."""

    text: str
    advice: str
    tone: str  # danger, warning, plain or supported
    finding: Finding | None
    open: bool


@dataclass(frozen=True, slots=True)
class PanelProps:
    """The whole right column."""

    looked: str
    since: tuple[str, ...]
    summary: tuple[LineProps, ...]
    facts: tuple[tuple[str, str], ...]  # (text, message id)
    sources: tuple[SourceProps, ...]
    checks: tuple[CheckProps, ...]


def since_lines(since: SinceLastLook, ticket: Ticket) -> tuple[str, ...]:
    """What is new, in sentences made of data."""
    if since.looked is None:
        return ("You have not looked at this ticket before.",)
    new = [one for one in ticket.messages if one.id in since.new_messages]
    authors = dict.fromkeys(one.author_name for one in new)
    lines = []
    for author in authors:
        count = sum(one.author_name == author for one in new)
        lines.append(f"{author} wrote {'again' if count == 1 else f'{count} times'}.")
    lines += [
        f"{field.capitalize()}: {before or 'nobody'} → {after or 'nobody'}"
        for field, before, after in since.changed_fields
    ]
    return tuple(lines) or ("Nothing is new.",)


def _line(name: str, line: SummaryLine, numbers: dict[str, str]) -> LineProps:
    return LineProps(
        name, line.text, tuple((numbers[one], one) for one in line.messages if one in numbers)
    )


def summary_lines(summary: Summary | None, ticket: Ticket) -> tuple[LineProps, ...]:
    """Wants, happened, open, next, mood, note; empty ones are left out."""
    if summary is None:
        return ()
    numbers = message_numbers(ticket)
    mood = f"{summary.mood}, “{summary.mood_words}”" if summary.mood_words else summary.mood
    lines = [_line("Wants", summary.wants, numbers)]
    for name, group in (("Happened", summary.happened), ("Open", summary.open)):
        lines += [_line("" if at else name, one, numbers) for at, one in enumerate(group)]
    lines += [
        _line("Next", summary.next_step, numbers),
        LineProps("Mood", mood),
        LineProps("Note", summary.note),
    ]
    return tuple(line for line in lines if line.text)


def _check(finding: Finding) -> CheckProps:
    if finding.accepted:
        return CheckProps(finding.text, "You accepted this.", "plain", finding, open=False)
    tone = {Severity.BLOCK: "danger", Severity.ACCEPT: "warning", Severity.NOTE: "plain"}[
        finding.severity
    ]
    return CheckProps(
        finding.text, finding.advice, tone, finding, open=finding.severity is not Severity.NOTE
    )


def checks(draft: Draft | None) -> tuple[CheckProps, ...]:
    """The findings, the pressing ones first; one good line when there are none."""
    if draft is None or not draft.text.strip():
        return ()
    order = list(Severity)
    found = sorted(
        draft.findings, key=lambda one: (one.accepted, order.index(one.severity), one.start)
    )
    lines = tuple(_check(one) for one in found)
    return lines or (
        CheckProps(
            "Every statement has a source.",
            "",
            "supported",
            None,
            open=False,
        ),
    )


def panel_props(
    opened: OpenedTicket,
    draft: Draft | None,
    *,
    now: datetime,
    hidden: bool,
    rejected: frozenset[str] = frozenset(),
) -> PanelProps:
    """The column; with `hidden`, known personal data is blotted out.

    `rejected` are the ids of sources that were thrown out for this ticket.
    """
    words = personal_words(opened)

    def seen(text: str) -> str:
        return masked(text, words) if hidden else text

    looked = moment(opened.since.looked, now) if opened.since.looked else ""
    summary = summary_lines(opened.summary, opened.ticket)
    return PanelProps(
        looked=looked,
        since=tuple(seen(one) for one in since_lines(opened.since, opened.ticket)),
        summary=tuple(LineProps(one.name, seen(one.text), one.messages) for one in summary),
        facts=tuple((seen(one.text), one.message_id) for one in opened.summary.facts)
        if opened.summary
        else (),
        sources=sources_of(draft, now, language=opened.language, rejected=rejected),
        checks=tuple(
            replace(one, text=seen(one.text), advice=seen(one.advice)) for one in checks(draft)
        ),
    )
