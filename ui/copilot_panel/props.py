"""What the right column shows, as a pure function of the opened ticket and its checked draft."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from copilot.records import (
    Draft,
    OpenedTicket,
    SinceLastLook,
    Summary,
    SummaryLine,
    Ticket,
    Triage,
)
from ui.copilot_panel.checks import CheckProps, checks
from ui.copilot_panel.sources import SourceProps, sources_of
from ui.copilot_panel.triage import TriageProps, triage_props
from ui.shared.ages import moment
from ui.shared.citations import message_numbers
from ui.shared.masking import masked, personal_words

LANGUAGES = {"de": "German", "es": "Spanish", "fr": "French"}


@dataclass(frozen=True, slots=True)
class LineProps:
    """A line of the summary and the messages it rests on: (label, message id)."""

    name: str
    text: str
    messages: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class NewsProps:
    """A line of what is new; what presses is red or orange."""

    text: str
    tone: str = ""  # danger, warning or ""
    messages: tuple[tuple[str, str], ...] = ()  # (label, message id)


@dataclass(frozen=True, slots=True)
class FactProps:
    """A fact as a chip; a click goes to its place."""

    text: str
    tip: str
    message_id: str  # "" for a field of the helpdesk
    words: str  # what is marked in the message


@dataclass(frozen=True, slots=True)
class PanelProps:
    """The whole right column."""

    looked: str
    since: tuple[NewsProps, ...]
    triage: TriageProps
    summary: tuple[LineProps, ...]
    facts: tuple[FactProps, ...]
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


def news(since: SinceLastLook, ticket: Ticket) -> tuple[NewsProps, ...]:
    """Promises whose day passed first, then what is new, then what of the draft is wrong by now."""
    numbers = message_numbers(ticket)

    def link(ids: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        return tuple((numbers[one], one) for one in ids if one in numbers)

    lines = [
        NewsProps(f"Promise broken: {one.text}", "danger", link(one.messages))
        for one in since.broken
    ]
    lines += [NewsProps(one.question, "", link((one.message_id,))) for one in since.doubtful]
    told = {one.text for one in since.broken} | {one.told for one in since.doubtful}
    lines += [NewsProps(text) for text in since_lines(since, ticket)]
    lines += [
        NewsProps(f"Promised: {one.text}", "", link(one.messages))
        for one in since.promised
        if one.text not in told
    ]
    lines += [
        NewsProps(
            f"In the draft, “{_short(one.sentence)}” is wrong by now. {one.reason}",
            "warning",
            link((one.message_id,)),
        )
        for one in since.outdated
    ]
    return tuple(lines)


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 70 else f"{sentence[:69].rstrip()}…"


def _line(name: str, line: SummaryLine, numbers: dict[str, str]) -> LineProps:
    return LineProps(
        name, line.text, tuple((numbers[one], one) for one in line.messages if one in numbers)
    )


def summary_lines(
    summary: Summary | None, ticket: Ticket, told: frozenset[str] = frozenset()
) -> tuple[LineProps, ...]:
    """What an agent needs first comes first; empty lines and promises that were `told` are out."""
    if summary is None:
        return ()
    numbers = message_numbers(ticket)
    lines = [
        _line("Wants", summary.wants, numbers),
        _line("Next", summary.next_step, numbers),
    ]
    asked = tuple(one for one in summary.open if one.text != summary.wants.text)
    promised = tuple(one for one in summary.promised if one.text not in told)
    groups = (("Open", asked), ("Promised", promised), ("Happened", summary.happened))
    for name, group in groups:
        lines += [_line("" if at else name, one, numbers) for at, one in enumerate(group)]
    lines.append(LineProps("Mood", _with_words(summary.mood, summary.mood_words)))
    if summary.urgency != "normal":
        lines.append(LineProps("Urgency", _with_words(summary.urgency, summary.urgency_words)))
    if summary.language not in ("", "en"):
        language = LANGUAGES.get(summary.language, summary.language)
        lines.append(LineProps("Language", language))
    lines.append(LineProps("Note", summary.note))
    return tuple(line for line in lines if line.text)


def _with_words(what: str, words: str) -> str:
    return f"{what}, “{words}”" if words else what


def fact_chips(opened: OpenedTicket) -> tuple[FactProps, ...]:
    """What the messages say, then what the helpdesk's fields add."""
    facts = opened.summary.facts if opened.summary else ()
    told = [
        FactProps(_named(one.kind, one.text), "Go to its place", one.message_id, one.text)
        for one in facts
    ]
    said = {one.text.casefold() for one in facts}
    told += [
        FactProps(f"{name}: {value}", "A field of the helpdesk", "", "")
        for name, value in opened.ticket.fields
        if value and value.casefold() not in said
    ]
    return tuple(told)


def _named(kind: str, text: str) -> str:
    """The kind where the number alone does not say it."""
    return f"{kind} {text}" if kind in ("order", "invoice", "serial") else text


def panel_props(
    opened: OpenedTicket,
    draft: Draft | None,
    *,
    now: datetime,
    hidden: bool,
    rejected: frozenset[str] = frozenset(),
    triage: Triage | None = None,
    fields: tuple[str, ...] = (),
) -> PanelProps:
    """The column; with `hidden`, known personal data is blotted out.

    `rejected` are the ids of sources that were thrown out for this ticket; `fields` those of a
    ticket that can be set from here.
    """
    words = personal_words(opened)

    def seen(text: str) -> str:
        return masked(text, words) if hidden else text

    looked = moment(opened.since.looked, now) if opened.since.looked else ""
    since = opened.since
    told = frozenset(one.text for one in (*since.broken, *since.promised))
    told |= {one.told for one in since.doubtful}
    summary = summary_lines(opened.summary, opened.ticket, told)
    return PanelProps(
        looked=looked,
        since=tuple(replace(one, text=seen(one.text)) for one in news(opened.since, opened.ticket)),
        triage=triage_props(
            triage,
            opened.ticket,
            seen,
            urgency=opened.summary.urgency if opened.summary else "",
            fields=fields,
        ),
        summary=tuple(LineProps(one.name, seen(one.text), one.messages) for one in summary),
        facts=tuple(replace(one, text=seen(one.text)) for one in fact_chips(opened)),
        sources=sources_of(draft, now, language=opened.language, rejected=rejected),
        checks=tuple(
            replace(one, text=seen(one.text), about=seen(one.about), advice=seen(one.advice))
            for one in checks(draft)
        ),
    )
