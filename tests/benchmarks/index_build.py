"""Building the index as a ratio to embedding the same batches and nothing else.

    python -m tests.benchmarks.index_build [--json] [--rounds N] [--documents N]

One side reads Markdown files, cuts them, embeds them in the engine process and stores passages,
words and vectors in an encrypted file on disk; the other embeds what the first one embedded, in
the same batches, in the same engine process. They take turns.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

from copilot.engine import Priority
from copilot.engine.client import EngineClient
from copilot.knowledge.keeping import Embedder, Keeper
from copilot.knowledge.sources import folder_source
from copilot.records import Extracted
from copilot.settings import KnowledgeFolder
from copilot.store.knowledge import KnowledgeLog
from copilot.store.passages import Passages
from copilot.store.store import Store
from tests.benchmarks.embed_speed import FOLDER, engine_side, passages

BAR = 0.9


@dataclass(frozen=True, slots=True)
class Result:
    """Medians over the rounds, in passages a second, and the median of the rounds' ratios."""

    passages: int
    build: float
    embedding: float
    ratio: float
    bar: float
    passed: bool


@dataclass(slots=True)
class Recording:
    """Embeds in the engine and keeps the batches."""

    engine: EngineClient
    batches: list[tuple[str, ...]] = field(default_factory=list)

    def __call__(self, texts: Sequence[str]) -> list[bytes]:
        self.batches.append(tuple(texts))
        return self.engine.embed(texts, priority=Priority.PREPARED_AHEAD)


def measure(*, rounds: int, documents: int) -> Result:
    with tempfile.TemporaryDirectory() as place, engine_side() as engine:
        articles = _written(Path(place) / "articles", documents)
        pairs, count = [], 0
        for number in range(rounds + 1):
            recording = Recording(engine)
            took = _build(articles, Path(place) / f"{number}.db", recording)
            count = sum(map(len, recording.batches))
            pairs.append((count / took, count / _embed(engine, recording.batches)))
    counted = pairs[1:]  # the first round loads the files
    ratio = statistics.median(build / embedding for build, embedding in counted)
    return Result(
        passages=count,
        build=round(statistics.median(build for build, _ in counted), 1),
        embedding=round(statistics.median(embedding for _, embedding in counted), 1),
        ratio=round(ratio, 3),
        bar=BAR,
        passed=ratio >= BAR,
    )


def _written(folder: Path, documents: int) -> Path:
    folder.mkdir()
    texts = passages(documents * 3)
    for number in range(documents):
        parts = texts[number * 3 : number * 3 + 3]
        text = "\n\n".join(f"## Part {at}\n\n{part}" for at, part in enumerate(parts, start=1))
        (folder / f"{number}.md").write_text(f"# Article {number}\n\n{text}\n", "utf-8")
    return folder


def _build(articles: Path, path: Path, embed: Recording) -> float:
    """Seconds."""
    store = Store.open(path, os.urandom(32), create=True)
    try:
        source = folder_source(KnowledgeFolder(str(articles)), _no_extract)
        files = Embedder(FOLDER, FOLDER, ("en",), embed, embed)
        keeper = Keeper(Passages(store), KnowledgeLog(store), lambda: [source], [files])
        began = time.monotonic()
        keeper.update()
        return time.monotonic() - began
    finally:
        store.close()


def _embed(engine: EngineClient, batches: Sequence[Sequence[str]]) -> float:
    """Seconds."""
    embed = partial(engine.embed, priority=Priority.PREPARED_AHEAD)
    began = time.monotonic()
    for batch in batches:
        embed(batch)
    return time.monotonic() - began


def _no_extract(name: str, data: bytes) -> Extracted:
    raise AssertionError("Markdown needs no engine")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--documents", type=int, default=150)
    chosen = parser.parse_args()
    result = measure(rounds=chosen.rounds, documents=chosen.documents)
    if chosen.json:
        sys.stdout.write(json.dumps(asdict(result)) + "\n")
    else:
        sys.stdout.write(
            f"index of {result.passages} passages: {result.build} passages/s, embedding alone "
            f"{result.embedding}; ratio {result.ratio} (bar {result.bar})\n"
        )
    return 0 if result.passed else 1


if __name__ == "__main__":
    sys.exit(main())
