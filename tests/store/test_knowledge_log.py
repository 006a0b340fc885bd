"""What is remembered about the knowledge: problems, runs, judgements and missed questions."""

from __future__ import annotations

from datetime import timedelta

import pytest

from copilot.records import Feedback, Judgement, Miss, SourceProblem, TicketKey
from copilot.store import knowledge
from copilot.store.knowledge import KnowledgeLog
from copilot.store.store import Store
from copilot.store.tickets import Tickets
from tests.store.records_for_tests import START, answered, ticket, vector

ONE, TWO = ticket("1"), ticket("2")
USED, OPENED, REJECTED = Judgement.USED, Judgement.OPENED, Judgement.REJECTED


@pytest.fixture
def log(store: Store) -> KnowledgeLog:
    Tickets(store).save([ONE, TWO])
    return KnowledgeLog(store)


def judge(
    log: KnowledgeLog, judgement: Judgement, key: TicketKey = ONE.key, *, source="a.md", **other
):
    about = {"title": "Filters", "vector": vector(1), "at": START, **other}
    log.judge(source, about["title"], judgement, about["vector"], key, about["at"])


def test_problems_are_kept_by_folder_until_the_next_reading(log: KnowledgeLog):
    locked = SourceProblem("z.pdf", "is encrypted")
    partly = SourceProblem("a.html", "white text (3 places)", left_out=False)
    log.set_problems("help", [locked, partly])
    log.set_problems("Macros", [locked])
    assert log.problems() == {"Macros": (locked,), "help": (locked, partly)}
    log.set_problems("help", [partly])
    log.set_problems("Macros", [])
    assert log.problems() == {"help": (partly,)}


def test_a_run_that_never_ended_is_known(log: KnowledgeLog, store: Store):
    assert (log.interrupted(), log.last_run()) == (False, None)
    log.begin_run()
    assert (log.interrupted(), log.last_run()) == (True, None)
    log.end_run()
    ended = log.last_run()
    assert not log.interrupted()
    assert ended is not None
    assert ended.tzinfo is not None
    log.begin_run()
    assert KnowledgeLog(store).interrupted()
    assert log.last_run() == ended


def test_feedback_counts_tickets_by_source(log: KnowledgeLog):
    judge(log, USED)
    judge(log, OPENED)
    judge(log, USED)
    judge(log, USED, TWO.key, title="Filters and seals", at=START + timedelta(days=1))
    judge(log, REJECTED, source="b.md", title="Pumps")
    assert log.feedback() == (
        Feedback("a.md", "Filters and seals", used=2, opened=1, rejected=0),
        Feedback("b.md", "Pumps", used=0, opened=0, rejected=1),
    )


def test_the_last_word_on_a_ticket_counts(log: KnowledgeLog):
    judge(log, USED)
    judge(log, OPENED)
    judge(log, USED, TWO.key)
    judge(log, REJECTED)
    assert log.feedback() == (Feedback("a.md", "Filters", used=1, opened=0, rejected=1),)
    judge(log, OPENED)
    assert log.feedback() == (Feedback("a.md", "Filters", used=1, opened=1, rejected=0),)


def test_judgements_on_like_questions_are_found(log: KnowledgeLog):
    judge(log, USED, vector=vector(1, 0))
    judge(log, REJECTED, TWO.key, vector=vector(1, 0.5))
    judge(log, OPENED, source="b.md", vector=vector(0, 1))
    near = log.near(vector(1, 0), 0.8)
    assert [row[:2] for row in near] == [("a.md", USED), ("a.md", REJECTED)]
    assert [row[2] for row in near] == pytest.approx([1.0, 0.894], abs=1e-3)
    assert len(log.near(vector(1, 0), -1.0)) == 3


def test_feedback_can_be_reset(log: KnowledgeLog):
    judge(log, USED)
    judge(log, USED, source="b.md")
    log.reset("a.md")
    assert [one.source_id for one in log.feedback()] == ["b.md"]
    log.reset(None)
    assert log.feedback() == ()


def test_misses_come_newest_first_once_per_ticket_and_question(log: KnowledgeLog):
    later = START + timedelta(hours=1)
    log.miss("Is it dishwasher safe?", vector(1), ONE.key, START)
    log.miss("Do you ship to Malta?", vector(0, 1), ONE.key, START)
    log.miss("Is it dishwasher safe?", vector(1), TWO.key, START)
    log.miss("Is it dishwasher safe?", vector(1), ONE.key, later)
    assert log.misses() == (
        Miss("Is it dishwasher safe?", vector(1), ONE.key, later),
        Miss("Is it dishwasher safe?", vector(1), TWO.key, START),
        Miss("Do you ship to Malta?", vector(0, 1), ONE.key, START),
    )
    log.unmiss(TWO.key)
    log.drop_misses(["Do you ship to Malta?", "Never asked?"])
    assert [one.at for one in log.misses()] == [later]


def test_the_oldest_misses_are_forgotten(log: KnowledgeLog, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(knowledge, "MOST_MISSES", 3)
    for number in range(5):
        log.miss(f"Question {number}?", vector(1), ONE.key, START + timedelta(hours=number))
    assert [one.question for one in log.misses()] == [f"Question {n}?" for n in (4, 3, 2)]


def test_what_belongs_to_a_ticket_goes_with_it(log: KnowledgeLog, store: Store):
    for key in (ONE.key, TWO.key):
        judge(log, USED, key)
        log.miss("Is it dishwasher safe?", vector(1), key, START)
    Tickets(store).save([answered(ONE, "Thank you")])
    assert log.feedback()[0].used == 2
    Tickets(store).remove([ONE.key])
    assert log.feedback()[0].used == 1
    assert [one.ticket for one in log.misses()] == [TWO.key]


def test_nothing_is_noted_for_a_ticket_that_is_gone(log: KnowledgeLog, store: Store):
    Tickets(store).remove([ONE.key])
    judge(log, USED)
    log.miss("Is it dishwasher safe?", vector(1), ONE.key, START)
    assert (log.feedback(), log.misses()) == ((), ())
