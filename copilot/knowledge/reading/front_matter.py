"""Reads the lines between --- at the top of a Markdown file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime

from copilot.knowledge.reading.listing import Unreadable
from copilot.records import Scope

_FRONT_MATTER = re.compile(
    r"\A\s*^---[ \t]*\n(.*?\n)??(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_OPENED = re.compile(r"\A\s*^---[ \t]*\n[ \t]*[^\W\d][\w -]*:[ \t]*\S", re.MULTILINE)
# What other programs write for a scope. Passed over, a text for the staff would reach customers.
_OTHER_SCOPES = (
    "internal",
    "private",
    "public",
    "visibility",
    "audience",
    "access",
    "confidential",
)
_NAME = re.compile(r"^[^\W\d][\w -]*:", re.MULTILINE)
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9]+)*")


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """(values by their names in lower case, the text below); ({}, text) where there is none.

    Raises Unreadable for front matter that is not closed: its scope would be lost.
    """
    found = _FRONT_MATTER.match(text)
    if not found and _OPENED.match(text):
        raise Unreadable("has front matter that is not closed; end it with a line of three dashes")
    if not found or not (_NAME.search(found[1] or "") or not (found[1] or "").strip()):
        return {}, text  # a rule, and text below it up to the next one
    values: dict[str, str] = {}
    for line in (found[1] or "").splitlines():
        name, colon, value = line.partition(":")
        if colon and name.strip():
            values[name.strip().lower()] = _unquoted(value.strip())
    return values, text[found.end() :]


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return re.sub(r"\s+#.*", "", value)


def scope_and_team(values: Mapping[str, str], scope: Scope, team: str) -> tuple[Scope, str]:
    """Who may see a document: what it says itself, else `scope` and `team`.

    What belongs to a team is internal. Raises Unreadable for a scope that is none: taken for
    public, an internal article would reach customers.
    """
    for name in _OTHER_SCOPES:
        if name in values:
            raise Unreadable(f'says "{name}", which is not known here; write "scope: internal"')
    team = values.get("team") or team
    written = values.get("scope") or scope
    if written.lower() not in tuple(Scope):
        raise Unreadable(f'has the scope "{written}"; write public or internal')
    return (Scope.INTERNAL if team else Scope(written.lower())), team


def language_code(written: str) -> str:
    """ISO 639-1 of "de", "de-AT" or "de_AT.UTF-8"; "" for what is no such code."""
    found = _LANGUAGE.match(written.strip().lower())
    return found[1] if found and found.end() == len(written.strip().partition(".")[0]) else ""


def day(values: Mapping[str, str], name: str) -> date | None:
    """The date of a value. Raises Unreadable where it is written in another way."""
    written = values.get(name, "")
    if not written:
        return None
    try:
        return date.fromisoformat(written[:10])
    except ValueError as problem:
        raise Unreadable(f'has "{written}" as {name}; write it as YYYY-MM-DD') from problem


def moment(values: Mapping[str, str], name: str) -> datetime | None:
    """Midnight UTC of the date of a value."""
    found = day(values, name)
    return datetime(found.year, found.month, found.day, tzinfo=UTC) if found else None
