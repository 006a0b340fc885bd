"""A folder of articles in a real index, found by the words they share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from copilot.knowledge.keeping import Embedder, Keeper
from copilot.knowledge.search import Looking
from copilot.knowledge.sources import folder_source
from copilot.records import Extracted
from copilot.settings import KnowledgeFolder
from copilot.store.knowledge import KnowledgeLog
from copilot.store.passages import Passages
from copilot.store.store import Store
from tests.fakes.word_embedder import embed_words

FILES = Embedder("e" * 64, "words", ("en",), embed_words, embed_words)


def no_extract(name: str, data: bytes) -> Extracted:
    raise AssertionError(f"{name} needs no engine")


@contextmanager
def shelved(folder: Path, **more: object) -> Iterator[Looking]:
    """Reads all of `folder`; `more` are fields of Looking."""
    store = Store.transient()
    try:
        passages = Passages(store)
        source = folder_source(KnowledgeFolder(str(folder)), no_extract)
        Keeper(passages, KnowledgeLog(store), lambda: [source], [FILES]).update()
        yield Looking(index=passages, embed=embed_words, embedder=FILES.sha256, **more)  # type: ignore[arg-type]
    finally:
        store.close()
