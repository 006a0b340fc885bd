"""The figures of eval retrieval, by hand, and its files with their mistakes."""

import math

import pytest

from copilot.errors import BadInput
from copilot.evals import retrieval
from copilot.evals.retrieval import Withdrawal
from copilot.evals.retrieval_files import Measured, Question, Text, read
from copilot.evals.retrieval_measures import mean, ndcg, recall, reciprocal_rank

PASSAGES = """{"id": "p1", "text": "one"}

{"id": "p2", "text": "two", "title": "T", "scope": "internal"}
"""
QUERIES = """{"id": "q1", "text": "one?", "history": [{"role": "user", "text": "hello"}]}
{"id": "q2", "text": "?"}
"""
JUDGEMENTS = "query-id\tcorpus-id\tscore\nq1\tp1\t1\nq2\tp2\t0\n"


@pytest.fixture
def files(tmp_path):
    def write(passages=PASSAGES, queries=QUERIES, judgements=JUDGEMENTS):
        paths = [tmp_path / name for name in ("p.jsonl", "q.jsonl", "r.tsv")]
        for path, text in zip(paths, (passages, queries, judgements), strict=True):
            path.write_text(text, "utf-8")
        return paths

    return write


def test_measures_by_hand():
    gains = {"a": 1.0, "b": 1.0}
    best = 1 + 1 / math.log2(3)
    assert ndcg(["a", "b"], gains) == 1
    assert ndcg(["x", "a"], gains) == pytest.approx((1 / math.log2(3)) / best)
    assert ndcg([], gains) == 0
    assert recall(["x", "a"], gains) == 0.5
    assert recall([*"klmnopqrst", "a"], gains) == 0
    assert reciprocal_rank(["x", "y", "b"], gains) == pytest.approx(1 / 3)


def test_more_gain_should_come_first():
    gains = {"a": 1.0, "b": 3.0}
    assert ndcg(["b", "a"], gains) == 1
    assert ndcg(["a", "b"], gains) < 1


def test_the_interval_holds_the_mean_and_is_the_same_each_time():
    values = [0.0, 1.0] * 50
    first = mean(values)
    assert first.low < first.value == 0.5 < first.high
    assert mean(values) == first


def test_files_are_read_and_queries_without_an_answer_left_out(files):
    found = read(*files())
    assert [one.id for one in found.passages] == ["p1", "p2"]
    assert [one.id for one in found.queries] == ["q1"]
    assert found.gains == {"q1": {"p1": 1.0}}


def test_files_of_any_system_are_read(files):
    told = PASSAGES.replace("}", ', "title": "one\u2028two\x85"}')
    found = read(
        *files(*(f"\ufeff{text}".replace("\n", "\r\n") for text in (told, QUERIES, JUDGEMENTS)))
    )
    assert {one.title for one in found.passages} == {"one\u2028two\x85"}
    assert found.gains == {"q1": {"p1": 1.0}}


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"passages": '{"id": "p1"}\n'}, "p.jsonl, line 1: Object missing required field `text`"),
        ({"passages": PASSAGES + PASSAGES}, 'p.jsonl, line 4: the id "p1" is there twice'),
        ({"passages": ""}, "p.jsonl holds no lines"),
        ({"queries": "not json\n"}, "q.jsonl, line 1:"),
        ({"judgements": "h\nq1 p1 1\n"}, "r.tsv, line 2: query id, passage id and a number"),
        ({"judgements": "h\nq1\tp9\t1\n"}, 'r.tsv, line 2: there is no passage "p9"'),
        ({"judgements": "h\nq9\tp1\t1\n"}, 'r.tsv, line 2: there is no query "q9"'),
        ({"judgements": "h\nq1\tp1\t0\n"}, "No query of"),
    ],
)
def test_a_mistake_is_named_with_its_line(files, broken, said):
    with pytest.raises(BadInput) as caught:
        read(*files(**broken))
    assert said in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BadInput, match=r"none\.jsonl cannot be read"):
        read(tmp_path / "none.jsonl", tmp_path / "q", tmp_path / "r")


def test_shipped_is_compared_with_each_simple_ranking():
    queries = tuple(Question(str(n), "?") for n in range(4))
    measured = Measured(
        (Text("a", "x"), Text("b", "y")), queries, {q.id: {"a": 1.0} for q in queries}
    )
    rankings = {
        "bad": lambda one: ["b"],
        "good": lambda one: ["b", "a"],
        retrieval.SHIPPED: lambda one: ["a"],
    }
    report = retrieval.measure(measured, rankings)
    assert report.best_simple == "good"
    assert [(one.name, one.ratio) for one in report.versus][1] == ("good", 1.585)
    assert report.versus[1].difference.low > 0
    assert "shipped against" in retrieval.lines(report)


def test_told_apart_and_refused():
    scores = ((0.4, 0.1), (0.9, 0.2), (0.8, 0.6), (0.7, 0.3))
    asked = [Withdrawal(there, gone, unchanged=gone == 0.6) for there, gone in scores]
    told = retrieval.not_found(asked, threshold=0.5)
    assert (told.told_apart, told.refused, told.unchanged) == (0.75, 0.25, 0.25)
    assert told.auc == pytest.approx(15 / 16)
    assert retrieval.not_found([Withdrawal(0.5, 0.5, True)], threshold=0.5).auc == 0.5
