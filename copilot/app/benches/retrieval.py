"""Builds what eval retrieval measures: a real index of its own, and the rankings over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from tqdm import tqdm

from copilot import paths, settings
from copilot.app.knowledge import embedders
from copilot.engine import EmbeddingFile, EngineFiles
from copilot.engine.client import EngineClient
from copilot.evals import retrieval
from copilot.evals.retrieval_files import Measured, Question, Text
from copilot.knowledge.indexing import embedding_text
from copilot.knowledge.keeping import Embedder
from copilot.knowledge.not_found import NOT_FOUND_BELOW
from copilot.knowledge.query import Query, Turn, query_of_turns, search_words
from copilot.knowledge.search import find_passages
from copilot.knowledge.stemming import stems
from copilot.model_files.catalogue import load_catalogue
from copilot.model_files.choice import embeddings_here
from copilot.records import (
    FoundPassage,
    IndexedDocument,
    IndexedPassage,
    Passage,
    RedactedText,
    Role,
    Scope,
    SourceDocument,
    SourceKind,
)
from copilot.store.passage_words import match_any
from copilot.store.passages import Passages
from copilot.store.store import Store

__all__ = ["NOT_FOUND_BELOW", "Bench", "embedding", "opened"]

_BATCH = 256  # texts embedded in one go
_AT = 10
_LOOKED = 40  # as many as the shipped search, so that vectors alone miss no more than it does
_AGENTS = ("agent", "assistant")


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


@contextmanager
def opened(measured: Measured, embedder: Embedder) -> Iterator[Bench]:
    """A bench over a store that is gone afterwards."""
    with closing(Store.transient()) as store:
        yield Bench(measured, Passages(store), embedder)


@dataclass(slots=True)
class Bench:
    """The measured passages in an index of their own, and what is looked up in it."""

    measured: Measured
    index: Passages
    embedder: Embedder
    _documents: dict[str, IndexedDocument] = field(init=False)
    _ids: dict[tuple[str, int], str] = field(init=False)  # by document and place in the file
    _vectors: dict[str, bytes] = field(default_factory=dict)  # of queries

    def __post_init__(self) -> None:
        texts = self.measured.passages
        self._ids = {(_document(text), at): text.id for at, text in enumerate(texts)}
        self._documents = {one.document.id: one for one in self._indexed()}
        self.index.replace(tuple(self._documents.values()))
        wanted = {text for one in self.measured.queries for text in _embedded(one)}
        rows = _in_batches(sorted(wanted, key=len), self.embedder.query, "queries")
        self._vectors = dict(rows)

    def rankings(self) -> dict[str, retrieval.Ranking]:
        """Words and vectors alone, with the last turn and with the whole history; and ours."""
        return {
            "bm25, last": lambda one: self._by_words(one.text),
            "bm25, history": lambda one: self._by_words(_old_to_new(one)),
            "vectors, last": lambda one: self._by_vector(one.text),
            "vectors, history": lambda one: self._by_vector(_old_to_new(one)),
            "vectors, history back": lambda one: self._by_vector(_new_to_old(one)),
            retrieval.SHIPPED: lambda one: [self._id(each.passage) for each in self._found(one)],
        }

    def withdrawals(self) -> list[retrieval.Withdrawal]:
        """Every query with all passages, and without the documents that answer it."""
        made: list[retrieval.Withdrawal] = []
        for documents, queries in self._by_answers().items():
            there = [self._found(one) for one in queries]
            self.index.remove(documents)
            gone = [self._found(one) for one in queries]
            self.index.replace([self._documents[id] for id in documents])
            made += map(self._withdrawal, there, gone)
        return made

    def _withdrawal(
        self, there: Sequence[FoundPassage], gone: Sequence[FoundPassage]
    ) -> retrieval.Withdrawal:
        before, after = ([self._id(one.passage) for one in found] for found in (there, gone))
        return retrieval.Withdrawal(_best(there), _best(gone), before == after)

    def _by_answers(self) -> dict[tuple[str, ...], list[Question]]:
        document = {text.id: _document(text) for text in self.measured.passages}
        groups: dict[tuple[str, ...], list[Question]] = {}
        for one in self.measured.queries:
            answers = {document[id] for id in self.measured.gains[one.id]}
            groups.setdefault(tuple(sorted(answers)), []).append(one)
        return groups

    def _found(self, one: Question) -> tuple[FoundPassage, ...]:
        return find_passages(
            query_of_question(one),
            self.index,
            embed=self._embed,
            match_any=match_any,
            embedder=self.embedder.sha256,
            understands=self.embedder.understands,
            articles=_AT,
        )

    def _by_words(self, text: str) -> list[str]:
        match = match_any(stems(" ".join(search_words(text)), "en").split())
        return self._named(
            self.index.by_words(match, limit=_AT, scopes=frozenset(Scope), teams=frozenset())
        )

    def _by_vector(self, text: str) -> list[str]:
        return self._named(
            self.index.by_vector(
                self._vectors[text], limit=_LOOKED, scopes=frozenset(Scope), teams=frozenset()
            )[:_AT]
        )

    def _named(self, hits: Sequence[tuple[Passage, float]]) -> list[str]:
        return [self._id(passage) for passage, _ in hits]

    def _id(self, passage: Passage) -> str:
        return self._ids[passage.source_id, passage.start]

    def _embed(self, texts: Sequence[str]) -> list[bytes]:
        return [self._vectors[text] for text in texts]

    def _indexed(self) -> Iterator[IndexedDocument]:
        passages = [_passage(text, at) for at, text in enumerate(self.measured.passages)]
        texts = [embedding_text(passage) for passage in passages]
        vectors = dict(_in_batches(sorted(set(texts), key=len), self.embedder.passages, "passages"))
        parts: dict[str, list[IndexedPassage]] = {}
        for passage, text in zip(passages, texts, strict=True):
            words = (stems(passage.title, "en"), "", stems(passage.text, "en"))
            parts.setdefault(passage.source_id, []).append(
                IndexedPassage(passage, words, vectors[text])
            )
        for id, held in parts.items():
            title, text, scope = held[0].passage.title, held[0].passage.text, held[0].passage.scope
            document = SourceDocument(
                id, SourceKind.ARTICLE, RedactedText(title), text, scope=scope
            )
            yield IndexedDocument(document, "", "", "", self.embedder.sha256, tuple(held))


def _best(found: Sequence[FoundPassage]) -> float:
    return found[0].score if found else 0.0


def query_of_question(one: Question) -> Query:
    """By the same code as that of a ticket's thread."""
    turns = [
        Turn(Role.AGENT if said.role in _AGENTS else Role.CUSTOMER, RedactedText(said.text))
        for said in one.history
    ]
    return query_of_turns([*turns, Turn(Role.CUSTOMER, RedactedText(one.text))])


def _in_batches(
    texts: Sequence[str], embed: Callable[[Sequence[str]], list[bytes]], what: str
) -> Iterator[tuple[str, bytes]]:
    with tqdm(total=len(texts), desc=what, leave=False, disable=None) as shown:
        for at in range(0, len(texts), _BATCH):
            batch = texts[at : at + _BATCH]
            yield from zip(batch, embed(batch), strict=True)
            shown.update(len(batch))


def _passage(text: Text, at: int) -> Passage:
    return Passage(
        0,
        _document(text),
        SourceKind.ARTICLE,
        text.title,
        "",
        RedactedText(text.text),
        at,  # its place in the file, by which it is known again
        at + len(text.text),
        text.scope,
    )


def _document(text: Text) -> str:
    return text.document or text.id


def _old_to_new(one: Question) -> str:
    return "\n".join([*(said.text for said in one.history), one.text])


def _new_to_old(one: Question) -> str:
    return "\n".join([one.text, *(said.text for said in reversed(one.history))])


def _embedded(one: Question) -> tuple[str, ...]:
    query = query_of_question(one)
    ours = (query.history, query.last, query.opening)
    return (one.text, _old_to_new(one), _new_to_old(one), *ours)
