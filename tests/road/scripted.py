"""An engine that answers as a model would, and keeps all that it was asked to embed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from threading import Event

from copilot.engine import Priority
from copilot.records import Prompt
from tests.fakes.engine import ScriptedEngine
from tests.fakes.word_embedder import embed_words

READ = {
    "wants": "The customer wants to know how often the cartridge has to be changed.",
    "happened": ["The customer ordered an AquaPure 300.", "The tracking did not move."],
    "next_step": "Answer the question about the cartridge.",
    "mood": "annoyed",
    "mood_words": "This is getting ridiculous",
    "urgency": "high",
}


def script(prompt: Prompt) -> str:
    """A summary as JSON; as a wording, the first fact as it stands."""
    match prompt.name:
        case "read":
            return json.dumps(READ)
        case "sentence":
            facts = prompt.user.partition("Facts:")[2].strip()
            return facts.splitlines()[0].removeprefix("- ")
        case _:
            return prompt.user.strip().splitlines()[0].partition(": ")[2]


class RecordingEngine(ScriptedEngine):
    """`embedded` has every text that got a vector."""

    def __init__(self) -> None:
        super().__init__(script)
        self.embedded: list[str] = []

    def embed(
        self,
        texts: Sequence[str],
        *,
        embedder: str = "",
        query: bool = False,
        stop: Event | None = None,
        priority: Priority = Priority.OPEN_TICKET,
    ) -> list[bytes]:
        self.embedded += texts
        return embed_words(texts)
