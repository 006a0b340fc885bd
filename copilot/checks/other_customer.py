"""Personal data in a draft that cannot be traced to its ticket, requester or public knowledge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from copilot.checks.anothers import named_of_others
from copilot.checks.desk import Desk, public_passages, source_values, supported
from copilot.checks.forms import signs, written
from copilot.checks.tracing import TITLES
from copilot.checks.value import PERSONAL, Value
from copilot.records import (
    Finding,
    FoundPassage,
    PersonalSpan,
    ReplyKind,
    Severity,
    SourceKind,
)

CHECK = "other customer"
MANY_DIGITS = 5  # of a number behind a word like "order"; one with fewer may be a product
_UNSURE = frozenset({"ADDRESS", "BIRTHDATE", "LOCATION"})  # by their shape alone
_STRIKE = "Strike it or correct it."
_ADVICE = (
    "Strike it or correct it. If it is this customer's, write it into the ticket first, as a note."
)


def other_customer(desk: Desk) -> Iterator[Finding]:
    """One finding for each place, the surest first. A note reaches colleagues only: they decide."""
    taken = bytearray(len(desk.text))
    for found in _all(desk):
        if not any(taken[found.start : found.end]):
            taken[found.start : found.end] = b"\1" * (found.end - found.start)
            is_note = desk.kind is ReplyKind.INTERNAL_NOTE
            yield replace(found, severity=Severity.ACCEPT) if is_note else found


def _all(desk: Desk) -> Iterator[Finding]:
    for value in desk.values:
        if value.kind in PERSONAL:
            yield from _of_value(desk, value)
    yield from named_of_others(desk)
    for span in desk.shapes:
        if span.type in TITLES and not _is_read(desk, span):
            yield from _of_shape(desk, span)
    for value in desk.values:
        if _may_be_anothers(value):
            yield from _of_code(desk, value)


def _of_value(desk: Desk, value: Value) -> Iterator[Finding]:
    public = source_values(public_passages(desk.sources))
    if any(supported(value, known) for known in (desk.open_values, desk.record_values, public)):
        return
    if value.kind == "order" and written(value.text).search(_openly(desk)):
        return
    place, title = (value.start, value.end), TITLES[value.kind.upper()]
    if desk.tracing.published(written(value.text, phone=value.kind == "phone"), value.text):
        return
    if _is_anothers(desk, value):
        yield _blocked(place, f"“{value.text}” is the {title} of another customer.")
    elif not supported(value, desk.note_values):
        inside = [one for one in desk.sources if supported(value, source_values([one]))]
        yield from _untraced(desk, place, title, inside, sure=True)


def _may_be_anothers(value: Value) -> bool:
    """A code or long number that is no amount: of a device, a passport, a membership."""
    digits = sum(map(str.isdigit, value.text))
    return value.kind in ("code", "number") and not value.unit and digits >= MANY_DIGITS


def _of_code(desk: Desk, value: Value) -> Iterator[Finding]:
    """Blocked where a ticket of another customer has it; else the check of values has its say."""
    pattern = written(value.text)
    if pattern.search(_openly(desk)) or desk.tracing.published(pattern, value.text):
        return
    if desk.tracing.elsewhere(pattern, signs(value.text)):
        said = f"“{value.text}” is in the ticket of another customer, and not in this one."
        yield _blocked((value.start, value.end), said)


def _of_shape(desk: Desk, span: PersonalSpan) -> Iterator[Finding]:
    place, title = (span.start, span.end), TITLES[span.type]
    text = desk.text[span.start : span.end]
    pieces = _pieces(span.type, text)
    patterns = [written(each, phone=span.type == "PHONE") for each in pieces]
    if any(pattern.search(_openly(desk)) for pattern in patterns):
        return
    if desk.tracing.published(patterns[-1], pieces[-1]):
        return
    if desk.tracing.elsewhere(patterns[-1], signs(pieces[-1], phone=span.type == "PHONE")):
        yield _blocked(place, f"“{text}” is the {title} of another customer.")
    elif not any(pattern.search(desk.said.notes) for pattern in patterns):
        inside = [one for one in desk.sources if patterns[0].search(one.passage.text)]
        digits = sum(map(str.isdigit, text))
        sure = span.type not in _UNSURE and digits >= MANY_DIGITS
        yield from _untraced(desk, place, title, inside, sure=sure)


def _untraced(
    desk: Desk, place: tuple[int, int], title: str, inside: list[FoundPassage], *, sure: bool
) -> Iterator[Finding]:
    """Known to nobody, or only to a source that customers are not told of."""
    text = desk.text[slice(*place)]
    if any(one.passage.kind is SourceKind.SOLVED_TICKET for one in inside):
        yield _blocked(place, f"The {title} “{text}” is from the solved ticket of a customer.")
    elif inside and desk.kind is ReplyKind.INTERNAL_NOTE:
        return
    elif inside:
        named = inside[0].passage.title
        yield _blocked(place, f"The {title} “{text}” is only in “{named}”, which is internal.")
    else:
        said = f"The {title} “{text}” is neither in this ticket nor in a source."
        severity = Severity.BLOCK if sure else Severity.ACCEPT
        yield Finding(CHECK, severity, *place, said, _ADVICE)


def _blocked(place: tuple[int, int], text: str) -> Finding:
    return Finding(CHECK, Severity.BLOCK, *place, text, _STRIKE)


def _openly(desk: Desk) -> str:
    public = [one.passage.text for one in public_passages(desk.sources)]
    return "\n".join([desk.said.openly, desk.tracing.record, *public])


def _is_anothers(desk: Desk, value: Value) -> bool:
    customers, owner = desk.tracing.customers, desk.tracing.owner
    for reading in value.readings:
        known = customers.emails.get(reading) or customers.numbers.get(signs(reading).casefold())
        if known and owner not in known.owners:
            return True
    reading = min(value.readings)
    pattern = written(reading, phone=value.kind == "phone")
    return desk.tracing.elsewhere(pattern, signs(reading, phone=value.kind == "phone"))


def _is_read(desk: Desk, span: PersonalSpan) -> bool:
    """Whether it was looked at as a value, which knows more ways in which it is written."""
    return any(
        value.kind in PERSONAL and value.start < span.end and span.start < value.end
        for value in desk.values
    )


def _pieces(kind: str, text: str) -> list[str]:
    """An address is known by its whole, or by what stands before its first comma or line end."""
    first = re.split(r"[,\n]", text)[0]
    both = any(map(str.isdigit, first)) and any(map(str.isalpha, first))
    return [text, first] if kind == "ADDRESS" and both and first != text else [text]
