"""From files to passages to evidence, with a real index."""

from pathlib import Path

import pytest

from copilot.knowledge.naming import names_of
from copilot.knowledge.query import query_of_text
from copilot.knowledge.sentences import SentenceFinder, Wanted, Words
from copilot.knowledge.splitting import sentence_spans
from copilot.records import RedactedText, Scope
from tests.fakes.word_embedder import embed_words
from tests.knowledge.shelved import shelved


@pytest.fixture
def articles(tmp_path):
    (tmp_path / "refunds.md").write_text("# Refunds\n\nA refund to a card arrives in 5 days.\n")
    (tmp_path / "old.md").write_text(
        "---\ntitle: Old refunds\nvalid_until: 2021-01-01\n---\n"
        "A refund to a card arrives in 9 days.\n"
    )
    (tmp_path / "secret.md").write_text(
        "---\nscope: internal\n---\nGoodwill refund up to 20 EUR to a card.\n"
    )
    (tmp_path / "team.md").write_text(
        "---\nteam: billing\n---\nCard refund code of the team: 77.\n"
    )
    return tmp_path


def wanted(ask, language="en"):
    words = Words(ask, ask)
    return Wanted(words, words, names_of(ask), language)


def asked(text):
    return query_of_text(RedactedText(text))


def names(found):
    return [Path(one.passage.source_id).name for one in found]


def test_scope_is_filtered_and_old_articles_rank_below(articles):
    with shelved(articles, scopes=frozenset({Scope.PUBLIC})) as find:
        found = find(asked("When does the refund to my card arrive?"))
    assert names(found) == ["refunds.md", "old.md"]
    assert found[0].why.startswith("words: ")
    assert all(0 <= one.score <= 1 for one in found)


def test_what_belongs_to_a_team_is_found_by_that_team_alone(articles):
    for teams, there in ((frozenset(), False), ({"sales"}, False), ({"billing"}, True)):
        with shelved(articles, teams=teams) as find:
            found = find(asked("card refund code of the team"))
        assert ("team.md" in names(found)) is there


def test_evidence_is_the_closest_sentence_or_none(articles):
    with shelved(articles) as find:
        passages = find(asked("refund card arrives"))
    finder = SentenceFinder(embed_words)
    best = finder.find(wanted("When does a refund to a card arrive?"), passages)[0]
    assert best.passage.text[best.start : best.end] == "A refund to a card arrives in 5 days."
    assert finder.find(wanted("Do you repair bicycles?"), passages) == ()


def test_a_sentence_about_another_code_is_no_evidence(tmp_path):
    (tmp_path / "c.md").write_text(
        "| Code | Do |\n|---|---|\n| E2 | stove no spark |\n| E4 | stove too hot |\n"
    )
    with shelved(tmp_path) as find:
        passages = find(asked("stove E4"))
    found = SentenceFinder(embed_words).find(wanted("stove shows E4"), passages, at_least=0.2)
    assert [one.passage.text[one.start : one.end] for one in found] == ["| E4 | stove too hot |"]


def test_sentences_know_short_forms_dates_and_items():
    text = "# Head\n\nWe refund, e.g. By card. Am 3. Mai kam es.\n- first item. Second.\n"
    assert [text[a:b] for a, b in sentence_spans(text)] == [
        "We refund, e.g. By card.",
        "Am 3. Mai kam es.",
        "first item.",
        "Second.",
    ]
