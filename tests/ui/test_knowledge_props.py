"""What the knowledge page says, as pure functions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from copilot.records import FolderState, IndexProgress, SourceKind, SourceProblem
from tests.fakes import road_knowledge as known
from tests.fakes import road_tickets as shop
from ui.knowledge.props import (
    embedder_words,
    folder_row,
    gap_row,
    head_line,
    language_words,
    problem_row,
    progress_words,
    share,
    time_left,
    weak_words,
)
from ui.shared.source_words import language_name


def test_the_head_counts_and_says_when_it_was_read():
    assert head_line(known.STATE, shop.NOW) == (
        "5 sources · 1,398 documents · 4,571 passages · last read 16 Nov, 07:45"
    )
    one = FolderState("/a", SourceKind.MACRO, 1, 1)
    assert head_line(replace(known.EMPTY, folders=(one,)), shop.NOW) == (
        "1 source · 1 document · 1 passage · not read yet"
    )


def test_a_folder_is_named_by_its_last_part():
    row = folder_row(known.CLAIMS)
    assert (row.title, row.path, row.below) == ("claims", "/srv/shared", "9 articles · 41 passages")
    shipped = folder_row(replace(known.CLAIMS, removable=False))
    assert (shipped.title, shipped.path) == ("claims", "/srv/shared")
    brought = folder_row(known.SOLVED)
    assert (brought.title, brought.path) == ("Solved tickets", "")
    assert brought.below == "1,204 solved tickets · 3,377 passages"


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (None, "Looking for what is new or changed …"),
        (IndexProgress(0, 0), "Looking for what is new or changed …"),
        (IndexProgress(3, 1_000), "Reading 3 of 1,000 documents"),
        (IndexProgress(3, 9, 0.7), "Reading 3 of 9 documents · 1 passage/s"),
        (
            IndexProgress(3, 10, 41.6, 5, resumed=True),
            "Going on where it stopped: 3 of 10 documents · 42 passages/s · a few seconds left",
        ),
    ],
)
def test_progress_is_said_with_what_is_known_of_it(progress, words):
    assert progress_words(progress) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (4, "a few seconds left"),
        (43, "about 40 s left"),
        (100, "about 2 min left"),
        (3_600, "about 60 min left"),
        (9_000, "about 2 h left"),
    ],
)
def test_the_time_that_is_left(seconds, words):
    assert time_left(seconds) == words


def test_a_share_of_nothing_is_nothing():
    assert share(IndexProgress(0, 0)) == 0
    assert share(IndexProgress(1, 3)) == 33


def test_without_an_embedder_words_alone_are_searched():
    none = replace(known.EMPTY, embedder="")
    assert embedder_words(none) == ""
    coming = replace(none, coming_embedder="e5", coming_share=0.005)
    assert embedder_words(coming) == (
        "e5 is embedding anew, 0 % done; until then words alone are searched."
    )


def test_languages_are_named_in_words():
    assert language_words(known.STATE) == "Languages: English, German, Spanish."
    assert weak_words(replace(known.STATE, weak_languages=("de",))) == (
        "German articles are found mostly by words and codes with this embedder."
    )
    three = replace(known.STATE, weak_languages=("de", "es", "fr"))
    assert weak_words(three).startswith("German, Spanish and French articles")
    assert weak_words(known.EMPTY) == ""
    assert language_words(known.EMPTY) == ""
    assert language_name("zz") == "zz"


def test_a_problem_is_named_by_its_path_in_the_folder():
    problem = SourceProblem("/srv/shared/claims/old/a.pdf", "is empty")
    assert problem_row(problem, "/srv/shared/claims").title == "old/a.pdf"
    assert problem_row(problem, "Solved tickets").title == "/srv/shared/claims/old/a.pdf"


def test_a_gap_says_how_often_and_when():
    often, _, once = (gap_row(one, shop.NOW) for one in known.GAPS)
    assert often.below == "asked 6 times · latest 1 day ago"
    assert once.below == "asked once · latest 1 week ago"


@pytest.mark.parametrize("hidden", [False, True])
def test_a_gap_names_what_its_placeholders_stand_for(hidden):
    asked = known.gap("Where is [[ORDER_1]] of [[CUSTOMER_1_FIRST]] and [[PERSON_12_V3]]?", 1, 1)
    row = gap_row(asked, shop.NOW, hidden=hidden)
    assert row.title == "Where is (order number) of (customer) and (person)?"
    assert row.record == asked
