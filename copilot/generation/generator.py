"""One prompt at a time through one loaded model file: prefill, decode, stream, stop."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, Protocol, TypeVar

from copilot.errors import Cancelled, OutOfTime, PromptTooLong
from copilot.generation.chat import ChatMessage, Stretch, stretches
from copilot.generation.pieces import Pieces
from copilot.records import Answer, Prompt, RedactedText

GrammarT = TypeVar("GrammarT")


class LoadedModelFile(Protocol[GrammarT]):
    """A model file in memory with one live sequence; llama.py has the real one."""

    context: int  # tokens that the sequence can hold
    chunk: int  # tokens that feed() takes at once

    def render(self, messages: Sequence[ChatMessage]) -> str: ...
    def tokens(self, parts: Sequence[Stretch]) -> list[int]: ...
    def piece(self, token: int) -> bytes: ...
    def is_end(self, token: int) -> bool: ...
    def keep(self, tokens: Sequence[int]) -> int: ...
    def feed(self, tokens: Sequence[int]) -> None: ...
    def grammar(self, schema: str) -> GrammarT: ...
    def best(self, grammar: GrammarT | None) -> int: ...
    def forget(self) -> None: ...


class Generator(Generic[GrammarT]):
    """Answers prompts with a loaded model file. Not for several threads at once."""

    def __init__(
        self,
        loaded: LoadedModelFile[GrammarT],
        *,
        model_sha256: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.loaded = loaded
        self.model_sha256 = model_sha256
        self._clock = clock

    def answer(
        self, prompt: Prompt, *, on_text: Callable[[str], None], stopped: Callable[[], bool]
    ) -> Answer:
        """Greedy decoding (temperature 0); `stopped` is asked before each chunk and each token.

        Raises Cancelled, OutOfTime after the prompt's seconds, and PromptTooLong when prompt and
        answer do not fit into the context.
        """
        began = self._clock()
        stopped = self._in_time(prompt, began, stopped)
        parts = stretches(self.loaded.render, system=prompt.system, user=prompt.user)
        tokens = self.loaded.tokens(parts)
        self._check_room(len(tokens), prompt.max_tokens)
        kept = self.loaded.keep(tokens)
        self._prefill(tokens[kept:], stopped)
        first = self._clock() - began
        pieces, count, finish = Pieces(prompt.stop), 0, "length"
        for token in self._decode(prompt, stopped):
            if token is None:
                finish = "stop"
                break
            first = self._clock() - began if not count else first
            count += 1
            if text := pieces.add(self.loaded.piece(token)):
                on_text(text)
            if pieces.stopped:
                finish = "stop"
                break
        if text := pieces.end():
            on_text(text)
        return Answer(
            text=RedactedText("".join(pieces.shown)),
            model_sha256=self.model_sha256,
            prompt_sha256=_sha256(parts),
            prompt_tokens=len(tokens),
            kept_tokens=kept,
            answer_tokens=count,
            first_token_seconds=first,
            seconds=self._clock() - began,
            finish=finish,
        )

    def forget(self) -> None:
        """Empties the live sequence: no ticket text stays in its memory."""
        self.loaded.forget()

    def _in_time(
        self, prompt: Prompt, began: float, stopped: Callable[[], bool]
    ) -> Callable[[], bool]:
        """`stopped`, which raises OutOfTime once the prompt's seconds are over."""

        def looked() -> bool:
            if prompt.seconds and self._clock() - began > prompt.seconds:
                raise OutOfTime(
                    f"The step “{prompt.name}” took longer than {prompt.seconds:.0f} seconds and "
                    "was stopped. Nothing was lost; ask again, or choose a smaller model file."
                )
            return stopped()

        return looked

    def _check_room(self, prompt_tokens: int, max_tokens: int) -> None:
        room = self.loaded.context - max_tokens
        if prompt_tokens > room:
            raise PromptTooLong(
                f"The text for the model is too long: {prompt_tokens} tokens where {room} have "
                "room. Nothing was lost; ask with fewer messages or passages."
            )

    def _prefill(self, tokens: Sequence[int], stopped: Callable[[], bool]) -> None:
        for start in range(0, len(tokens), self.loaded.chunk):
            if stopped():
                raise Cancelled
            self.loaded.feed(tokens[start : start + self.loaded.chunk])

    def _decode(self, prompt: Prompt, stopped: Callable[[], bool]) -> Iterator[int | None]:
        """The tokens of the answer; None where the model ended it."""
        grammar = self.loaded.grammar(prompt.schema) if prompt.schema else None
        for number in range(prompt.max_tokens):
            if stopped():
                raise Cancelled
            token = self.loaded.best(grammar)
            if self.loaded.is_end(token):
                yield None
                return
            yield token
            if number + 1 < prompt.max_tokens:
                self.loaded.feed([token])


def _sha256(parts: Sequence[Stretch]) -> str:
    """Of the exact rendered prompt in UTF-8."""
    return hashlib.sha256("".join(part.text for part in parts).encode()).hexdigest()
