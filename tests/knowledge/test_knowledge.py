"""From files to passages to evidence, with an index in memory."""

from datetime import date
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.errors import Cancelled
from copilot.knowledge.cutting import MOST, cut
from copilot.knowledge.indexing import update_index
from copilot.knowledge.naming import names_of
from copilot.knowledge.query import query_of_text
from copilot.knowledge.search import find_passages
from copilot.knowledge.sentences import SentenceFinder, Wanted, Words
from copilot.knowledge.sources import is_out_of_date, read_articles
from copilot.knowledge.splitting import sentence_spans
from copilot.records import RedactedText, Scope, SourceDocument, SourceKind
from tests.fakes.passages import MemoryPassages, match_any
from tests.fakes.word_embedder import embed_words

TODAY = date(2026, 11, 21)
BLOCKS = (
    "# Head",
    "## Sub",
    "- one item here\n- two",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "Text. More.",
)


@pytest.fixture
def articles(tmp_path):
    (tmp_path / "refunds.md").write_text("# Refunds\n\nA refund to a card arrives in 5 days.\n")
    (tmp_path / "old.md").write_text(
        "---\ntitle: Old refunds\nvalid_until: 2021-01-01\n---\n"
        "A refund to a card arrives in 9 days.\n"
    )
    (tmp_path / "secret.md").write_text(
        "---\nscope: internal\n---\nGoodwill refund up to 20 EUR.\n"
    )
    (tmp_path / "empty.md").write_text("")
    (tmp_path / "bad.md").write_bytes(b"caf\xe9")
    (tmp_path / "typo.md").write_text("---\nscope: intern\n---\nSecret words.\n")
    return tmp_path


def wanted(ask, language="en"):
    words = Words(ask, ask)
    return Wanted(words, words, names_of(ask), language)


def index(folder, store, **more):
    reading = read_articles(folder, today=TODAY)
    return update_index(
        reading, store, redact=lambda texts: texts, embed=embed_words, embedder="words", **more
    )


def test_what_cannot_be_read_is_listed_and_the_rest_goes_on(articles):
    report = index(articles, MemoryPassages())
    assert report.read == 3
    assert {p.id: p.reason.split(";")[0] for p in report.problems} == {
        "empty.md": "is empty",
        "bad.md": "is not UTF-8",
        "typo.md": 'has the scope "intern"',
    }


def test_only_what_changed_is_read_again_and_what_vanished_goes(articles):
    store = MemoryPassages()
    index(articles, store)
    (articles / "refunds.md").write_text("# Refunds\n\nA refund arrives in 4 days now.\n")
    (articles / "old.md").unlink()
    report = index(articles, store)
    assert (report.read, report.unchanged, report.removed) == (1, 1, 1)
    assert set(store.rows) == {"refunds.md", "secret.md"}


def test_a_stop_keeps_what_was_read(articles):
    store, stop = MemoryPassages(), Event()
    with pytest.raises(Cancelled):
        index(articles, store, stop=stop, on_progress=lambda done, of: stop.set())
    assert len(store.rows) == 1


def test_placeholders_of_documents_become_nobodys(tmp_path):
    (tmp_path / "a.md").write_text("Write to [[EMAIL_1]] for help.\n")
    store = MemoryPassages()
    index(tmp_path, store)
    assert [p.text for p, _ in store.kept.values()] == ["Write to [email] for help."]


def test_scope_is_filtered_and_old_articles_rank_below(articles):
    store = MemoryPassages()
    index(articles, store)
    found = find_passages(
        query_of_text(RedactedText("When does the refund to my card arrive?")),
        store,
        embed=embed_words,
        match_any=match_any,
        scopes=frozenset({Scope.PUBLIC}),
    )
    assert [one.passage.source_id for one in found] == ["refunds.md", "old.md"]
    assert is_out_of_date(found[1].passage.title)
    assert found[0].why.startswith("words: ")
    assert all(0 <= one.score <= 1 for one in found)


def test_evidence_is_the_closest_sentence_or_none(articles):
    store = MemoryPassages()
    index(articles, store)
    query = query_of_text(RedactedText("refund card arrives"))
    passages = find_passages(query, store, embed=embed_words, match_any=match_any)
    finder = SentenceFinder(embed_words)
    best = finder.find(wanted("When does a refund to a card arrive?"), passages)[0]
    assert best.passage.text[best.start : best.end] == "A refund to a card arrives in 5 days."
    assert finder.find(wanted("Do you repair bicycles?"), passages) == ()


def test_a_sentence_about_another_code_is_no_evidence(tmp_path):
    (tmp_path / "c.md").write_text(
        "| Code | Do |\n|---|---|\n| E2 | stove no spark |\n| E4 | stove too hot |\n"
    )
    store = MemoryPassages()
    index(tmp_path, store)
    query = query_of_text(RedactedText("stove E4"))
    passages = find_passages(query, store, embed=embed_words, match_any=match_any)
    found = SentenceFinder(embed_words).find(wanted("stove shows E4"), passages, at_least=0.2)
    assert [one.passage.text[one.start : one.end] for one in found] == ["| E4 | stove too hot |"]


@given(st.lists(st.sampled_from((*BLOCKS, "word " * 300, "A sentence here. " * 90)), max_size=8))
def test_passages_are_stretches_in_order_that_lose_no_words(blocks):
    text = "\n\n".join(blocks)
    document = SourceDocument("d", SourceKind.ARTICLE, RedactedText("T"), RedactedText(text))
    passages = cut(document)
    ends = 0
    for passage in passages:
        assert passage.text == text[passage.start : passage.end]
        assert passage.start >= ends
        assert len(passage.text.split()) <= MOST + 40  # headings between small sections
        ends = passage.end
    kept = " ".join(p.text for p in passages).split()
    for word in ("item", "sentence", "word", "1"):
        assert kept.count(word) == text.split().count(word)


def test_sentences_know_short_forms_dates_and_items():
    text = "# Head\n\nWe refund, e.g. By card. Am 3. Mai kam es.\n- first item. Second.\n"
    assert [text[a:b] for a, b in sentence_spans(text)] == [
        "We refund, e.g. By card.",
        "Am 3. Mai kam es.",
        "first item.",
        "Second.",
    ]
