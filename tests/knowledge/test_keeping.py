"""The index stays in step with its sources: what is read, kept, let go of, and waited for."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from threading import Event, Thread

import pytest

from copilot.errors import BadInput, Cancelled
from copilot.knowledge import keeping
from copilot.knowledge.indexing import Pace
from copilot.knowledge.keeping import Embedder, Keeper, Source
from copilot.knowledge.query import query_of
from copilot.knowledge.reading.listing import Listed, Listing, RawDocument, Unreadable
from copilot.knowledge.search import query_vector
from copilot.records import (
    IndexProgress,
    Judgement,
    RedactedMessage,
    RedactedText,
    RedactedTicket,
    Role,
    Scope,
    SourceKind,
    Status,
    Visibility,
)
from copilot.store.knowledge import KnowledgeLog
from copilot.store.passages import Passages
from copilot.store.prepared import Prepared
from copilot.store.store import Store
from copilot.store.tickets import Tickets
from tests.fakes.word_embedder import embed_words
from tests.store.records_for_tests import START, ticket

NAME = "/articles"
DOCUMENT = RawDocument(
    id="",
    kind=SourceKind.ARTICLE,
    title="Refunds",
    text="",
    scope=Scope.PUBLIC,
    team="",
    changed=None,
    language="en",
    valid_from=None,
    valid_until=None,
    hidden=(),
)


@dataclass
class Shelf:
    """A source whose documents a test changes."""

    texts: dict[str, str] = field(default_factory=dict)
    hidden: dict[str, tuple[str, ...]] = field(default_factory=dict)
    stamps: dict[str, int] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)
    unreachable: bool = False
    name: str = NAME

    def put(self, id: str, text: str) -> None:
        self.texts[id] = text
        self.stamps[id] = self.stamps.get(id, 0) + 1

    def list(self, stop: Event | None = None) -> Listing:
        if self.unreachable:
            raise BadInput("The folder cannot be reached.")
        listed = tuple(
            Listed(id, str(self.stamps[id]), lambda id=id: self._one(id)) for id in self.texts
        )
        return Listing(self.name, SourceKind.ARTICLE, listed, ())

    def _one(self, id: str) -> RawDocument:
        self.read.append(id)
        if "\0" in self.texts[id]:
            raise Unreadable("is damaged")
        return replace(DOCUMENT, id=id, text=self.texts[id], hidden=self.hidden.get(id, ()))


@dataclass
class Place:
    """A keeper over a real store."""

    store: Store
    shelves: list[Shelf]
    embedded: list[str] = field(default_factory=list)
    sha256: str = "a" * 64

    def __post_init__(self) -> None:
        self.index, self.log = Passages(self.store), KnowledgeLog(self.store)

    def embedder(self, sha256: str) -> Embedder:
        def passages(texts: Sequence[str]) -> list[bytes]:
            self.embedded += texts
            return embed_words(texts)

        return Embedder(sha256, f"files {sha256[0]}", ("en",), passages, embed_words)

    def keeper(self, *sha256: str) -> Keeper:
        def sources() -> list[Source]:
            return [
                Source(shelf.name, SourceKind.ARTICLE, shelf.list, lambda texts, known: list(texts))
                for shelf in self.shelves
            ]

        embedders = [self.embedder(one) for one in (*sha256, self.sha256)[: len(sha256) or 1]]
        return Keeper(self.index, self.log, sources, embedders)

    def ids(self) -> set[str]:
        return {row.id for row in self.index.sources()}


@pytest.fixture
def shelf() -> Shelf:
    shelf = Shelf()
    shelf.put("a.md", "A refund takes five days.")
    shelf.put("b.md", "A parcel takes two days.")
    return shelf


@pytest.fixture
def place(shelf: Shelf) -> Iterator[Place]:
    store = Store.transient()
    yield Place(store, [shelf])
    store.close()


def test_what_is_unchanged_is_not_read_again(place: Place, shelf: Shelf) -> None:
    keeper = place.keeper()
    assert keeper.update().read == 2
    shelf.put("b.md", "A parcel takes three days.")
    shelf.read.clear()
    report = keeper.update()
    assert (report.read, report.unchanged, report.removed) == (1, 1, 0)
    assert shelf.read == ["b.md"]


def test_what_vanished_leaves_the_index(place: Place, shelf: Shelf) -> None:
    keeper = place.keeper()
    keeper.update()
    del shelf.texts["a.md"]
    assert keeper.update().removed == 1
    assert place.ids() == {"b.md"}


def test_a_touched_file_costs_no_embedding(place: Place, shelf: Shelf) -> None:
    keeper = place.keeper()
    keeper.update()
    shelf.put("a.md", shelf.texts["a.md"])
    place.embedded.clear()
    keeper.update()
    assert place.embedded == []
    shelf.read.clear()
    keeper.update()
    assert shelf.read == []


def test_a_passage_that_stayed_keeps_its_vector(place: Place, shelf: Shelf) -> None:
    long = "# One\n\n" + "The first chapter. " * 60 + "\n\n# Two\n\n" + "The second chapter. " * 60
    shelf.put("a.md", long)
    keeper = place.keeper()
    keeper.update()
    place.embedded.clear()
    shelf.put("a.md", long.replace("second", "last"))
    keeper.update()
    assert place.embedded
    assert not any("first chapter" in text for text in place.embedded)


def test_what_cannot_be_read_is_told_keeps_what_was_there_and_is_not_tried_again(
    place: Place, shelf: Shelf
) -> None:
    keeper = place.keeper()
    keeper.update()
    shelf.put("a.md", "\0")
    for _ in range(2):
        shelf.read.clear()
        report = keeper.update()
        assert [(one.id, one.reason) for one in report.problems] == [("a.md", "is damaged")]
        assert place.ids() == {"a.md", "b.md"}
    assert shelf.read == []
    assert [one.reason for one in place.log.problems()[NAME]] == ["is damaged"]


def test_hidden_text_is_told_as_long_as_the_file_stays(place: Place, shelf: Shelf) -> None:
    shelf.hidden["a.md"] = ("white text (3 places)",)
    keeper = place.keeper()
    for _ in range(2):
        (problem,) = keeper.update().problems
        assert not problem.left_out
        assert "white text (3 places)" in problem.reason
    shelf.hidden.clear()
    shelf.put("a.md", "A refund takes five days, surely.")
    assert keeper.update().problems == ()


def test_a_folder_that_cannot_be_reached_keeps_what_was_read_of_it(
    place: Place, shelf: Shelf
) -> None:
    keeper = place.keeper()
    keeper.update()
    shelf.unreachable = True
    (problem,) = keeper.update().problems
    assert problem.id == NAME
    assert place.ids() == {"a.md", "b.md"}


def test_a_source_that_is_no_more_is_let_go_of(place: Place) -> None:
    keeper = place.keeper()
    keeper.update()
    place.shelves.clear()
    keeper.update()
    assert place.ids() == set()


def test_a_stop_keeps_what_was_read_and_the_next_run_says_that_it_goes_on(
    place: Place, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("copilot.knowledge.indexing.BATCH", 1)
    stop, seen = Event(), []
    with pytest.raises(Cancelled):
        place.keeper().update(lambda now: now.done and stop.set(), stop)
    assert place.ids() == {"a.md"}
    report = place.keeper().update(seen.append)
    assert report.read == 1
    assert all(now.resumed for now in seen)
    place.keeper().update(seen.append)
    assert not seen[-1].resumed


def test_progress_counts_up_to_all_documents(place: Place) -> None:
    seen: list[IndexProgress] = []
    place.keeper().update(seen.append)
    assert [now.done for now in seen] == sorted(now.done for now in seen)
    assert (seen[-1].done, seen[-1].total) == (2, 2)
    assert seen[-1].seconds_left == 0


def test_rate_and_remaining_time_are_told_without_the_first_batch() -> None:
    times = iter([30.0, 31.0, 32.0])
    pace = Pace(10, clock=lambda: next(times))
    pace.skipped(2)
    pace.step(2, 50)
    assert (pace.now().passages_per_second, pace.now().seconds_left) == (0.0, None)
    pace.step(1, 40)
    pace.step(1, 20)
    assert pace.now() == IndexProgress(6, 10, 30.0, 4.0)


def test_a_search_waits_for_little_and_not_for_much(
    place: Place, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "FEW", 1)
    keeper = place.keeper()
    keeper.ready()
    assert place.ids() == set()
    del shelf.texts["b.md"]
    keeper.ready()
    assert place.ids() == {"a.md"}


def test_a_search_waits_for_the_rest_of_a_run_under_way(place: Place, shelf: Shelf) -> None:
    keeper, reading, go_on = place.keeper(), Event(), Event()
    read_one = shelf._one

    def slowly(id: str) -> RawDocument:
        reading.set()
        assert go_on.wait(10)
        return read_one(id)

    shelf._one = slowly  # type: ignore[method-assign]
    run = Thread(target=keeper.update)
    run.start()
    assert reading.wait(10)
    waiting = Thread(target=keeper.ready)
    waiting.start()
    assert place.ids() == set()
    go_on.set()
    waiting.join(10)
    assert not waiting.is_alive()
    assert place.ids() == {"a.md", "b.md"}
    run.join(10)


def test_waiting_ends_with_a_stop(place: Place, shelf: Shelf) -> None:
    keeper, reading, go_on, stop = place.keeper(), Event(), Event(), Event()
    read_one = shelf._one

    def slowly(id: str) -> RawDocument:
        reading.set()
        assert go_on.wait(10)
        return read_one(id)

    shelf._one = slowly  # type: ignore[method-assign]
    run = Thread(target=keeper.update)
    run.start()
    assert reading.wait(10)
    stop.set()
    with pytest.raises(Cancelled):
        keeper.ready(stop)
    go_on.set()
    run.join(10)


def test_another_embedder_makes_its_vectors_while_the_old_ones_serve(place: Place) -> None:
    old, new = place.sha256, "b" * 64
    place.keeper().update()
    keeper = place.keeper(new, old)
    served: list[str] = []
    passages = keeper.embedders[0].passages

    def watched(texts: Sequence[str]) -> list[bytes]:
        served.append(keeper.serving().sha256)
        return passages(texts)

    keeper.embedders = [replace(keeper.embedders[0], passages=watched), keeper.embedders[1]]
    assert keeper.share() == 0
    keeper.update()
    assert served == [old]
    assert keeper.serving().sha256 == new
    assert place.index.embedders() == {new: 2}


def asked(number: str, text: str) -> RedactedTicket:
    subject, nobody = RedactedText("A question"), RedactedText("")
    said = RedactedText(text)
    message = RedactedMessage("m1", Role.CUSTOMER, nobody, Visibility.PUBLIC, START, said)
    return RedactedTicket(ticket(number).key, subject, Status.OPEN, nobody, (message,), "en")


def reversed_words(texts: Sequence[str]) -> list[bytes]:
    """Another embedder: what it makes says nothing to the first one's vectors."""
    return [struct.pack("<384f", *struct.unpack("<384f", one)[::-1]) for one in embed_words(texts)]


def test_what_was_learnt_of_questions_is_embedded_anew_too(place: Place) -> None:
    old, new = place.sha256, "b" * 64
    place.keeper().update()
    Tickets(place.store).save([ticket("1"), ticket("2")])
    judged, forgotten = asked("1", "When does my refund arrive?"), asked("2", "A refund, when?")
    Prepared(place.store).save_redacted(judged, {}, version=ticket("1").version)
    for one in (judged, forgotten):
        vector = query_vector(query_of(one), embed_words)
        place.log.judge("a.md", "Refunds", Judgement.USED, vector, one.key, START)
    missed = RedactedText("Do you sell tents?")
    place.log.miss(missed, embed_words([missed])[0], judged.key, START)

    keeper = place.keeper(new, old)
    keeper.embedders = [replace(keeper.embedders[0], query=reversed_words), keeper.embedders[1]]
    keeper.update()

    here = query_vector(query_of(judged), reversed_words)
    [(source, what, alike)] = place.log.near(here, -1.0)  # the other ticket's text is not at hand
    assert (source, what, alike) == ("a.md", Judgement.USED, pytest.approx(1.0, abs=1e-6))
    assert [one.vector for one in place.log.misses()] == reversed_words([missed])


def test_a_run_over_what_is_unchanged_writes_its_begin_and_end_alone(
    place: Place, shelf: Shelf
) -> None:
    shelf.put("c.md", "\0")
    keeper = place.keeper()
    keeper.update()
    before = rows_written(place.store)
    report = keeper.update()
    assert report.problems  # kept from the first run
    assert rows_written(place.store) == before + 2


def rows_written(store: Store) -> int:
    return store.write(lambda db: db.total_changes)
