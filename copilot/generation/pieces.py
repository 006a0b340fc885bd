"""Bytes of tokens in, pieces of text out: whole characters only, and never any of a stop string."""

from __future__ import annotations

import codecs
from collections.abc import Sequence


class Pieces:
    """Turns the bytes of one answer's tokens into pieces of text that may be shown."""

    def __init__(self, stop: Sequence[str]) -> None:
        self.stop = tuple(text for text in stop if text)
        self.stopped = False  # a stop string came; what followed it was dropped
        self.shown: list[str] = []
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._held = ""

    def add(self, data: bytes) -> str:
        """What became safe to show: "" while it may still turn out to be a stop string."""
        return self._show(self._held + self._decoder.decode(data))

    def end(self) -> str:
        """The rest, once no more tokens come."""
        text = self._show(self._held + self._decoder.decode(b"", final=True))
        rest, self._held = self._held, ""
        return text + self._keep(rest)

    def _show(self, text: str) -> str:
        places = [place for stop in self.stop if (place := text.find(stop)) >= 0]
        if self.stopped or places:
            text = "" if self.stopped else text[: min(places)]
            self.stopped, self._held = True, ""
            return self._keep(text)
        held = max((_overlap(text, stop) for stop in self.stop), default=0)
        self._held = text[len(text) - held :]
        return self._keep(text[: len(text) - held])

    def _keep(self, text: str) -> str:
        if text:
            self.shown.append(text)
        return text


def _overlap(text: str, stop: str) -> int:
    """How many characters at the end of text begin the stop string."""
    longest = min(len(text), len(stop) - 1)
    return next((n for n in range(longest, 0, -1) if text.endswith(stop[:n])), 0)
