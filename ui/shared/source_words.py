"""How a source is described: its kind, who may be told of it, whether it holds today."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QLocale

from copilot.records import Passage, Scope, SourceKind
from ui.shared.ages import day, how_long_ago

Chip = tuple[str, str]  # text, tone

TEAM = 24  # letters of a team's name that a chip shows
OLD = 365  # days after which a source's age is a warning
KINDS = {
    SourceKind.ARTICLE: "Article",
    SourceKind.SOLVED_TICKET: "Solved ticket",
    SourceKind.MACRO: "Macro",
}


def language_name(code: str) -> str:
    """ "German" for "de"; the code itself where nobody knows it."""
    known = QLocale.codeToLanguage(code)
    return code if known is QLocale.Language.AnyLanguage else QLocale.languageToString(known)


def _team(name: str) -> str:
    """A chip has no room for the longest names."""
    return name if len(name) <= TEAM else f"{name[: TEAM - 1].rstrip()}…"


def scope_chip(scope: Scope, team: str) -> Chip:
    """Who may be told what a source says."""
    if team:
        return f"team {_team(team)}: do not quote", "warning"
    return ("internal: do not quote", "warning") if scope is Scope.INTERNAL else ("public", "plain")


def short_scope_chip(scope: Scope, team: str) -> Chip:
    """The same in lists, where there is little room."""
    if team:
        return f"team {_team(team)}", "warning"
    return (scope.value, "warning" if scope is Scope.INTERNAL else "plain")


def kind_chips(kind: SourceKind) -> tuple[Chip, ...]:
    """What kind it is, unless it is an article."""
    return () if kind is SourceKind.ARTICLE else ((KINDS[kind].lower(), "plain"),)


def force_chips(passage: Passage, now: datetime) -> tuple[Chip, ...]:
    """Whether it holds on this day, when it does not: "out of date", "from 1 Dec"."""
    today = now.date()
    if passage.valid_until is not None and passage.valid_until < today:
        return (("out of date", "danger"),)
    if passage.valid_from is not None and passage.valid_from > today:
        return ((f"from {day(passage.valid_from, today)}", "warning"),)
    return ()


def changed_chips(passage: Passage, now: datetime) -> tuple[Chip, ...]:
    """When it was last changed, where that is known."""
    if passage.changed is None:
        return ()
    old = (now - passage.changed).days > OLD
    text = f"changed {how_long_ago(passage.changed, now)}"
    return ((text, "warning" if old else "plain"),)


def language_chips(passage: Passage, wanted: str) -> tuple[Chip, ...]:
    """Its language, where it is not the wanted one; an empty code says nothing."""
    differs = wanted and passage.language and passage.language != wanted
    return ((f"in {language_name(passage.language)}", "plain"),) if differs else ()
