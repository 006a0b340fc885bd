"""The numbers of a draft's sources: the same in the window and in the terminal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from copilot.commandline.output import draft_lines
from copilot.records import Draft
from tests.fakes import road_tickets as shop
from ui.composer.marks import marks
from ui.copilot_panel.sources import sources_of


@pytest.fixture
def draft() -> Draft:
    """Cites passages 3, 1 and 2 in this order, of five that were found; the sentences unsorted."""
    made = shop.first_drafts()[shop.FILTER.key]
    cited = [one for one in made.sentences if one.evidence][:3]
    evidence = [
        replace(cited[0].evidence[0], source=f"passage:{number}", title=f"Article {number}")
        for number in (3, 1, 2)
    ]
    sentences = tuple(
        replace(one, evidence=(what,)) for one, what in zip(cited, evidence, strict=True)
    )
    found = shop.SOURCES[0]
    sources = tuple(
        replace(found, passage=replace(found.passage, id=number, title=f"Article {number}"))
        for number in (5, 1, 2, 3, 4)
    )
    return replace(made, sentences=sentences[::-1], sources=sources, findings=())


def test_sources_are_numbered_as_they_are_cited_and_then_as_they_were_found(draft):
    assert list(draft.numbers) == [f"passage:{number}" for number in (3, 1, 2, 5, 4)]
    assert list(draft.numbers.values()) == [1, 2, 3, 4, 5]


def test_marks_begin_with_one_and_the_cards_follow_them(draft):
    assert [one.sign for one in marks(draft, shop.FILTER)] == ["1", "2", "3"]
    cards = sources_of(draft, shop.NOW)
    assert [(one.number, one.title, one.open) for one in cards] == [
        ("1", "Article 3", True),
        ("2", "Article 1", True),
        ("3", "Article 2", True),
        ("4", "Article 5", False),
        ("5", "Article 4", False),
    ]


def test_the_terminal_says_the_same_numbers(draft, capsys):
    draft_lines(draft)
    printed = capsys.readouterr().out
    numbered = [line.strip().partition(":")[0] for line in printed.splitlines() if "[" in line]
    assert [text.removesuffix(" (internal)") for text in sorted(numbered)] == [
        "[1] Article 3",
        "[2] Article 1",
        "[3] Article 2",
    ]


def test_a_message_has_no_number_of_a_source(draft, capsys):
    said = replace(draft.sentences[0].evidence[0], source="message:88", title="Message 2")
    rests_on_message = replace(draft.sentences[0], evidence=(said,))
    draft_lines(replace(draft, sentences=(rests_on_message,)))
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "Message 2" in line]
    assert line.startswith("      Message 2")
