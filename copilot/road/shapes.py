"""What in a draft has the shape of personal data, by the rules of redaction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from copilot.records import PersonalSpan

MOST = 200  # paragraphs that are remembered

_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?!\s*\n))+")


@dataclass(slots=True)
class Shapes:
    """Reads a paragraph once: at a pause in typing only one of them is new."""

    _read: dict[str, tuple[PersonalSpan, ...]] = field(default_factory=dict)

    def of(self, text: str) -> Iterator[PersonalSpan]:
        """In the order of paragraphs; findings of different rules may overlap."""
        for paragraph in _PARAGRAPH.finditer(text):
            for span in self._spans(paragraph[0]):
                at = paragraph.start()
                yield replace(span, start=span.start + at, end=span.end + at)

    def _spans(self, paragraph: str) -> tuple[PersonalSpan, ...]:
        if paragraph not in self._read:
            if len(self._read) >= MOST:
                self._read.clear()
            self._read[paragraph] = tuple(_spans(paragraph))
        return self._read[paragraph]


def _spans(text: str) -> Iterator[PersonalSpan]:
    # Imported here: its patterns take a while to compile, and the window is to be on the screen.
    from copilot.redaction.rules import find_rules

    for found in find_rules(text):
        yield PersonalSpan(found.start, found.end, found.type, "", found.score)
