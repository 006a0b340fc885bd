"""The index: replaced per source, found by words and by meaning, within scopes and kinds."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copilot.records import Scope, SourceKind
from copilot.store.passages import IndexedSource, Passages, match_any
from copilot.store.store import Store
from tests.store.records_for_tests import document, passage, vector

BOTH = frozenset(Scope)
PUBLIC = frozenset({Scope.PUBLIC})


@pytest.fixture
def index(store: Store) -> Passages:
    index = Passages(store)
    index.replace_source(
        document(),
        fingerprint="f1",
        embedder="minilm",
        passages=[passage("Tighten the cartridge by hand."), passage("Order a new seal online.")],
        vectors=[vector(1, 0, 0), vector(0, 1, 0)],
    )
    inside = {"kind": SourceKind.SOLVED_TICKET, "scope": Scope.INTERNAL, "title": "Café leak"}
    index.replace_source(
        document("ticket:rt:3", **inside),
        fingerprint="f2",
        embedder="minilm",
        passages=[passage("The cartridge was cracked; we sent one.", heading="", **inside)],
        vectors=[vector(0.9, 0.1, 0)],
    )
    return index


def texts(found) -> list[str]:
    return [one.text for one, _ in found]


def words(index: Passages, *asked: str, scopes=BOTH, kinds=None, limit=10, prefix=False):
    match = match_any(asked, prefix=prefix)
    return index.by_words(match, limit=limit, scopes=scopes, kinds=kinds)


def test_sources_tell_what_they_were_made_from(index: Passages):
    assert index.sources() == (
        IndexedSource("filters.md", "f1", "minilm", SourceKind.ARTICLE, "Filters", Scope.PUBLIC, 2),
        IndexedSource(
            "ticket:rt:3",
            "f2",
            "minilm",
            SourceKind.SOLVED_TICKET,
            "Café leak",
            Scope.INTERNAL,
            1,
        ),
    )
    assert index.source_text("filters.md") == document().text
    assert index.source_text("other.md") is None


def test_passages_come_back_as_they_were(index: Passages):
    ((found, _),) = words(index, "seal")
    written = passage("Order a new seal online.", id=found.id)
    assert found == written
    assert index.get([999, found.id]) == (written,)
    assert index.get([]) == ()


def test_words_rank_and_obey_scope_kind_and_limit(index: Passages):
    found = words(index, "cartridge", "hand")
    assert texts(found)[0] == "Tighten the cartridge by hand."
    assert [score for _, score in found] == sorted((s for _, s in found), reverse=True)
    assert found[0][1] > 0
    assert texts(words(index, "cartridge", scopes=PUBLIC)) == ["Tighten the cartridge by hand."]
    solved = frozenset({SourceKind.SOLVED_TICKET})
    assert texts(words(index, "cartridge", kinds=solved)) == [
        "The cartridge was cracked; we sent one."
    ]
    assert words(index, "cartridge", scopes=PUBLIC, kinds=solved) == ()
    assert words(index, "cartridge", scopes=frozenset()) == ()
    assert len(words(index, "cartridge", limit=1)) == 1


def test_words_are_found_in_titles_without_accents_and_by_their_beginning(index: Passages):
    assert len(words(index, "CAFE")) == 1
    assert words(index, "cart") == ()
    assert len(words(index, "cart", prefix=True)) == 2


NASTY = [
    '"',
    '""" OR',
    "a AND",
    "NEAR(",
    "title:x",
    "*",
    "-",
    "a*b",
    "x'y",
    "\0",
    "a\0b",
    "(",
    "^a",
]


@pytest.mark.parametrize("word", NASTY)
def test_no_word_breaks_the_search(index: Passages, word: str):
    assert words(index, word, "seal", prefix=True)
    words(index, word)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(asked=st.lists(st.text(max_size=12), max_size=4))
def test_no_text_breaks_the_search(index: Passages, asked: list[str]):
    assert "Order a new seal online." in texts(words(index, *asked, "seal"))


def test_a_word_is_a_word_and_not_an_operator(index: Passages):
    assert match_any(["OR", 'say "hi"']) == '"OR" OR "say ""hi"""'
    assert match_any([]) == ""
    assert words(index) == ()


def test_meaning_ranks_by_cosine_within_scope_and_kind(index: Passages):
    found = index.by_vector(vector(2, 0, 0), limit=3, scopes=BOTH)
    assert texts(found) == [
        "Tighten the cartridge by hand.",
        "The cartridge was cracked; we sent one.",
        "Order a new seal online.",
    ]
    assert [score for _, score in found] == pytest.approx([1.0, 0.9939, 0.0], abs=1e-3)
    assert len(index.by_vector(vector(2, 0, 0), limit=1, scopes=BOTH)) == 1
    assert len(index.by_vector(vector(2, 0, 0), limit=9, scopes=PUBLIC)) == 2
    solved = frozenset({SourceKind.SOLVED_TICKET})
    assert len(index.by_vector(vector(2, 0, 0), limit=9, scopes=BOTH, kinds=solved)) == 1


def test_replacing_a_source_leaves_nothing_of_the_old_one(index: Passages):
    before = {one.id for one, _ in words(index, "cartridge", "seal")}
    index.replace_source(
        document(text="New"),
        fingerprint="f3",
        embedder="bge",
        passages=[passage("Use a wrench.")],
        vectors=[vector(0, 0, 1)],
    )
    assert words(index, "seal") == ()
    assert texts(words(index, "cartridge")) == ["The cartridge was cracked; we sent one."]
    assert index.source_text("filters.md") == "New"
    ((found, _),) = words(index, "wrench")
    assert found.id not in before
    assert [source.embedder for source in index.sources()] == ["bge", "minilm"]
    assert len(index.by_vector(vector(1, 0, 0), limit=9, scopes=BOTH)) == 2


def test_removing_a_source_removes_its_passages(index: Passages):
    index.remove_source("filters.md")
    index.remove_source("filters.md")
    assert [source.id for source in index.sources()] == ["ticket:rt:3"]
    assert words(index, "seal") == ()
    assert len(index.by_vector(vector(1, 0, 0), limit=9, scopes=BOTH)) == 1


def test_the_word_index_agrees_with_the_passages(index: Passages, store: Store):
    index.remove_source("filters.md")
    check = "INSERT INTO passages_fts (passages_fts, rank) VALUES ('integrity-check', 1)"
    store.write(lambda db: db.execute(check))


def test_a_vector_for_each_passage(index: Passages):
    with pytest.raises(ValueError, match="one vector"):
        index.replace_source(
            document(), fingerprint="", embedder="", passages=[passage("a")], vectors=[]
        )
    assert len(words(index, "seal")) == 1
