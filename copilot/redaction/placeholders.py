"""Placeholders such as [[CUSTOMER_1]]: made once per ticket, restored exactly."""

from __future__ import annotations

import re

from copilot.records import KnownIdentity, RestoreMap
from copilot.redaction.names import name_parts

# [[TYPE_n]], or [[TYPE_n_FORM]] for another way of writing the same thing.
PLACEHOLDER = re.compile(r"\[\[([A-Z]+)_(\d+)(?:_([A-Z]+\d*))?\]\]")

# Text that looked like a placeholder before is hidden as one of these and so comes back as it was.
MARK = "MARK"


def restore(text: str, restore_map: RestoreMap) -> str:
    """Puts the originals back, in one pass; a placeholder that is not in the map stays."""
    originals = dict(restore_map.originals)
    return PLACEHOLDER.sub(lambda found: originals.get(found[0], found[0]), text)


def normal(text: str) -> str:
    """One form for all spellings that differ only in case and white space."""
    return " ".join(text.split()).casefold()


class Placeholders:
    """Gives out placeholders for one ticket, going on from an earlier restore map.

    Every distinct surface form has its own placeholder, so that restoring is exact. Forms of one
    person or thing share type and number and differ in the ending: [[CUSTOMER_1]] is "Dana
    Whitfield", [[CUSTOMER_1_FIRST]] "Dana", [[CUSTOMER_1_V2]] "DANA WHITFIELD".
    """

    def __init__(self, restore_map: RestoreMap) -> None:
        self._originals = dict(restore_map.originals)
        self._by_form: dict[tuple[str, str], str] = {}
        self._stems: dict[tuple[str, str], str] = {}
        self._counts: dict[str, int] = {}
        for placeholder, original in restore_map.originals:
            self._learn(placeholder, original)

    def restore_map(self) -> RestoreMap:
        """Everything given out so far, in the order it was given out."""
        return RestoreMap(tuple(self._originals.items()))

    def give(self, kind: str, original: str, *, owner: str = "", part: str = "") -> str:
        """The placeholder of `original`; `owner` and `part` say whose part (FIRST ...) it is."""
        known = self._by_form.get((kind, original))
        if known is not None:
            return known
        stem = self._stem(kind, owner or original)
        placeholder = self._free(f"{stem}_{part}" if part else stem, "" if part else "_V")
        self._originals[placeholder] = original
        self._by_form[(kind, original)] = placeholder
        return placeholder

    def give_person(self, identity: KnownIdentity) -> None:
        """Sets aside placeholders for a full name and its parts before other forms are met."""
        self.give(identity.type, identity.text)
        for part, word in name_parts(identity.text):
            self.give(identity.type, word, owner=identity.text, part=part)

    def _stem(self, kind: str, owner: str) -> str:
        key = (kind, normal(owner))
        if key not in self._stems:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            self._stems[key] = f"{kind}_{self._counts[kind]}"
        return self._stems[key]

    def _free(self, name: str, joint: str) -> str:
        candidate, number = f"[[{name}]]", 2
        while candidate in self._originals:
            candidate = f"[[{name}{joint}{number}]]"
            number += 1
        return candidate

    def _learn(self, placeholder: str, original: str) -> None:
        found = PLACEHOLDER.fullmatch(placeholder)
        if found is None:
            return
        kind, number, form = found[1], int(found[2]), found[3] or ""
        self._by_form[(kind, original)] = placeholder
        self._counts[kind] = max(self._counts.get(kind, 0), number)
        if not form.startswith(("FIRST", "MIDDLE", "LAST")):
            self._stems.setdefault((kind, normal(original)), f"{kind}_{number}")
