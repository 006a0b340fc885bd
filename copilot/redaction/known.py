"""Stage 1: what the ticket's own record and earlier findings name, as whole words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copilot.records import KnownIdentity, RestoreMap
from copilot.redaction.found import Found, Stage
from copilot.redaction.names import name_parts
from copilot.redaction.placeholders import MARK, PLACEHOLDER, normal

_PEOPLE = {"CUSTOMER", "AGENT", "PERSON"}
SEEN = "seen elsewhere in the ticket"
_SHORTEST = 3  # characters of anything that is looked for elsewhere


@dataclass(frozen=True, slots=True)
class _Form:
    """One way in which a known identity can be written."""

    type: str
    owner: str = ""
    part: str = ""
    why: str = ""


class KnownFinder:
    """Finds known identities in a text; built once for a batch."""

    def __init__(self, known: Sequence[KnownIdentity], earlier: Iterable[KnownIdentity]) -> None:
        self._forms: dict[str, _Form] = {}
        # Full names, addresses and numbers count in any case; a single name must look like one.
        any_case: list[str] = []
        as_name: list[str] = []
        for identity, why in [*((one, "") for one in known), *((one, SEEN) for one in earlier)]:
            words = identity.text.split()
            if identity.type in _PEOPLE and len(words) == 1:
                self._add(as_name, identity.text, _Form(identity.type, why=why))
            elif len(normal(identity.text)) >= _SHORTEST:
                self._add(any_case, identity.text, _Form(identity.type, why=why))
        for identity in known:
            if identity.type in _PEOPLE:
                for part, word in name_parts(identity.text):
                    self._add(as_name, word, _Form(identity.type, identity.text, part))
        self._any_case = _alternatives(any_case, re.IGNORECASE)
        spellings = {spelling for word in as_name for spelling in (word, word.upper())}
        self._as_name = _alternatives(spellings, re.NOFLAG)

    def find(self, text: str) -> list[Found]:
        """Findings of stage KNOWN; a full name and its parts may overlap."""
        found = []
        for pattern in (self._any_case, self._as_name):
            for match in pattern.finditer(text) if pattern else ():
                form = self._forms.get(normal(match[0]))
                if form is not None:
                    found.append(
                        Found(
                            match.start(),
                            match.end(),
                            form.type,
                            Stage.KNOWN,
                            owner=form.owner,
                            part=form.part,
                            why=form.why,
                        )
                    )
        return found

    def _add(self, words: list[str], text: str, form: _Form) -> None:
        if normal(text) and normal(text) not in self._forms:
            self._forms[normal(text)] = form
            words.append(text)


def identities_of(restore_map: RestoreMap) -> list[KnownIdentity]:
    """What was hidden before is hidden again, even where no rule would see it."""
    found = []
    for placeholder, original in restore_map.originals:
        match = PLACEHOLDER.fullmatch(placeholder)
        if match is not None and worth_remembering(match[1], original):
            found.append(KnownIdentity(match[1], original))
    return found


def worth_remembering(kind: str, original: str) -> bool:
    """Whether a finding is sure enough to be looked for in the ticket's other texts."""
    if kind in _PEOPLE:
        return len(original.split()) > 1
    return kind != MARK and len(original) > _SHORTEST


def _alternatives(words: Iterable[str], flags: re.RegexFlag) -> re.Pattern[str] | None:
    longest_first = sorted({*words}, key=lambda word: (-len(word), word))
    patterns = [r"\s+".join(re.escape(piece) for piece in word.split()) for word in longest_first]
    if not patterns:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", flags)
