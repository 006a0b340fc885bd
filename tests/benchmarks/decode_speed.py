"""Decode speed through the engine process as a ratio to plain llama-cpp-python.

    python -m tests.benchmarks.decode_speed [--json] [--rounds N] [--tokens N]

Both sides hold the same model file with the same settings and take turns, so that what the
machine does meanwhile hits both. A round is one prompt and the tokens of its answer; the time of
the first token (the prompt) is left out.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

from copilot.engine import EngineFiles
from copilot.engine.client import EngineClient
from copilot.generation.llama import CHUNK, MAX_CONTEXT, physical_cores
from copilot.paths import places
from copilot.records import Prompt, RedactedText
from tests.generation.reference import NAME, SHA256

BAR = 0.95
SYSTEM = "You are a helpful assistant."
USER = "Tell a long story about a tent, a river and a lost dog."

OnText = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Result:
    """Medians over the rounds, in tokens a second, and the median of the rounds' ratios."""

    engine: float
    plain: float
    ratio: float
    bar: float
    passed: bool
    rounds: int
    tokens: int


def measure(*, rounds: int, tokens: int, on_text: OnText) -> Result:
    """`on_text` is what consumes the stream: nothing, or the window."""
    file = places().models / NAME
    client = EngineClient(EngineFiles(file, "Reference", SHA256))
    plain = plain_side(str(file))
    pairs = []
    try:
        for number in range(rounds + 1):
            sides = [
                lambda: through_engine(client, tokens, on_text),
                lambda: through_plain(plain, tokens),
            ]
            order = (0, 1) if number % 2 else (1, 0)
            speeds = {side: sides[side]() for side in order}
            pairs.append((speeds[0], speeds[1]))
    finally:
        client.close()
    counted = pairs[1:]  # the first round loads the file and warms both sides
    ratio = statistics.median(engine / other for engine, other in counted)
    return Result(
        engine=round(statistics.median(e for e, _ in counted), 2),
        plain=round(statistics.median(p for _, p in counted), 2),
        ratio=round(ratio, 4),
        bar=BAR,
        passed=ratio >= BAR,
        rounds=rounds,
        tokens=tokens,
    )


def through_engine(client: EngineClient, tokens: int, on_text: OnText) -> float:
    """Tokens a second as the caller sees the pieces come."""
    times: list[float] = []

    def piece(text: str) -> None:
        times.append(time.monotonic())
        on_text(text)

    prompt = Prompt("benchmark", "1", SYSTEM, RedactedText(USER), max_tokens=tokens)
    answer = client.generate(prompt, on_text=piece)
    return (answer.answer_tokens - 1) / (time.monotonic() - times[0])


def plain_side(file: str) -> Callable[[int], Iterator[object]]:
    """llama-cpp-python as its own documentation streams a chat, with the engine's settings."""
    from llama_cpp import Llama

    cores = physical_cores()
    llama = Llama(
        file,
        n_ctx=MAX_CONTEXT,
        n_batch=CHUNK,
        n_ubatch=CHUNK,
        n_threads=cores,
        n_threads_batch=cores,
        flash_attn=True,
        verbose=False,
    )
    messages = [{"role": "system", "content": SYSTEM}, {"role": "user", "content": USER}]
    return lambda tokens: llama.create_chat_completion(
        messages, max_tokens=tokens, temperature=0.0, stream=True
    )


def through_plain(stream: Callable[[int], Iterator[object]], tokens: int) -> float:
    """Tokens a second; each chunk with content is one token, give or take half a character."""
    times = [
        time.monotonic() for chunk in stream(tokens) if "content" in chunk["choices"][0]["delta"]
    ]
    return (len(times) - 1) / (times[-1] - times[0])


def main(on_text: OnText = lambda text: None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tokens", type=int, default=128)
    options = parser.parse_args()
    if not (places().models / NAME).exists():
        parser.exit(2, f"{NAME} is not here; `make models` fetches it\n")
    result = measure(rounds=options.rounds, tokens=options.tokens, on_text=on_text)
    shown = json.dumps(asdict(result)) if options.json else str(result)
    sys.stdout.write(shown + "\n")
    return 0 if result.passed else 1


if __name__ == "__main__":
    sys.exit(main())
