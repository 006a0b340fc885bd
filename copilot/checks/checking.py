"""check(): every check over one draft, in the order in which a person should read the findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from copilot.checks.addressee import empty, language, salutation
from copilot.checks.conflict import conflict
from copilot.checks.desk import Desk, source_values, ticket_texts
from copilot.checks.instruction import instruction
from copilot.checks.internal import internal
from copilot.checks.no_source import no_source
from copilot.checks.other_customer import other_customer
from copilot.checks.placeholders import placeholders
from copilot.checks.promise import promise
from copilot.checks.secrets import secrets
from copilot.checks.strange_address import strange_address
from copilot.checks.supported_names import commands, names
from copilot.checks.supported_values import supported_values
from copilot.checks.tone import tone
from copilot.checks.tracing import Tracing
from copilot.checks.unknown_person import unknown_person
from copilot.checks.value import values
from copilot.checks.wording import wording
from copilot.records import (
    DraftSentence,
    Finding,
    FoundPassage,
    ReplyKind,
    Severity,
    Ticket,
)

CHECKS = (
    empty,
    placeholders,
    other_customer,
    unknown_person,
    secrets,
    instruction,
    internal,
    supported_values,
    commands,
    names,
    strange_address,
    no_source,
    wording,
    conflict,
    promise,
    salutation,
    language,
    tone,
)
_ORDER = (Severity.BLOCK, Severity.ACCEPT, Severity.NOTE)


def check(
    text: str,
    sentences: Sequence[DraftSentence],
    *,
    ticket: Ticket,
    sources: Sequence[FoundPassage],
    tracing: Tracing,
    instructions: Sequence[str] = (),
    kind: ReplyKind = ReplyKind.PUBLIC_REPLY,
    language: str = "en",
    language_of: Callable[[str], str] | None = None,
) -> tuple[Finding, ...]:
    """What is wrong with a draft: what blocks first, then what wants a word, each in text order.

    `tracing` says whose personal data is whose; `instructions` are planted texts found in the
    ticket; `language` is the ticket's, `language_of` tells a text's, both ISO 639-1.
    """
    said = ticket_texts(ticket, instructions)
    desk = Desk(
        text=text,
        sentences=tuple(sentences),
        ticket=ticket,
        said=said,
        open_values=values(said.openly),
        note_values=values(said.notes),
        record_values=values(tracing.record),
        source_values=source_values(sources),
        values=values(text),
        shapes=tuple(tracing.shapes(text)),
        tracing=tracing,
        instructions=tuple(instructions),
        sources=tuple(sources),
        kind=kind,
        language=language,
        language_of=language_of,
    )
    found = [finding for each in CHECKS for finding in each(desk)]
    told = [each for each in found if not _is_told(each, found)]
    return tuple(sorted(told, key=lambda each: (_ORDER.index(each.severity), each.start)))


def _is_told(finding: Finding, found: Sequence[Finding]) -> bool:
    """Whether a place is blocked already as another customer's, which says more than this."""
    doubtful = finding.check in ("unsupported value", "unknown person")
    return (
        doubtful
        and finding.severity is Severity.ACCEPT
        and any(
            other.check == "other customer"
            and other.start < finding.end
            and finding.start < other.end
            for other in found
        )
    )
