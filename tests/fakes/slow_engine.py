"""An engine whose every run costs time and tokens, and is stopped at its prompt's seconds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Event

from copilot.engine import Priority
from copilot.errors import OutOfTime
from copilot.records import Answer, Prompt
from tests.road.scripted import RecordingEngine


class SlowEngine(RecordingEngine):
    """`seconds` of work for each run; nothing waits for them."""

    def __init__(self, seconds: float, tokens: int = 0) -> None:
        super().__init__()
        self.seconds, self.tokens = seconds, tokens

    def generate(
        self,
        prompt: Prompt,
        *,
        on_text: Callable[[str], None] | None = None,
        stop: Event | None = None,
        priority: Priority = Priority.OPEN_TICKET,
    ) -> Answer:
        answer = super().generate(prompt, on_text=on_text, stop=stop, priority=priority)
        if prompt.seconds and self.seconds > prompt.seconds:
            raise OutOfTime("too slow")
        return replace(answer, seconds=self.seconds, prompt_tokens=self.tokens)
