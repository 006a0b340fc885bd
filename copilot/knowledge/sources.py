"""Reads source documents: a folder of Markdown articles, and solved tickets."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from copilot.errors import BadInput
from copilot.records import Message, Role, Scope, SourceKind, Status, Ticket, Visibility

LARGEST = 2_000_000  # bytes; an article is text for people, not a log
OUT_OF_DATE = " (out of date)"  # ends the title of an article past its valid_until
TICKET_PREFIX = "ticket:"
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)??---[ \t]*\n", re.DOTALL)
_FIRST_HEADING = re.compile(r"\A\s*#[ \t]+(.+?)[ \t]*#*[ \t]*\n")


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A source document before redaction; `text` has no front matter and no title line."""

    id: str
    kind: SourceKind
    title: str
    text: str
    scope: Scope
    changed: datetime | None
    language: str
    fingerprint: str  # sha256 of everything above


@dataclass(frozen=True, slots=True)
class Problem:
    """A source that could not be read, and why, for people."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one look at one kind of source brought."""

    kind: SourceKind
    documents: tuple[RawDocument, ...]
    problems: tuple[Problem, ...] = ()


class _Unreadable(Exception):
    """Why one file is left out; becomes a Problem."""


def read_articles(folder: Path, *, today: date) -> Reading:
    """Every *.md below `folder`; what cannot be read is listed and the rest goes on.

    Front matter is optional: title, scope (public, internal), language (ISO 639-1), changed and
    valid_until (YYYY-MM-DD). An article whose valid_until lies before `today` keeps its place and
    gets OUT_OF_DATE at the end of its title. Raises BadInput when `folder` is no folder.
    """
    if not folder.is_dir():
        raise BadInput(f"There is no folder {folder}. Choose the folder that holds the articles.")
    documents: list[RawDocument] = []
    problems: list[Problem] = []
    root = folder.resolve()
    for path in sorted(folder.rglob("*.md")):
        if not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        try:
            documents.append(_article(name, _text_of(path, root), today))
        except _Unreadable as problem:
            problems.append(Problem(name, str(problem)))
    return Reading(SourceKind.ARTICLE, tuple(documents), tuple(problems))


def read_solved(tickets: tuple[Ticket, ...]) -> Reading:
    """The solved tickets that hold a question and an answer."""
    found = [document for ticket in tickets if (document := solved_ticket(ticket))]
    return Reading(SourceKind.SOLVED_TICKET, tuple(found))


def solved_ticket(ticket: Ticket) -> RawDocument | None:
    """The question and the last public answer of a solved ticket; None where one is missing.

    Internal: what was said to one customer may be true for that customer alone, so it is shown to
    the agent and never worded into a reply.
    """
    if ticket.status is not Status.SOLVED:
        return None
    public = [m for m in ticket.messages if m.visibility is Visibility.PUBLIC and m.text.strip()]
    question = next((m for m in public if m.author is Role.CUSTOMER), None)
    answer = next((m for m in reversed(public) if m.author is Role.AGENT), None)
    if question is None or answer is None or len(answer.text.split()) < 5:
        return None
    return _document(
        f"{TICKET_PREFIX}{ticket.key.connector}:{ticket.key.id}",
        kind=SourceKind.SOLVED_TICKET,
        title=ticket.subject.strip() or "Solved ticket",
        text=_question_and_answer(question, answer),
        scope=Scope.INTERNAL,
        changed=ticket.updated,
        language="",
    )


def is_out_of_date(title: str) -> bool:
    """Whether a title says that its article is past its valid_until."""
    return title.endswith(OUT_OF_DATE)


def _question_and_answer(question: Message, answer: Message) -> str:
    return f"## Question\n\n{question.text.strip()}\n\n## Answer\n\n{answer.text.strip()}\n"


def _text_of(path: Path, root: Path) -> str:
    if not path.resolve().is_relative_to(root):
        raise _Unreadable("is a link to a file outside the folder")
    try:
        if path.stat().st_size > LARGEST:
            raise _Unreadable(f"is larger than {LARGEST // 1_000_000} MB; split it")
        data = path.read_bytes()
    except OSError as problem:
        raise _Unreadable(f"cannot be opened ({problem.strerror})") from problem
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise _Unreadable("is not text")
    if not text.strip():
        raise _Unreadable("is empty")
    return text


def _decoded(data: bytes) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as problem:
        raise _Unreadable("is not UTF-8; save it as UTF-8") from problem


def _article(name: str, text: str, today: date) -> RawDocument:
    values, body = _front_matter(text)
    heading = _FIRST_HEADING.match(body)
    if heading:
        body = body[heading.end() :]
    title = values.get("title") or (heading[1] if heading else Path(name).stem.replace("-", " "))
    if not body.strip():
        raise _Unreadable("has a title and no text")
    until = _day(values, "valid_until")
    changed = _day(values, "changed")
    return _document(
        name,
        kind=SourceKind.ARTICLE,
        title=title + (OUT_OF_DATE if until and until < today else ""),
        text=body,
        scope=_scope(values),
        changed=datetime(changed.year, changed.month, changed.day, tzinfo=UTC) if changed else None,
        language=values.get("language", "en").lower(),
    )


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    found = _FRONT_MATTER.match(text)
    if not found:
        return {}, text
    values: dict[str, str] = {}
    for line in (found[1] or "").splitlines():
        name, colon, value = line.partition(":")
        if colon and name.strip():
            values[name.strip().lower()] = value.strip().strip("\"'")
    return values, text[found.end() :]


def _scope(values: Mapping[str, str]) -> Scope:
    written = values.get("scope", "public").lower()
    if written not in tuple(Scope):
        # Left out, not guessed: taken for public, an internal article would reach customers.
        raise _Unreadable(f'has the scope "{written}"; write public or internal')
    return Scope(written)


def _day(values: Mapping[str, str], name: str) -> date | None:
    written = values.get(name, "")
    if not written:
        return None
    try:
        return date.fromisoformat(written[:10])
    except ValueError as problem:
        raise _Unreadable(f'has "{written}" as {name}; write it as YYYY-MM-DD') from problem


def _document(
    id: str,
    *,
    kind: SourceKind,
    title: str,
    text: str,
    scope: Scope,
    changed: datetime | None,
    language: str,
) -> RawDocument:
    parts = (id, kind, title, text, scope, changed.isoformat() if changed else "", language)
    fingerprint = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return RawDocument(id, kind, title, text, scope, changed, language, fingerprint)
