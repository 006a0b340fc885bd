"""What one task may cost: tokens and seconds of the model over all of its steps."""

from __future__ import annotations

from dataclasses import dataclass, replace

from copilot.records import Answer, Prompt

# (tokens computed, seconds of work). The reference model file on two cores reads some 170 tokens
# and writes some 36 in a second; a laptop of half its speed still ends within these.
LIMITS = {
    "summary": (9_000, 180.0),
    "reply": (14_000, 240.0),
    "rewrite": (14_000, 300.0),
    "transcript": (20_000, 360.0),
}
LEAST = 2.0  # seconds below which a run is not begun


@dataclass(slots=True)
class Budget:
    """What is left for one task; `tokens` and `seconds` go down."""

    task: str  # for people: "the reply"
    tokens: int
    seconds: float

    def allowed(self, prompt: Prompt) -> Prompt | None:
        """The prompt with no more seconds than are left; None when it may not be begun."""
        if self.tokens < prompt.max_tokens or self.seconds < LEAST:
            return None
        limit = min(prompt.seconds or self.seconds, self.seconds)
        return replace(prompt, seconds=limit)

    def charge(self, answer: Answer) -> None:
        """What came from a kept prefix cost nothing."""
        self.tokens -= answer.prompt_tokens - answer.kept_tokens + answer.answer_tokens
        self.seconds -= answer.seconds


def budget_for(task: str) -> Budget:
    """A fresh one of LIMITS."""
    tokens, seconds = LIMITS[task]
    return Budget(task, tokens, seconds)
