"""Stage 1: what the ticket's own record and earlier findings name, in all written forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from copilot.records import KnownIdentity, RestoreMap
from copilot.redaction.forms import (
    TOKEN,
    Form,
    Manner,
    address_forms,
    box_of,
    email_forms,
    person_forms,
)
from copilot.redaction.found import PLAIN, Found, Stage, without
from copilot.redaction.known_numbers import KnownNumbers
from copilot.redaction.known_words import KnownWords
from copilot.redaction.placeholders import MARK, PLACEHOLDER, normal
from copilot.redaction.spellings import fold

_PEOPLE = {"CUSTOMER", "AGENT", "PERSON"}
_NUMBERS = {"PHONE", "ORDER", "ACCOUNT", "CARD", "IBAN", "DOCUMENT", "PLATE"}
SEEN = "seen elsewhere in the ticket"
_SHORTEST = 3  # characters of anything that is looked for elsewhere
_POST_CODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2}\b|\b\d{5,6}\b|\b\d{4}[ ]?[A-Z]{2}\b")
_AROUND = " \t\r\n,.;:!?-–"  # goes with what is PLAIN, so that no sign stays hidden alone


class KnownFinder:
    """Finds known identities in a text; built once for a batch."""

    def __init__(self, known: Sequence[KnownIdentity], earlier: Iterable[KnownIdentity]) -> None:
        self._record = _Identities([i for i in known if i.type != PLAIN], misspelt=True)
        self._plain = _Identities([i for i in known if i.type == PLAIN])
        named = {normal(identity.text) for identity in known}
        self._earlier = _Identities([i for i in earlier if normal(i.text) not in named])

    def find(self, text: str) -> list[Found]:
        """Findings of stage KNOWN, and PLAIN ones that win over all others but the record's."""
        plain = [_widened(text, found) for found in self._plain.find(text)]
        seen = [replace(found, why=SEEN) for found in self._earlier.find(text)]
        earlier = without(seen, plain)
        return [*self._record.find(text), *earlier, *plain]


class _Identities:
    """All forms of some identities; of two with the same form the first has it."""

    def __init__(self, identities: Sequence[KnownIdentity], *, misspelt: bool = False) -> None:
        self._words = KnownWords()
        self._numbers = KnownNumbers()
        self._literal: dict[str, KnownIdentity] = {}
        for identity in identities:
            self._add(identity, misspelt=misspelt)

    def find(self, text: str) -> Iterator[Found]:
        yield from self._words.find(text)
        yield from self._numbers.find(text)
        small = text.lower()
        if self._literal and len(small) == len(text):
            for wanted, identity in self._literal.items():
                for start, end in _places(small, wanted):
                    yield Found(start, end, identity.type, Stage.KNOWN, identity.text)

    def _add(self, identity: KnownIdentity, *, misspelt: bool) -> None:
        kind, text = identity.type, identity.text
        if kind in _PEOPLE:
            for form in person_forms(text):
                self._words.add(form, kind, text)
                if misspelt:
                    self._words.add_near(form, kind, text)
        elif kind == PLAIN:
            tokens = tuple(fold(match[0]) for match in TOKEN.finditer(text))
            self._words.add(Form(tokens, "", Manner.APART), PLAIN, text)
        elif kind == "ADDRESS":
            for form in address_forms(text):
                self._words.add(form, kind, text)
            for code in _POST_CODE.findall(text):
                self._numbers.add(code, kind)
        elif not (kind in _NUMBERS and self._numbers.add(text, kind)):
            self._add_literal(identity)

    def _add_literal(self, identity: KnownIdentity) -> None:
        text = identity.text.strip()
        if len(text) < _SHORTEST:
            return
        self._literal.setdefault(text.lower(), identity)
        if identity.type == "EMAIL":
            for form in email_forms(text):
                self._words.add(form, "EMAIL", identity.text)
            box = box_of(text)
            if box:
                self._literal.setdefault(box, KnownIdentity("ACCOUNT", box))


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


def _places(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Where `wanted` stands as whole words; white space in it stands for any."""
    if re.search(r"\s", wanted):
        pattern = r"\s{1,5}".join(re.escape(piece) for piece in wanted.split())
        for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text):
            yield match.span()
        return
    at = text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if not (_joins(text, at - 1, at) or _joins(text, end - 1, end)):
            yield at, end
        at = text.find(wanted, end)


def _joins(text: str, left: int, right: int) -> bool:
    """Whether two neighbouring signs are of one word."""
    inside = left >= 0 and right < len(text)
    return inside and _is_word(text[left]) and _is_word(text[right])


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _widened(text: str, found: Found) -> Found:
    start, end = found.start, found.end
    while start > max(0, found.start - 5) and text[start - 1] in _AROUND:
        start -= 1
    while end < min(len(text), found.end + 5) and text[end] in _AROUND:
        end += 1
    return Found(start, end, PLAIN, Stage.KNOWN)
