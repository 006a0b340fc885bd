"""A public reply that rests on something meant for colleagues."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from copilot.checks.desk import Desk, on
from copilot.records import DraftSentence, Evidence, Finding, ReplyKind, Scope, Severity, Visibility

VERBATIM = 8  # words in a row; a reworded sentence seldom keeps so many


def internal(desk: Desk) -> Iterator[Finding]:
    if desk.kind is not ReplyKind.PUBLIC_REPLY:
        return
    hidden = _internal_messages(desk)
    for each in desk.sentences:
        kept = [e for e in each.evidence if e.scope is Scope.INTERNAL or e.source in hidden]
        if kept and any(_is_quoted(desk, each, e) for e in kept):
            yield on(
                each,
                "internal",
                Severity.BLOCK,
                f"It quotes “{kept[0].title}”, which is internal, nearly word for word.",
                "Say it in words meant for the customer, or strike it.",
            )
        elif kept:
            yield on(
                each,
                "internal",
                Severity.ACCEPT,
                f"It rests on “{kept[0].title}”, which is internal.",
                "Accept it if the customer may know this; else strike it.",
            )


def _internal_messages(desk: Desk) -> frozenset[str]:
    return frozenset(
        f"message:{each.id}"
        for each in desk.ticket.messages
        if each.visibility is Visibility.INTERNAL
    )


def _is_quoted(desk: Desk, sentence: DraftSentence, evidence: Evidence) -> bool:
    said, quoted = desk.words(sentence).casefold().split(), evidence.quote.casefold().split()
    match = SequenceMatcher(None, said, quoted, autojunk=False).find_longest_match()
    return match.size >= min(VERBATIM, max(len(said) - 1, 4))
