"""Questions that found nothing, grouped."""

from datetime import UTC, datetime, timedelta

from copilot.knowledge.gaps import gaps_of, questions_like
from copilot.records import Miss, RedactedText, TicketKey
from tests.fakes.word_embedder import embed_words

START = datetime(2026, 11, 1, tzinfo=UTC)
ASKED = (
    ("1", "Do you repair old bicycles?"),
    ("2", "Do you repair bicycles?"),
    ("3", "Can I pay with seashells?"),
    ("1", "Do you repair bicycles too?"),
)


def misses():
    """Newest first, as the store gives them."""
    vectors = embed_words([question for _, question in ASKED])
    made = [
        Miss(RedactedText(question), vector, TicketKey("t", ticket), START + timedelta(days=day))
        for day, ((ticket, question), vector) in enumerate(zip(ASKED, vectors, strict=True))
    ]
    return made[::-1]


def test_questions_alike_are_one_gap_counted_by_ticket():
    bicycles, seashells = gaps_of(misses())
    assert bicycles.question == "Do you repair bicycles too?"
    assert bicycles.count == 2
    assert set(bicycles.tickets) == {TicketKey("t", "1"), TicketKey("t", "2")}
    assert bicycles.last == START + timedelta(days=3)
    assert (seashells.question, seashells.count) == ("Can I pay with seashells?", 1)


def test_a_gap_names_every_wording_that_was_counted_in_it():
    gap = gaps_of(misses())[0]
    assert set(questions_like(gap, misses())) == {q for _, q in ASKED if "bicycles" in q}


def test_a_gap_that_is_gone_names_nothing():
    gap = gaps_of(misses())[0]
    assert questions_like(gap, ()) == ()


def test_without_misses_there_are_no_gaps():
    assert gaps_of(()) == ()
