"""eval retrieval: rankings side by side on somebody's own passages, queries and judgements."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing, contextmanager

import msgspec

from copilot import paths, settings
from copilot.app_knowledge import embedders
from copilot.commandline.output import as_json, say
from copilot.commandline.retrieval_bench import Bench
from copilot.engine import EmbeddingFile, EngineFiles
from copilot.engine.client import EngineClient
from copilot.evals import retrieval
from copilot.evals.retrieval_files import read
from copilot.knowledge.keeping import Embedder
from copilot.knowledge.not_found import NOT_FOUND_BELOW
from copilot.model_files.catalogue import load_catalogue
from copilot.model_files.choice import embeddings_here
from copilot.store.passages import Passages
from copilot.store.store import Store


def measure(chosen: argparse.Namespace) -> int:
    """Measure, and say or print it."""
    measured = read(chosen.passages, chosen.queries, chosen.qrels)
    with embedding(chosen.profile) as embedder, closing(Store.transient()) as store:
        bench = Bench(measured, Passages(store), embedder)
        report = retrieval.measure(measured, bench.rankings())
        if chosen.unanswerable:
            there, gone = bench.sureness()
            told = retrieval.not_found(there, gone, threshold=NOT_FOUND_BELOW)
            report = msgspec.structs.replace(report, not_found=told)
    if chosen.json:
        as_json(report)
    else:
        say(retrieval.lines(report))
    return 0


@contextmanager
def embedding(profile: str) -> Iterator[Embedder]:
    """The embedding files of a profile in the engine process, without a model file."""
    at = paths.places(profile)
    chosen = settings.load(at.settings)
    files = tuple(
        EmbeddingFile(one.sha256, one.folder, one.query_prefix, one.passage_prefix)
        for one in embeddings_here(chosen.embedder, load_catalogue(), at.models)
    )
    engine = EngineClient(EngineFiles(embeddings=files))
    try:
        yield embedders(chosen, engine)[0]
    finally:
        engine.close()
