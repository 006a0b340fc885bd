"""A folder of articles in a real index, found by the words they share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from copilot.knowledge.keeping import Embedder, Keeper
from copilot.knowledge.query import Query
from copilot.knowledge.search import find_passages
from copilot.knowledge.sources import folder_source
from copilot.records import Extracted, FoundPassage
from copilot.settings import KnowledgeFolder
from copilot.store.knowledge import KnowledgeLog
from copilot.store.passage_words import match_any
from copilot.store.passages import Passages
from copilot.store.store import Store
from tests.fakes.word_embedder import embed_words

FILES = Embedder("e" * 64, "words", ("en",), embed_words, embed_words)
Find = Callable[[Query], tuple[FoundPassage, ...]]


def no_extract(name: str, data: bytes) -> Extracted:
    raise AssertionError(f"{name} needs no engine")


@contextmanager
def shelved(folder: Path, **more: object) -> Iterator[Find]:
    """Reads all of `folder` and gives what finds in it; `more` goes to find_passages."""
    store = Store.transient()
    try:
        passages = Passages(store)
        source = folder_source(KnowledgeFolder(str(folder)), no_extract)
        Keeper(passages, KnowledgeLog(store), lambda: [source], [FILES]).update()
        yield partial(
            find_passages,
            index=passages,
            embed=embed_words,
            match_any=match_any,
            embedder=FILES.sha256,
            **more,
        )
    finally:
        store.close()
