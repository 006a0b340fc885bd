"""Embedding through the engine process as a ratio to sentence-transformers' own encode.

    python -m tests.benchmarks.embed_speed [--json] [--rounds N] [--texts N] [--busy]

Both sides hold the same files and embed the same batches in turns, so that what the machine does
meanwhile hits both. With --busy the engine also words an answer all the time, and the ratio tells
what of its speed alone the embedding keeps.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from copilot.engine import EmbeddingFile, EngineFiles, Priority
from copilot.engine.client import EngineClient
from copilot.engine.process import FIXED
from copilot.errors import Cancelled
from copilot.paths import places, shipped
from copilot.records import Prompt, RedactedText
from tests.generation.reference import NAME

FOLDER = "all-minilm-l6-v2"
BAR = 0.95
BATCHES = (32, 256)  # texts in one job


@dataclass(frozen=True, slots=True)
class Result:
    """Medians over the rounds, in texts a second, and the median of the rounds' ratios."""

    batch: int
    engine: float
    plain: float
    ratio: float
    bar: float
    passed: bool


def passages(count: int) -> list[str]:
    """Passages as an index has them: stretches of the demo's articles, 40 to 1,200 characters."""
    folder = shipped("resources", "demo", "articles")
    text = "\n".join(path.read_text("utf-8") for path in sorted(folder.glob("*.md")))
    chance = random.Random(20)  # noqa: S311 - the same passages each time
    starts = [chance.randrange(len(text) - 1200) for _ in range(count)]
    return [text[start : start + chance.randint(40, 1200)] for start in starts]


def measure(*, rounds: int, count: int) -> list[Result]:
    texts = passages(count)
    plain = plain_side()
    with engine_side() as engine:
        return [_measured(engine, plain, texts, rounds=rounds, batch=batch) for batch in BATCHES]


def measure_busy(*, rounds: int, count: int) -> list[Result]:
    """The engine beside its own generation (`engine`) and alone (`plain`)."""
    texts = passages(count)
    with engine_side() as engine:

        def beside(texts: Sequence[str]) -> object:
            with generating(engine):
                return engine.embed(texts, priority=Priority.PREPARED_AHEAD)

        return [_measured(beside, embed_in(engine), texts, rounds=rounds, batch=BATCHES[0])]


def _measured(
    engine: EngineClient | Callable[[Sequence[str]], object],
    plain: Callable[[Sequence[str]], object],
    texts: Sequence[str],
    *,
    rounds: int,
    batch: int,
) -> Result:
    sides = (embed_in(engine) if isinstance(engine, EngineClient) else engine, plain)
    pairs = []
    for number in range(rounds + 1):
        order = (0, 1) if number % 2 else (1, 0)
        speeds = {side: speed(sides[side], texts, batch) for side in order}
        pairs.append((speeds[0], speeds[1]))
    counted = pairs[1:]  # the first round loads the files and warms both sides
    ratio = statistics.median(one / other for one, other in counted)
    return Result(
        batch=batch,
        engine=round(statistics.median(one for one, _ in counted), 1),
        plain=round(statistics.median(other for _, other in counted), 1),
        ratio=round(ratio, 3),
        bar=BAR,
        passed=ratio >= BAR,
    )


def speed(embed: Callable[[Sequence[str]], object], texts: Sequence[str], batch: int) -> float:
    """Texts a second."""
    began = time.monotonic()
    for start in range(0, len(texts), batch):
        embed(texts[start : start + batch])
    return len(texts) / (time.monotonic() - began)


def embed_in(engine: EngineClient) -> Callable[[Sequence[str]], object]:
    return lambda texts: engine.embed(texts, priority=Priority.PREPARED_AHEAD)


@contextmanager
def engine_side() -> Iterator[EngineClient]:
    models = places().models
    files = EngineFiles(
        generation=models / NAME, embeddings=(EmbeddingFile(FOLDER, models / FOLDER),)
    )
    client = EngineClient(files)
    try:
        yield client
    finally:
        client.close()


@contextmanager
def generating(engine: EngineClient) -> Iterator[None]:
    """An answer without end is worded meanwhile."""
    stop, begun = threading.Event(), threading.Event()

    def word() -> None:
        prompt = Prompt("benchmark", "1", "", RedactedText("Tell a long story."), max_tokens=4000)
        try:
            engine.generate(prompt, on_text=lambda _: begun.set(), stop=stop)
        except Cancelled:
            return

    thread = threading.Thread(target=word)
    thread.start()
    begun.wait()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def plain_side() -> Callable[[Sequence[str]], object]:
    """sentence-transformers as its documentation uses it, with threads that wait alike."""
    os.environ["GOMP_SPINCOUNT"] = FIXED["GOMP_SPINCOUNT"]
    from sentence_transformers import SentenceTransformer

    encoder = SentenceTransformer(
        str(places().models / FOLDER), device="cpu", local_files_only=True
    )
    return lambda texts: encoder.encode(
        list(texts), normalize_embeddings=True, show_progress_bar=False
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--texts", type=int, default=512)
    parser.add_argument("--busy", action="store_true")
    options = parser.parse_args()
    if not (places().models / FOLDER).exists():
        parser.exit(2, f"{FOLDER} is not here; `make models` fetches it\n")
    measured = measure_busy if options.busy else measure
    results = measured(rounds=options.rounds, count=options.texts)
    shown = [asdict(result) for result in results] if options.json else results
    sys.stdout.write((json.dumps(shown) if options.json else "\n".join(map(str, shown))) + "\n")
    return 0 if options.busy or all(result.passed for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
