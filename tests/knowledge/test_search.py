"""The order of what is found: words and meaning, feedback, age, reranker, codes, repeats."""

from datetime import UTC, date, datetime
from functools import partial

import pytest

from copilot.knowledge.alike import distinct
from copilot.knowledge.fusing import fused
from copilot.knowledge.looking_up import look_up
from copilot.knowledge.query import query_of_text
from copilot.knowledge.search import find_passages
from copilot.knowledge.stemming import stems
from copilot.records import (
    FoundPassage,
    IndexedDocument,
    IndexedPassage,
    Passage,
    RedactedText,
    Scope,
    SourceDocument,
    SourceKind,
)
from copilot.store.passage_words import match_any
from copilot.store.passages import Passages
from copilot.store.store import Store
from tests.fakes.word_embedder import embed_words

TODAY = date(2026, 11, 21)


def passage(id, text, *, title="", kind=SourceKind.ARTICLE, **more):
    words = RedactedText(text)
    return Passage(0, id, kind, title, "", words, 0, len(text), Scope.PUBLIC, **more)


@pytest.fixture
def index():
    store = Store.transient()
    yield partial(filled, Passages(store))
    store.close()


def filled(store, *passages):
    for one in passages:
        words = (stems(one.title, one.language), "", stems(one.text, one.language))
        [vector] = embed_words([f"{one.title} {one.text}"])
        document = SourceDocument(one.source_id, one.kind, RedactedText(one.title), one.text)
        indexed = IndexedPassage(one, words, vector)
        store.replace([IndexedDocument(document, "", "", "", "words", (indexed,))])
    return store


def find(text, store, **more):
    return find_passages(
        query_of_text(RedactedText(text)),
        store,
        embed=embed_words,
        match_any=match_any,
        today=TODAY,
        **more,
    )


def ids(found):
    return [one.passage.source_id for one in found]


TENTS = (
    passage("poles", "The poles of a tent break in storm."),
    passage("pegs", "Pegs hold a tent in sand."),
    passage("lamp", "The lamp glows at night."),
)


@pytest.mark.parametrize("asked", ["aquapure 200 seal", "AquaPure-200 seal", "AquaPure200 seal"])
@pytest.mark.parametrize("told", ["AquaPure-200", "AquaPure 200", "AquaPure200"])
def test_a_model_is_found_however_it_is_written(index, asked, told):
    store = index(
        passage("other", "The AquaPure 300 has a seal."), passage("right", f"{told}: its seal.")
    )
    best = find(asked, store)[0]
    assert best.passage.source_id == "right"
    assert best.why.startswith("words: " if asked.islower() else "code: ")


def test_a_part_number_is_found_by_its_beginning(index):
    store = index(passage("part", "Order NL-4471B for the hose."), *TENTS)
    best = find("do you have NL-4471", store)[0]
    assert best.passage.source_id == "part"


def test_what_shares_no_word_says_so(index):
    found = find("lantern", index(*TENTS))
    assert {one.why for one in found} == {"meaning"}


@pytest.mark.parametrize("typed", ["Rückgabe", "Rückgaben", "Devolución", "devoluciones"])
def test_what_is_typed_is_looked_up_in_every_language(index, typed):
    german, spanish = "Die Rückgabe ist frei.", "La devolución es gratuita."
    store = index(
        passage("de", german, language="de"), passage("es", spanish, language="es"), *TENTS
    )
    found = look_up(typed, store, match_any=match_any, teams=frozenset())
    right = "de" if typed.startswith("R") else "es"
    assert ids(found) == [right]
    assert found[0].why == find(typed, store)[0].why == f"words: {typed}"


def test_kinds_are_capped_each(index):
    solved = [
        passage(f"s{n}", f"Tent {n} storm poles {n * 'x'}", kind=SourceKind.SOLVED_TICKET)
        for n in range(5)
    ]
    found = find("tent poles storm", index(*TENTS, *solved), articles=1, solved=2)
    kinds = sorted(one.passage.kind for one in found)
    assert kinds == [SourceKind.ARTICLE, SourceKind.SOLVED_TICKET, SourceKind.SOLVED_TICKET]


def test_feedback_moves_a_score_by_a_tenth_at_most_and_says_so(index):
    store = index(*TENTS)
    plain = {one.passage.source_id: one for one in find("tent", store)}
    for bonus, said in ((5.0, "used before"), (-5.0, "thrown out before")):
        moved = {
            one.passage.source_id: one
            for one in find("tent", store, bonus=lambda vector, b=bonus: {"pegs": b})
        }
        wanted = max(0.0, min(1.0, plain["pegs"].score + (0.1 if bonus > 0 else -0.1)))
        assert moved["pegs"].score == pytest.approx(wanted, abs=0.002)
        assert moved["pegs"].why.endswith(said)
        assert moved["lamp"] == plain["lamp"]


def test_what_is_out_of_force_ranks_below(index):
    text = "A refund takes 5 days."
    old = passage("old", text, title="Old", valid_until=date(2026, 11, 20))
    coming = passage("coming", text, title="New", valid_from=date(2026, 11, 22))
    holds = passage("holds", text, title="Now", valid_until=TODAY)
    assert ids(find("refund days", index(old, coming, holds)))[0] == "holds"


def test_age_breaks_ties_alone(index):
    text = "A refund takes 5 days."
    old = passage("old", f"{text} Ab", changed=datetime(2019, 1, 1, tzinfo=UTC))
    new = passage("new", f"{text} Cd", changed=datetime(2026, 1, 1, tzinfo=UTC))
    better = passage("better", f"{text} By card.", changed=datetime(2010, 1, 1, tzinfo=UTC))
    found = ids(find("refund days", index(old, new, better)))
    assert found.index("new") < found.index("old")
    assert ids(find("refund days card", index(old, new, better)))[0] == "better"


def test_the_reranker_decides_the_order_and_the_scores_stay(index):
    store = index(*TENTS)
    plain = find("tent", store)
    turned = find("tent", store, rerank=lambda query, texts: list(range(len(texts))))
    assert ids(turned) == ids(plain)[::-1]
    assert [one.score for one in turned] == [one.score for one in plain]


def test_repeats_are_left_out_but_not_under_another_title():
    text = "Press the button for ten seconds until the light is green, then let go."
    found = [
        FoundPassage(passage(id, text + end, title=title), 1.0, "")
        for id, end, title in (("a", "", "One"), ("b", " Done.", "One"), ("c", "", "Two"))
    ]
    assert [one.passage.source_id for one in distinct(found, 3)] == ["a", "c"]


def test_a_foreign_query_leans_on_words(index):
    store = index(passage("words", "wind"), passage("meaning", "moon"))
    [query] = embed_words(["moon"])
    near = store.by_vector(query, limit=2, scopes=frozenset(Scope), teams=frozenset())
    held = {each.source_id: each for each, _ in near}
    hits = ([(held["words"], 60.0)], [(held["meaning"], 0.1)])
    order = {
        meaning: [s.passage.source_id for s in fused(*hits, query, store, meaning=meaning)]
        for meaning in (1.0, 0.0)
    }
    assert order[0.0] == ["words", "meaning"]


def test_nothing_is_found_in_an_empty_index(index):
    assert find("tent", index()) == ()
