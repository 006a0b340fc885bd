"""Cases out of solved tickets: what the agent answered is what a draft should say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from copilot.errors import BadInput
from copilot.evals.cases import Case
from copilot.evals.saying import values
from copilot.records import EscalationKind, RedactedMessage, RedactedTicket, Role, Visibility

KIND = "solved ticket"
_WORDS = 4  # a case that asks for every number of a long reply measures length
_HIDDEN = re.compile(r"\[\[([A-Z]+)[A-Z_0-9]*\]\]")
_TELLING = re.compile(r"\D|\d{2}")  # a bare digit stands in any text


@dataclass(frozen=True, slots=True)
class Made:
    """A case and its ticket as the demo desk keeps it."""

    case: Case
    ticket: dict[str, object]


def cases_of(solved: Sequence[RedactedTicket]) -> tuple[Made, ...]:
    """One for each ticket whose last public answer states a value that the ticket did not.

    Tickets are cut before that answer. Nothing is left of names: they are "Customer 1" and so on,
    other personal data are words such as [email].
    """
    made: list[Made] = []
    for ticket in solved:
        one = _case(ticket, len(made) + 1)
        if one is not None:
            made.append(one)
    return tuple(made)


def write_cases(made: Sequence[Made], folder: Path) -> None:
    """cases.json and tickets.json, for the owner alone. Raises BadInput where they are there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    files = {
        "cases.json": [one.case for one in made],
        "tickets.json": [one.ticket for one in made],
    }
    if there := [name for name in files if (folder / name).exists()]:
        raise BadInput(f"{' and '.join(there)} are in {folder} already; name another folder.")
    for name, rows in files.items():
        path = folder / name
        path.touch(mode=0o600)
        path.write_bytes(msgspec.json.format(msgspec.json.encode(rows), indent=1))


def _case(ticket: RedactedTicket, number: int) -> Made | None:
    public = [m for m in ticket.messages if m.visibility is Visibility.PUBLIC]
    answers = [m for m in public if m.author is Role.AGENT]
    if not answers:
        return None
    before = ticket.messages[: ticket.messages.index(answers[-1])]
    asked = "\n".join(_neutral(m.text, number) for m in before)
    must = tuple(_stated(_neutral(answers[-1].text, number), asked))[:_WORDS]
    if not must or not any(m.author is Role.CUSTOMER for m in before):
        return None
    subject = _neutral(ticket.subject, number)
    case = Case(
        ticket=str(number),
        protects=f"what an agent answered to “{subject}”",
        kinds=(KIND,),
        expects="answer",
        must_say=must,
        may_escalate=tuple(EscalationKind),
        language=ticket.language,
    )
    return Made(case, _as_kept(subject, before, number))


def _as_kept(subject: str, messages: Sequence[RedactedMessage], number: int) -> dict[str, object]:
    """The newest message is an hour old, the others a day apart."""
    name, email = f"Customer {number}", f"customer{number}@example.com"
    rows = [
        {
            "id": f"m{place + 1}",
            "author": message.author.value,
            "author_name": name if message.author is Role.CUSTOMER else "Agent",
            "author_email": email if message.author is Role.CUSTOMER else "",
            "visibility": message.visibility.value,
            "ago": 60 + 1440 * (len(messages) - 1 - place),
            "text": _neutral(message.text, number),
        }
        for place, message in enumerate(messages)
    ]
    person = {"name": name, "email": email}
    kept = {"id": str(number), "subject": subject, "status": "open", "requester": person}
    return {**kept, "messages": rows}


def _stated(answer: str, asked: str) -> Iterator[str]:
    """The values of the answer as they are written there, once each, that were not asked."""
    known = {value for value, _, _ in values(asked)}
    for value, start, end in values(answer):
        if value not in known and _TELLING.search(answer[start:end]):
            known.add(value)
            yield answer[start:end].rstrip(".,;").casefold()


def _neutral(text: str, number: int) -> str:
    """Placeholders as words: [[CUSTOMER_1]] is Customer 7, [[EMAIL_1]] is [email]."""

    def word(found: re.Match[str]) -> str:
        kind = found[1].casefold()
        return f"Customer {number}" if kind == "customer" else f"[{kind}]"

    return _HIDDEN.sub(word, text)
