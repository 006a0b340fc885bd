"""Lists macros: answers that the helpdesk keeps ready."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from functools import partial

from copilot.knowledge.reading.listing import Listed, Listing, RawDocument
from copilot.knowledge.reading.unseen import report, seen_characters
from copilot.records import Macro, Scope, SourceKind

NAME = "Macros"


def list_macros(macros: Sequence[Macro]) -> Listing:
    """The macros that say something; they are public, since they are sent to customers."""
    listed = tuple(
        Listed(f"macro:{macro.id}", _stamp(macro), partial(_read, macro))
        for macro in macros
        if macro.text.strip()
    )
    return Listing(NAME, SourceKind.MACRO, listed)


def _stamp(macro: Macro) -> str:
    """When it changed; its digest where the helpdesk does not say so."""
    if macro.changed is not None:
        return macro.changed.isoformat()
    said = "\0".join((macro.title, macro.text, macro.language))
    return hashlib.sha256(said.encode()).hexdigest()


def _read(macro: Macro) -> RawDocument:
    left_out: Counter[str] = Counter()
    text = seen_characters(macro.text, left_out).strip()
    return RawDocument(
        id=f"macro:{macro.id}",
        kind=SourceKind.MACRO,
        title=seen_characters(macro.title, left_out).strip() or "Macro",
        text=f"{text}\n",
        scope=Scope.PUBLIC,
        changed=macro.changed,
        language=macro.language,
        hidden=report(left_out),
    )
