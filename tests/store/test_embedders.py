"""Vectors of several embedders side by side: the old ones serve until the new ones are complete."""

from __future__ import annotations

import pytest

from copilot.records import Scope
from copilot.store.passages import Passages
from copilot.store.store import Store
from tests.store.records_for_tests import document, indexed, passage, vector

BOTH = frozenset(Scope)
OLD, NEW = "old sha256", "new sha256"


@pytest.fixture
def index(store: Store) -> Passages:
    index = Passages(store)
    pieces = [passage(f"piece {number}") for number in range(5)]
    near = [vector(1, number) for number in range(5)]
    index.replace([indexed(document(), *pieces, vectors=near, embedder=OLD)])
    return index


def nearest(index: Passages, *near: float, embedder: str = "") -> str:
    found = index.by_vector(vector(*near), limit=1, scopes=BOTH, teams=set(), embedder=embedder)
    return found[0][0].text if found else ""


def test_the_old_one_serves_while_the_new_one_is_made(index: Passages):
    assert index.embedders() == {OLD: 5}
    first = index.to_embed(NEW, 2)
    assert [one.text for one in first] == ["piece 0", "piece 1"]
    index.add_vectors(NEW, {one.id: vector(0, 0, 1) for one in first})
    assert index.embedders() == {OLD: 5, NEW: 2}
    assert [one.text for one in index.to_embed(NEW, 9)] == ["piece 2", "piece 3", "piece 4"]
    assert index.to_embed(OLD, 9) == ()
    assert nearest(index, 1, 4, embedder=OLD) == nearest(index, 1, 4) == "piece 4"
    assert nearest(index, 0, 0, 1, embedder=NEW) == "piece 0"
    assert nearest(index, 1, embedder="never heard of") == ""


def test_then_the_old_ones_go(index: Passages):
    index.add_vectors(NEW, {one.id: vector(0, 0, 1, one.id) for one in index.to_embed(NEW, 9)})
    index.drop_vectors(keep=NEW)
    assert index.embedders() == {NEW: 5}
    assert nearest(index, 1, 4, embedder=OLD) == ""
    assert nearest(index, 0, 0, 1, 5) == "piece 4"
    assert [one.embedder for one in index.sources()] == [NEW]
    assert len(index.to_embed(OLD, 9)) == 5


def test_a_passage_that_is_gone_or_done_is_passed_over(index: Passages):
    waiting = {one.id: vector(0, 1) for one in index.to_embed(NEW, 9)}
    index.add_vectors(NEW, waiting)
    index.add_vectors(NEW, {**dict.fromkeys(waiting, vector(0, 0, 1)), 999: vector(1)})
    assert index.embedders() == {OLD: 5, NEW: 5}
    found = index.by_vector(vector(0, 1), limit=9, scopes=BOTH, teams=set(), embedder=NEW)
    assert [score for _, score in found] == pytest.approx([1.0] * 5)


def test_a_removed_source_takes_all_its_vectors_along(index: Passages):
    index.add_vectors(NEW, {one.id: vector(0, 1) for one in index.to_embed(NEW, 9)})
    index.remove(["filters.md"])
    assert index.embedders() == {}
    assert nearest(index, 0, 1, embedder=NEW) == nearest(index, 1) == ""


def test_vectors_and_cosines_are_given_by_passage(index: Passages):
    first, *_, last = (one.id for one in index.to_embed(NEW, 9))
    held = index.vectors([first, last, 999], embedder=OLD)
    assert set(held) == {first, last}
    close = index.cosines(vector(1, 4), [first, last, 999], embedder=OLD)
    assert close[last] == pytest.approx(1, abs=1e-4)
    assert close[first] < 0.5
    assert index.cosines(vector(1, 4), [first], embedder=NEW) == {}


def test_a_vector_that_was_read_is_kept_as_it_was(index: Passages):
    held = index.embedded("filters.md", OLD)
    pieces, vectors = zip(*held, strict=True)
    index.replace([indexed(document(), *pieces, vectors=list(vectors), embedder=OLD)])
    assert [vector for _, vector in index.embedded("filters.md", OLD)] == list(vectors)
