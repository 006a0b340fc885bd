"""From Request Tracker's transactions and their parts to the messages of a ticket."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from copilot.helpdesk.plain_text import text_of_html
from copilot.helpdesk.request_tracker.shapes import Part, Transaction, as_utc
from copilot.records import Attachment, Message, Person, Role, Visibility

# Everything else is no message: RT's own mail (EmailRecord), status changes, links, reminders.
VISIBILITIES = {
    "Create": Visibility.PUBLIC,
    "Correspond": Visibility.PUBLIC,
    "Comment": Visibility.INTERNAL,
}


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who wrote in a ticket."""

    person: Person
    role: Role


def messages_of(
    history: Iterable[Transaction],
    parts: dict[int, Part],
    *,
    requester: Person,
    writer_of: Callable[[str], Writer],
) -> tuple[Message, ...]:
    """The thread, oldest first; `parts` by id, with text where there is text."""
    found = [entry for entry in history if entry.Type in VISIBILITIES]
    return tuple(
        _message(
            entry,
            [parts[number] for number in entry.attachment_ids() if number in parts],
            _author(entry, requester, writer_of),
        )
        for entry in sorted(found, key=lambda entry: entry.id)
    )


def body_part(parts: Sequence[Part]) -> Part | None:
    """The part that is the text of a message: plain text before HTML, never a file."""
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if _kind(part) == kind and not part.Filename:
                return part
    return None


def text_of(part: Part | None) -> str:
    if part is None:
        return ""
    text = part.Content or ""
    return text_of_html(text) if _kind(part) == "text/html" else text.replace("\r\n", "\n")


def _author(entry: Transaction, requester: Person, writer_of: Callable[[str], Writer]) -> Writer:
    writer = writer_of(str(entry.Creator.id))
    if entry.Type == "Create" and requester.email and writer.role is Role.AGENT:
        # A web form or an agent opened it in the requester's name: these are the requester's words,
        # and what a customer may have written must never count as an agent's.
        return Writer(requester, Role.CUSTOMER)
    return writer


def _message(entry: Transaction, parts: list[Part], writer: Writer) -> Message:
    body = body_part(parts)
    files = [part for part in parts if part is not body and _is_file(part)]
    return Message(
        id=str(entry.id),
        author=writer.role,
        author_name=writer.person.name,
        visibility=VISIBILITIES[entry.Type],
        created=as_utc(entry.Created),
        text=text_of(body),
        author_email=writer.person.email,
        attachments=tuple(map(_attachment, files)),
    )


def _is_file(part: Part) -> bool:
    kind = _kind(part)
    if kind.startswith("multipart/"):
        return False
    return bool(part.Filename) or kind not in ("text/plain", "text/html")


def _attachment(part: Part) -> Attachment:
    name = part.Filename or f"file-{part.id}"
    return Attachment(id=str(part.id), name=name, media_type=_kind(part), size=part.size)


def _kind(part: Part) -> str:
    return (part.ContentType or "application/octet-stream").partition(";")[0].strip().lower()
