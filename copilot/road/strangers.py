"""Names in drafts that no record knows, as the engine's redactor finds them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from copilot.engine import Engine
from copilot.errors import EngineFailed, ModelFileError
from copilot.records import Correction, EngineState, RestoreMap
from copilot.redaction.corrected import identities

MOST = 5_000  # words and names that are remembered

_CAPITAL = re.compile(r"[^\W\d_]{2,}")


@dataclass(slots=True)
class Strangers:
    """Asks once for each word with a capital, and remembers what turned out to be a name."""

    engine: Engine
    corrections: Callable[[], tuple[Correction, ...]]
    _asked: set[str] = field(default_factory=set)
    _names: set[str] = field(default_factory=set)

    def look_for(self, text: str) -> None:
        """Asks the engine about what is new in a text; without an engine nothing is learnt.

        A reply must go out on the train too, so an engine that is down stops nobody.
        """
        words = {word for word in _CAPITAL.findall(text) if word[0].isupper()}
        if words <= self._asked or self.engine.status().state in _NOT_THERE:
            return
        with suppress(EngineFailed, ModelFileError):
            known = identities(self.corrections())
            batch = self.engine.redact([text], known=known, restore=RestoreMap())
            if len(self._asked) > MOST:
                self._asked.clear()
                self._names.clear()
            self._asked |= words
            spans = batch.redactions[0].spans
            self._names |= {text[one.start : one.end] for one in spans if one.type == "PERSON"}

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the names that were found stand in a text."""
        for name in sorted(self._names):
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                yield match.span()


_NOT_THERE = (EngineState.STARTING, EngineState.DOWN)
