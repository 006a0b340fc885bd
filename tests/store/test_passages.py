"""The index: replaced per source, found by words and by meaning, within scopes, teams and kinds."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copilot.errors import Bug
from copilot.knowledge.vectors import cosine
from copilot.records import Scope, SourceKind
from copilot.store.connection import Connection
from copilot.store.passage_words import match_any
from copilot.store.passages import IndexedSource, Passages
from copilot.store.store import Store
from tests.store.records_for_tests import document, indexed, passage, vector

BOTH = frozenset(Scope)
PUBLIC = frozenset({Scope.PUBLIC})
NOBODY = frozenset()
SOLVED = frozenset({SourceKind.SOLVED_TICKET})
INSIDE = {"kind": SourceKind.SOLVED_TICKET, "scope": Scope.INTERNAL, "title": "Café leak"}


@pytest.fixture
def index(store: Store) -> Passages:
    index = Passages(store)
    index.replace(
        [
            indexed(
                document(),
                passage("Tighten the cartridge by hand."),
                passage("Order a new seal online."),
                vectors=[vector(1, 0, 0), vector(0, 1, 0)],
            ),
            indexed(
                document("ticket:rt:3", language="fr", **INSIDE),
                passage(
                    "The cartridge was cracked; we sent one.", heading="", language="fr", **INSIDE
                ),
                vectors=[vector(0.9, 0.1, 0)],
                folder="Solved tickets",
                fingerprint="f2",
            ),
        ]
    )
    return index


def texts(found) -> list[str]:
    return [one.text for one, _ in found]


def words(index, *asked: str, scopes=BOTH, teams=NOBODY, kinds=None, limit=10, prefix=False):
    match = match_any(asked, prefix=prefix)
    return index.by_words(match, limit=limit, scopes=scopes, teams=teams, kinds=kinds)


def meaning(index, *near: float, scopes=BOTH, teams=NOBODY, kinds=None, limit=9, embedder=""):
    return index.by_vector(
        vector(*near), limit=limit, scopes=scopes, teams=teams, kinds=kinds, embedder=embedder
    )


# --- what is in it


def test_sources_tell_what_they_were_made_from(index: Passages):
    article, solved = (
        IndexedSource(
            "filters.md",
            "help",
            "1:10",
            "f1",
            "minilm",
            SourceKind.ARTICLE,
            "Filters",
            Scope.PUBLIC,
            "",
            2,
        ),
        IndexedSource(
            "ticket:rt:3",
            "Solved tickets",
            "1:10",
            "f2",
            "minilm",
            SourceKind.SOLVED_TICKET,
            "Café leak",
            Scope.INTERNAL,
            "",
            1,
        ),
    )
    assert index.sources() == (article, solved)
    assert index.sources("help") == (article,)
    assert index.sources("elsewhere") == ()
    assert index.source_text("filters.md") == document().text
    assert index.source_text("other.md") is None
    assert index.languages() == {"en": 2, "fr": 1}


def test_a_file_that_was_only_touched_gets_its_stamp(index: Passages):
    index.restamp({"filters.md": "2:10", "gone.md": "3:10"})
    assert [one.stamp for one in index.sources()] == ["2:10", "1:10"]
    assert texts(words(index, "seal")) == ["Order a new seal online."]


def test_passages_come_back_as_they_were(index: Passages):
    about = {"scope": Scope.INTERNAL, "team": "billing", "language": "de"}
    written = passage(
        "Gutschrift buchen",
        source_id="credit.md",
        valid_from=date(2026, 1, 2),
        valid_until=date(2026, 12, 31),
        **about,
    )
    index.replace([indexed(document("credit.md", **about), written)])
    ((found, _),) = words(index, "gutschrift", teams={"billing"})
    assert found == replace(written, id=found.id)
    assert index.get([999, found.id]) == (found,)
    assert index.get([]) == ()


# --- by words


def test_words_rank_and_obey_scope_kind_and_limit(index: Passages):
    found = words(index, "cartridge", "hand")
    assert texts(found)[0] == "Tighten the cartridge by hand."
    assert [score for _, score in found] == sorted((s for _, s in found), reverse=True)
    assert found[0][1] > 0
    assert texts(words(index, "cartridge", scopes=PUBLIC)) == ["Tighten the cartridge by hand."]
    assert texts(words(index, "cartridge", kinds=SOLVED)) == [
        "The cartridge was cracked; we sent one."
    ]
    assert words(index, "cartridge", scopes=PUBLIC, kinds=SOLVED) == ()
    assert words(index, "cartridge", scopes=frozenset()) == ()
    assert len(words(index, "cartridge", limit=1)) == 1


def test_words_are_found_in_titles_without_accents_and_by_their_beginning(index: Passages):
    assert len(words(index, "CAFE")) == 1
    assert words(index, "cart") == ()
    assert len(words(index, "cart", prefix=True)) == 2


def test_search_words_are_found_and_not_the_text(store: Store):
    index = Passages(store)
    stemmed = indexed(document(), passage("Running shoes", title="Shoes", heading=""))
    (one,) = stemmed.passages
    index.replace([replace(stemmed, passages=(replace(one, words=("shoe", "", "run shoe")),))])
    assert texts(words(index, "run")) == ["Running shoes"]
    assert words(index, "running") == ()


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
    index.counts([word])


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(asked=st.lists(st.text(max_size=12), max_size=4))
def test_no_text_breaks_the_search(index: Passages, asked: list[str]):
    assert "Order a new seal online." in texts(words(index, *asked, "seal"))
    assert index.counts(asked).keys() == set(asked)


def test_a_word_is_a_word_and_not_an_operator(index: Passages):
    assert match_any(["OR", 'say "hi"']) == '"OR" OR "say ""hi"""'
    assert match_any([]) == ""
    assert words(index) == ()


def test_counts_say_in_how_many_passages_a_word_stands(index: Passages):
    asked = ["cartridge", "Filters", "CAFÉ", "new-seal", "nowhere", "…"]
    assert index.counts(asked) == dict(zip(asked, [2, 2, 1, 1, 0, 0], strict=True))
    index.remove(["filters.md"])
    assert index.counts(["cartridge", "filters"]) == {"cartridge": 1, "filters": 0}
    index.replace([indexed(document("b.md"), passage("cartridge cartridge"))])
    assert index.counts(["cartridge"]) == {"cartridge": 2}


# --- by meaning


def test_meaning_ranks_by_cosine_within_scope_and_kind(index: Passages):
    found = meaning(index, 2, 0, 0, limit=3)
    assert texts(found) == [
        "Tighten the cartridge by hand.",
        "The cartridge was cracked; we sent one.",
        "Order a new seal online.",
    ]
    assert [score for _, score in found] == pytest.approx([1.0, 0.9939, 0.0], abs=1e-3)
    assert len(meaning(index, 2, 0, 0, limit=1)) == 1
    assert len(meaning(index, 2, 0, 0, scopes=PUBLIC)) == 2
    assert len(meaning(index, 2, 0, 0, kinds=SOLVED)) == 1
    assert meaning(index, 2, 0, 0, scopes=frozenset()) == ()


def test_a_passage_can_wait_for_its_vector(index: Passages):
    index.replace([indexed(document("later.md"), passage("Soak the seal."))])
    assert "Soak the seal." in texts(words(index, "soak"))
    assert "Soak the seal." not in texts(meaning(index, 0, 1))
    (waiting,) = index.to_embed("minilm", 10)
    index.add_vectors("minilm", {waiting.id: vector(0, 1)})
    assert "Soak the seal." in texts(meaning(index, 0, 1))


def test_a_vector_of_another_size_is_refused_and_nothing_written(index: Passages):
    new = indexed(document("a.md"), passage("Soak the seal."), vectors=[b"\0" * 12])
    with pytest.raises(Bug):
        index.replace([indexed(document("b.md"), passage("Soak it.")), new])
    assert words(index, "soak") == ()
    assert [one.id for one in index.sources()] == ["filters.md", "ticket:rt:3"]


# --- teams


@pytest.fixture
def teams(store: Store) -> Passages:
    """60 passages of a team, near to everything, before one that is for all."""
    index = Passages(store)
    secret = {"scope": Scope.INTERNAL, "team": "billing"}
    near = [passage("refund refund refund", **secret) for _ in range(60)]
    index.replace(
        [
            indexed(document("secret.md", **secret), *near, vectors=[vector(1, 0)] * 60),
            indexed(document("open.md"), passage("One refund."), vectors=[vector(0.1, 1)]),
            indexed(
                document("other.md", scope=Scope.INTERNAL, team="returns"),
                passage("refund return", scope=Scope.INTERNAL, team="returns"),
                vectors=[vector(1, 0)],
            ),
        ]
    )
    return index


SEARCHES: dict[str, Callable[..., object]] = {
    "words": lambda index, **who: words(index, "refund", limit=5, **who),
    "meaning": lambda index, **who: meaning(index, 1, 0, limit=5, **who),
}


@pytest.mark.parametrize("search", SEARCHES.values(), ids=SEARCHES.keys())
def test_a_team_keeps_its_passages_whatever_their_rank(teams: Passages, search):
    assert texts(search(teams)) == ["One refund."]
    assert {one.team for one, _ in search(teams, teams={"billing"})} == {"billing"}
    assert len(search(teams, teams={"billing"})) == 5
    assert {one.team for one, _ in search(teams, teams={"returns"})} == {"returns", ""}
    assert texts(search(teams, teams={"billing", "returns"}, scopes=PUBLIC)) == ["One refund."]
    assert texts(search(teams, teams={""})) == ["One refund."]


@pytest.mark.parametrize("search", SEARCHES.values(), ids=SEARCHES.keys())
def test_a_document_can_change_its_team(teams: Passages, search):
    teams.replace([indexed(document("other.md"), passage("refund return"), vectors=[vector(1, 0)])])
    assert set(texts(search(teams))) == {"refund return", "One refund."}


# --- changes


def test_replacing_a_source_leaves_nothing_of_the_old_one(index: Passages):
    before = {one.id for one, _ in words(index, "cartridge", "seal")}
    index.replace(
        [
            indexed(
                document(text="New"),
                passage("Use a wrench."),
                vectors=[vector(0, 0, 1)],
                embedder="bge",
            )
        ]
    )
    assert words(index, "seal") == ()
    assert texts(words(index, "cartridge")) == ["The cartridge was cracked; we sent one."]
    assert index.source_text("filters.md") == "New"
    ((found, _),) = words(index, "wrench")
    assert found.id not in before
    assert [source.embedder for source in index.sources()] == ["bge", "minilm"]
    assert texts(meaning(index, 1, 0, 0, embedder="minilm")) == [
        "The cartridge was cracked; we sent one."
    ]


def test_of_two_documents_with_one_id_the_last_counts(store: Store):
    index = Passages(store)
    index.replace([indexed(document(), passage("first")), indexed(document(), passage("second"))])
    assert len(index.sources()) == 1
    assert (len(words(index, "first")), len(words(index, "second"))) == (0, 1)


def test_removing_sources_removes_their_passages(index: Passages):
    index.remove(["filters.md", "unknown.md"])
    assert [source.id for source in index.sources()] == ["ticket:rt:3"]
    assert words(index, "seal") == ()
    assert len(meaning(index, 1, 0, 0)) == 1


def rows(db: Connection) -> dict[str, int]:
    """How many rows each table of the index has."""
    tables = ("passages", "passage_words", "passage_vectors", "passage_codes", "code_samples")
    return {
        name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608
        for name in tables
    }


def test_nothing_is_left_in_any_table(store: Store):
    index = Passages(store)
    index.replace([indexed(document(), *[passage("a seal")] * 40, vectors=[vector(1, 0, -1)] * 40)])
    full = store.read(rows)
    assert min(full.values()) > 0
    index.remove(["filters.md"])
    assert store.read(rows) == dict.fromkeys(full, 0)


def test_the_word_index_agrees_with_the_passages(index: Passages, store: Store):
    index.remove(["filters.md"])
    check = "INSERT INTO passages_fts (passages_fts, rank) VALUES ('integrity-check', 1)"
    store.write(lambda db: db.execute(check))


def test_a_failure_in_the_middle_keeps_the_former_state(index: Passages, direct: Connection):
    direct.execute(
        "CREATE TRIGGER full BEFORE INSERT ON passage_vectors WHEN NEW.id & 0xFF = 6 "
        "BEGIN SELECT RAISE(ABORT, 'disk full'); END"
    )
    before = (index.sources(), words(index, "cartridge", "seal"), meaning(index, 1, 0))
    new = indexed(document(), *[passage("A wrench.")] * 9, vectors=[vector(1, 0)] * 9)
    with pytest.raises(Bug, match="disk full"):
        index.replace([new])
    assert (index.sources(), words(index, "cartridge", "seal"), meaning(index, 1, 0)) == before
    assert words(index, "wrench") == ()


# --- the short way to the nearest


def cloud(seed: int, count: int) -> list[bytes]:
    """Unit vectors in some twenty heaps, as texts on some twenty matters make them."""
    chance = random.Random(seed)  # noqa: S311
    middles = [[chance.gauss(0, 1) for _ in range(384)] for _ in range(20)]
    made = []
    for _ in range(count):
        middle = chance.choice(middles)
        numbers = [number + chance.gauss(0, 0.8) for number in middle]
        length = sum(number * number for number in numbers) ** 0.5
        made.append(vector(*(number / length for number in numbers)))
    return made


def test_the_nearest_are_those_of_an_exact_comparison(store: Store):
    index = Passages(store)
    vectors = cloud(7, 4000)
    one = {"scope": Scope.INTERNAL, "team": "billing"}
    index.replace(
        [
            indexed(document("a.md"), *[passage("a")] * 2500, vectors=vectors[:2500]),
            indexed(document("b.md", **one), *[passage("b", **one)] * 1500, vectors=vectors[2500:]),
        ]
    )
    found = wanted = 0
    for asked in vectors[::400]:
        exact = sorted(range(1, 2501), key=lambda id: -cosine(asked, vectors[id - 1]))[:10]
        near = index.by_vector(asked, limit=10, scopes=BOTH, teams=NOBODY)
        found += len({passage.id for passage, _ in near} & set(exact))
        wanted += 10
        for passage_, score in near:
            assert score == pytest.approx(cosine(asked, vectors[passage_.id - 1]), abs=0.005)
    assert found / wanted >= 0.98
