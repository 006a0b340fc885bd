"""eval retrieval over a real index, with an embedder of shared words."""

from contextlib import closing

import pytest

from copilot.app.benches.retrieval import Bench, query_of_question
from copilot.evals import retrieval
from copilot.evals.retrieval_files import Measured, Question, Said, Text
from copilot.knowledge.keeping import Embedder
from copilot.records import Role
from copilot.store.passages import Passages
from copilot.store.store import Store
from tests.fakes.word_embedder import embed_words

MEASURED = Measured(
    (
        Text("zip", "The zip of a tent is repaired in two weeks.", "Tents", document="tents"),
        Text("poles", "Broken poles are sent by mail.", "Tents", document="tents"),
        Text("lamp", "The lamp glows red while it charges."),
    ),
    (
        Question("q1", "how long is the repair", (Said("user", "the zip of my tent is torn"),)),
        Question("q2", "why does my lamp glow red while it charges"),
    ),
    {"q1": {"zip": 1.0}, "q2": {"lamp": 1.0}},
)


@pytest.fixture
def bench():
    files = Embedder("e" * 64, "words", ("en",), embed_words, embed_words)
    with closing(Store.transient()) as store:
        yield Bench(MEASURED, Passages(store), files)


def test_every_ranking_is_measured_and_names_passages_of_the_file(bench):
    report = retrieval.measure(MEASURED, bench.rankings())
    names = [one.name for one in report.rankings]
    assert names[-1] == retrieval.SHIPPED
    assert len(names) == len(report.versus) + 1
    assert report.rankings[-1].ndcg_at_10.value == 1.0


def test_without_its_document_a_question_scores_less_and_the_index_is_whole_again(bench):
    before = {one.id for one in bench.index.sources()}
    asked = bench.withdrawals()
    assert all(one.there > one.gone and not one.unchanged for one in asked)
    assert len(asked) == len(MEASURED.queries)
    assert {one.id for one in bench.index.sources()} == before == {"tents", "lamp"}


def test_history_goes_the_way_of_a_ticket():
    said = (Said("user", "torn"), Said("assistant", "which"), Said("agent", "one"))
    query = query_of_question(Question("q", "the zip", said))
    assert [turn.role for turn in query.turns] == [
        Role.CUSTOMER,
        Role.AGENT,
        Role.AGENT,
        Role.CUSTOMER,
    ]
    assert query.opening == "torn"
