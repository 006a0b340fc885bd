"""An Engine without a process, a model file or any heavy library."""

from __future__ import annotations

import hashlib
import math
import re
import struct
import sys
from collections.abc import Callable, Iterator, Sequence
from threading import Event

from copilot.engine import Priority
from copilot.errors import Bug, Cancelled, EngineFailed, Unreadable
from copilot.records import (
    Answer,
    EngineState,
    EngineStatus,
    Extracted,
    KnownIdentity,
    PersonalSpan,
    Prompt,
    RedactedBatch,
    RedactedText,
    Redaction,
    RestoreMap,
)

DIMENSIONS = 384
SHA256 = "5c21f7ed" * 8


def repeat_last_line(prompt: Prompt) -> str:
    """The default script: what was asked last, or the emptiest JSON object where one is wanted."""
    lines = [line for line in prompt.user.splitlines() if line.strip()]
    return "{}" if prompt.schema else (lines[-1] if lines else "")


class ScriptedEngine:
    """Answers by `script`, hides what the record names, and finds by common words."""

    def __init__(self, script: Callable[[Prompt], str] = repeat_last_line) -> None:
        if getattr(sys, "frozen", False):
            raise Bug("the scripted engine does not run in the shipped program")
        self.script = script
        self.prompts: list[Prompt] = []
        self.started = self.closed = False

    def redact(
        self,
        texts: Sequence[str],
        *,
        known: Sequence[KnownIdentity],
        restore: RestoreMap,
        language: str | None = None,
        priority: Priority = Priority.OPEN_TICKET,
    ) -> RedactedBatch:
        self._check_open()
        placeholders = _placeholders(known, restore)
        redactions = tuple(_hidden(text, placeholders) for text in texts)
        originals = tuple((mark, original) for original, mark in placeholders.items())
        return RedactedBatch(redactions, RestoreMap(originals), language or "en")

    def embed(
        self,
        texts: Sequence[str],
        *,
        embedder: str = "",
        query: bool = False,
        stop: Event | None = None,
        priority: Priority = Priority.OPEN_TICKET,
    ) -> list[bytes]:
        self._check_open()
        if stop is not None and stop.is_set():
            raise Cancelled
        return [bag_of_words(text) for text in texts]

    def rerank(
        self, query: str, texts: Sequence[str], *, priority: Priority = Priority.OPEN_TICKET
    ) -> list[float]:
        """The share of the query's words that a text has."""
        self._check_open()
        wanted = _words(query)
        return [len(wanted & _words(text)) / (len(wanted) or 1) for text in texts]

    def extract(
        self,
        name: str,
        data: bytes,
        *,
        stop: Event | None = None,
        priority: Priority = Priority.PREPARED_AHEAD,
    ) -> Extracted:
        """The file as plain text."""
        self._check_open()
        if stop is not None and stop.is_set():
            raise Cancelled
        try:
            return Extracted("", data.decode())
        except UnicodeDecodeError:
            raise Unreadable("is no text") from None

    def generate(
        self,
        prompt: Prompt,
        *,
        on_text: Callable[[str], None] | None = None,
        stop: Event | None = None,
        priority: Priority = Priority.OPEN_TICKET,
    ) -> Answer:
        self._check_open()
        self.prompts.append(prompt)
        text = self.script(prompt)
        for piece in _pieces(text, stop):
            if on_text is not None:
                on_text(piece)
        return _answer(prompt, text)

    def forget(self) -> None:
        self._check_open()

    def status(self) -> EngineStatus:
        state = EngineState.DOWN if self.closed else EngineState.READY
        return EngineStatus(state, "Scripted engine")

    def start(self) -> None:
        self.started = True

    def close(self) -> None:
        self.closed = True

    def _check_open(self) -> None:
        if self.closed:
            raise EngineFailed("The engine is closed. Start the program again.")


def bag_of_words(text: str) -> bytes:
    """384 float32, little-endian, normalised: each word counts at the place of its hash."""
    counts = [0.0] * DIMENSIONS
    for word in re.findall(r"\w+", text.lower()) or [""]:
        digest = hashlib.sha256(word.encode()).digest()
        counts[int.from_bytes(digest[:4], "big") % DIMENSIONS] += 1.0
    length = math.sqrt(sum(count * count for count in counts))
    return struct.pack(f"<{DIMENSIONS}f", *(count / length for count in counts))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _placeholders(known: Sequence[KnownIdentity], restore: RestoreMap) -> dict[str, str]:
    """Placeholder by original text: those of the restore map, then new ones by type."""
    found = {original: mark for mark, original in restore.originals}
    for identity in known:
        if identity.type != "PLAIN" and identity.text and identity.text not in found:
            number = 1 + sum(mark.startswith(f"[[{identity.type}_") for mark in found.values())
            found[identity.text] = f"[[{identity.type}_{number}]]"
    return found


def _hidden(text: str, placeholders: dict[str, str]) -> Redaction:
    if not placeholders:
        return Redaction(RedactedText(text), ())
    longest_first = sorted(placeholders, key=len, reverse=True)
    pattern = re.compile("|".join(re.escape(original) for original in longest_first))
    spans = tuple(
        PersonalSpan(m.start(), m.end(), _type(placeholders[m[0]]), placeholders[m[0]])
        for m in pattern.finditer(text)
    )
    return Redaction(RedactedText(pattern.sub(lambda m: placeholders[m[0]], text)), spans)


def _type(placeholder: str) -> str:
    return placeholder.strip("[]").rpartition("_")[0]


def _pieces(text: str, stop: Event | None) -> Iterator[str]:
    for piece in re.findall(r"\s*\S+|\s+", text):
        if stop is not None and stop.is_set():
            raise Cancelled
        yield piece


def _answer(prompt: Prompt, text: str) -> Answer:
    asked = f"{prompt.system}\n{prompt.user}"
    return Answer(
        text=RedactedText(text),
        model_sha256=SHA256,
        prompt_sha256=hashlib.sha256(asked.encode()).hexdigest(),
        prompt_tokens=len(asked.split()),
        kept_tokens=0,
        answer_tokens=len(text.split()),
        first_token_seconds=0.0,
        seconds=0.0,
        finish="stop",
    )
