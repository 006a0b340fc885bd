"""A generate function that answers from a script and keeps the prompts it was given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from copilot.records import Answer, Prompt, RedactedText


@dataclass
class ScriptedGenerate:
    script: Callable[[Prompt], str]
    prompts: list[Prompt] = field(default_factory=list)

    def __call__(self, prompt: Prompt) -> Answer:
        self.prompts.append(prompt)
        text = RedactedText(self.script(prompt))
        return Answer(text, "m", "p", 10, 0, 5, 0.1, 0.2, "stop")
