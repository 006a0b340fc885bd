"""Tickets, drafts and approvals to put into a store."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import zip_longest

from copilot.records import (
    ApprovedDraft,
    Attachment,
    Draft,
    DraftSentence,
    Evidence,
    FoundPassage,
    IndexedDocument,
    IndexedPassage,
    Message,
    Outgoing,
    OutgoingFile,
    Passage,
    Person,
    ReplyKind,
    Role,
    Scope,
    SentenceKind,
    SourceDocument,
    SourceKind,
    Status,
    Ticket,
    TicketKey,
    TicketVersion,
    Visibility,
)

START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
DANA = Person("Dana Whitfield", "dana@example.org")
AGENT = Person("Mira Lindqvist", "mira@nordlicht.example")


def message(number: int, text: str, *, author: Role = Role.CUSTOMER) -> Message:
    return Message(
        id=f"m{number}",
        author=author,
        author_name="Dana Whitfield" if author is Role.CUSTOMER else "Mira Lindqvist",
        visibility=Visibility.PUBLIC,
        created=START + timedelta(hours=number),
        text=text,
        attachments=(Attachment("a1", "receipt.pdf", "application/pdf", 2048),),
    )


def ticket(
    number: str = "17",
    *,
    texts: tuple[str, ...] = ("My AquaPure filter leaks at the Ventilküken.",),
    status: Status = Status.OPEN,
    assignee: str = "",
    requester: Person = DANA,
    subject: str = "Leaking filter",
    hours: int = 0,
) -> Ticket:
    messages = tuple(message(place, text) for place, text in enumerate(texts, start=1))
    last = messages[-1].id
    return Ticket(
        key=TicketKey("rt", number),
        subject=subject,
        status=status,
        requester=requester,
        messages=messages,
        version=TicketVersion("", last, last, len(messages), status, assignee, requester.email),
        created=START,
        updated=START + timedelta(hours=hours),
        assignee=assignee,
        queue="Support",
        tags=("filter",),
        fields=(("OrderNo", "A-88213"),),
    )


def answered(before: Ticket, text: str) -> Ticket:
    """The same ticket after one more message of the customer."""
    messages = (*before.messages, message(len(before.messages) + 1, text))
    last = messages[-1].id
    version = replace(
        before.version,
        last_message_id=last,
        last_public_message_id=last,
        message_count=len(messages),
    )
    return replace(before, messages=messages, version=version)


def passage(text: str, **changes: object) -> Passage:
    whole = Passage(
        id=0,
        source_id="filters.md",
        kind=SourceKind.ARTICLE,
        title="Filters",
        heading="Leaks",
        text=text,
        start=0,
        end=len(text),
        scope=Scope.PUBLIC,
        changed=START,
    )
    return replace(whole, **changes)


def document(source_id: str = "filters.md", **changes: object) -> SourceDocument:
    text = "# Filters\n\nTighten the cartridge.\n\nOrder a new seal."
    return replace(SourceDocument(source_id, SourceKind.ARTICLE, "Filters", text), **changes)


def vector(*numbers: float) -> bytes:
    """384 numbers, filled up with zeros."""
    return struct.pack("<384f", *numbers, *[0.0] * (384 - len(numbers)))


def indexed(
    about: SourceDocument,
    *passages: Passage,
    vectors: Sequence[bytes] = (),
    embedder: str = "minilm",
    folder: str = "help",
    stamp: str = "1:10",
    fingerprint: str = "f1",
) -> IndexedDocument:
    """A document with its passages; their search words are their own words."""
    pieces = tuple(
        IndexedPassage(one, (one.title, one.heading, one.text), near)
        for one, near in zip_longest(passages, vectors, fillvalue=b"")
    )
    return IndexedDocument(about, folder, stamp, fingerprint, embedder, pieces)


def draft(
    about: Ticket, text: str = "Hello Dana, tighten the cartridge.", *, name: str = "d1"
) -> Draft:
    found = passage("Tighten the cartridge.", id=3)
    evidence = Evidence("passage:3", "Filters", "Tighten the cartridge.", 0, 22)
    return Draft(
        id=name,
        ticket=about.key,
        kind=ReplyKind.PUBLIC_REPLY,
        text=text,
        sentences=(DraftSentence(0, len(text), SentenceKind.STATEMENT, (evidence,)),),
        findings=(),
        sources=(FoundPassage(found, 0.8, "words: cartridge"),),
        seen_version=about.version,
        created=START,
    )


def approved(
    name: str = "ap1",
    *,
    body: str = "Hello Dana, tighten the cartridge.",
    files: tuple[OutgoingFile, ...] = (),
) -> ApprovedDraft:
    about = ticket()
    outgoing = Outgoing(
        connector="rt",
        account="mira",
        ticket_id="17",
        kind=ReplyKind.PUBLIC_REPLY,
        visibility=Visibility.PUBLIC,
        to=("dana@example.org",),
        cc=(),
        subject="Re: Leaking filter",
        body=body,
        new_status=Status.SOLVED,
        attachments=files,
        seen_version=about.version,
        draft_id=f"d-{name}",
    )
    digest = hashlib.sha256(body.encode()).hexdigest()
    return ApprovedDraft(
        name,
        outgoing,
        digest,
        "5e" * 64,
        "Mira Lindqvist",
        START,
        expires=START + timedelta(days=7),
        policy="none",
    )
