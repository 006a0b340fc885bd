"""Golden cases and their graders."""

from datetime import UTC, datetime

from copilot.evals import cases
from copilot.evals.cases import Case
from copilot.evals.grading import grade
from copilot.paths import shipped
from copilot.records import Draft, ReplyKind, Status, TicketKey, TicketVersion

CASE = Case("1", "the time", ("how long",), (), ("6 months|six months", "1,200"), (), True)
VERSION = TicketVersion("", "m1", "m1", 1, Status.OPEN, "", "")


def draft(text):
    now = datetime(2026, 11, 21, tzinfo=UTC)
    key = TicketKey("demo", "1")
    return Draft("d", key, ReplyKind.PUBLIC_REPLY, text, (), (), (), VERSION, now)


def said(text):
    return grade(CASE, draft(text), set(), 1.0).shares["must say"].right


def test_one_of_several_ways_to_say_it_is_enough():
    assert said("It lasts six months or 1,200 litres.") == 2
    assert said("It lasts 6 months.") == 1
    assert said("It lasts a while.") == 0


def test_no_shipped_case_rests_on_an_internal_article():
    articles = shipped("resources", "demo", "articles")
    for case in cases.load(None):
        texts = [(articles / f"{name}.md").read_text() for name in case.articles]
        public = [text for text in texts if "scope: internal" not in text]
        if case.answerable:
            assert public, case.ticket
            told = "\n".join(public).casefold()
            for words in case.must_say if case.language == "en" else ():
                assert any(way in told for way in words.split("|")), (case.ticket, words)
