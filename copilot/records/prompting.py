"""What the model is asked, and what it says."""

from __future__ import annotations

from dataclasses import dataclass

from copilot.records.redaction import RedactedText


@dataclass(frozen=True, slots=True)
class Prompt:
    """Fixed instructions, then the ticket, then the task, so that a computed prefix can be kept."""

    name: str  # file under resources/prompts/, such as "summary"
    version: str  # from that file, such as "3"
    system: str
    user: RedactedText
    max_tokens: int
    schema: str = ""  # JSON Schema of the answer as JSON text; "" for free text
    stop: tuple[str, ...] = ()
    seconds: float = 0.0  # of work, after which the run is stopped; 0 for no limit


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model said to one prompt, and what it cost."""

    text: RedactedText
    model_sha256: str
    prompt_sha256: str
    prompt_tokens: int
    kept_tokens: int  # of the prompt, taken from the kept prefix
    answer_tokens: int
    first_token_seconds: float
    seconds: float
    finish: str  # "stop", "length", or "time" and "budget" for one that was stopped or not begun
