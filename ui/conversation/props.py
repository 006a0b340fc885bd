"""What the conversation shows, as a pure function of the opened ticket."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from copilot.records import Attachment, Message, OpenedTicket, PersonalSpan, Role, Visibility
from ui.shared.ages import moment
from ui.shared.amounts import size_text
from ui.shared.masking import BLOT, Segment, masked, personal_words, segments

LONGEST_NAME = 52  # characters of a file's name on its chip
_QUOTE = re.compile(r"(?:^[ \t]*>.*(?:\n|\Z))+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class PartProps:
    """A stretch of a message: its own words, or folded quoted lines."""

    segments: tuple[Segment, ...]
    quoted_lines: int = 0  # 0: not quoted


@dataclass(frozen=True, slots=True)
class FileProps:
    """One attachment as a chip."""

    text: str  # "invoice.pdf · 184 kB"
    file: Attachment


@dataclass(frozen=True, slots=True)
class MessageProps:
    """One card."""

    id: str
    number: str  # "m2"
    author: str
    when: str
    kind: str  # "", "public reply" or "internal note"
    new: bool
    parts: tuple[PartProps, ...]
    files: tuple[FileProps, ...]


@dataclass(frozen=True, slots=True)
class ConversationProps:
    """The whole middle column without the composer."""

    subject: str
    about: str
    email: str  # the stretch of `about` that is personal data; "" when there is none
    messages: tuple[MessageProps, ...]


def parts(text: str, spans: tuple[PersonalSpan, ...], *, hidden: bool) -> tuple[PartProps, ...]:
    """Own words and quoted blocks in turn; spans stay with the part they begin in."""
    cut: list[PartProps] = []
    at = 0
    for quote in [*_QUOTE.finditer(text), None]:
        start, end = quote.span() if quote else (len(text), len(text))
        own = text[at:start]
        if own.strip():
            cut.append(PartProps(_stretch(text, at, start, spans, hidden=hidden)))
        if quote:
            lines = len(quote.group().strip().splitlines())
            cut.append(PartProps(_stretch(text, start, end, spans, hidden=hidden), lines))
        at = end
    return tuple(cut)


def _stretch(
    text: str, start: int, end: int, spans: tuple[PersonalSpan, ...], *, hidden: bool
) -> tuple[Segment, ...]:
    start += len(text[start:end]) - len(text[start:end].lstrip("\n"))
    end = start + len(text[start:end].rstrip())
    inside = tuple(
        PersonalSpan(span.start - start, span.end - start, span.type, span.placeholder)
        for span in spans
        if start <= span.start and span.end <= end
    )
    return segments(text[start:end], inside, hidden=hidden)


def _blotted(cut: tuple[PartProps, ...], words: tuple[str, ...]) -> tuple[PartProps, ...]:
    """Also what no span names, as a ticket that was not prepared yet has none."""
    return tuple(
        replace(
            part,
            segments=tuple(replace(one, text=masked(one.text, words)) for one in part.segments),
        )
        for part in cut
    )


def _file(one: Attachment, *, hidden: bool) -> FileProps:
    name = one.name if len(one.name) < LONGEST_NAME else f"{one.name[:30]} … {one.name[-18:]}"
    return FileProps(f"{BLOT if hidden else name} · {size_text(one.size)}", one)


def _kind(message: Message) -> str:
    if message.visibility is Visibility.INTERNAL:
        return "internal note"
    return "public reply" if message.author is Role.AGENT else ""


def _count(opened: OpenedTicket) -> str:
    notes = sum(one.visibility is Visibility.INTERNAL for one in opened.ticket.messages)
    public = len(opened.ticket.messages) - notes
    words = [f"{public} message{'s' if public != 1 else ''}"]
    return ", ".join([*words, f"{notes} note{'s' if notes > 1 else ''}"] if notes else words)


def _about(opened: OpenedTicket, agent: str) -> str:
    ticket = opened.ticket
    whose = "assigned to you" if ticket.assignee == agent else ticket.assignee or "nobody yet"
    email = f" <{ticket.requester.email}>" if ticket.requester.email else ""
    words = (
        f"#{ticket.key.id}",
        ticket.status.value,
        whose,
        f"{ticket.requester.name}{email}",
        _count(opened),
    )
    return " · ".join(words)


def conversation_props(
    opened: OpenedTicket, *, agent: str, now: datetime, hidden: bool
) -> ConversationProps:
    """Header and cards; with `hidden`, personal data is blotted out everywhere."""
    words = personal_words(opened)
    ticket = opened.ticket
    cards = tuple(
        MessageProps(
            message.id,
            f"m{at}",
            masked(message.author_name, words) if hidden else message.author_name,
            moment(message.created, now),
            _kind(message),
            message.id in opened.since.new_messages,
            _blotted(parts(message.text, opened.spans.get(message.id, ()), hidden=hidden), words)
            if hidden
            else parts(message.text, opened.spans.get(message.id, ()), hidden=False),
            tuple(_file(one, hidden=hidden) for one in message.attachments),
        )
        for at, message in enumerate(ticket.messages, start=1)
    )
    about = _about(opened, agent)
    if not hidden:
        return ConversationProps(ticket.subject, about, ticket.requester.email, cards)
    return ConversationProps(masked(ticket.subject, words), masked(about, words), "", cards)
