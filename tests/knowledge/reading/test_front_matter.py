"""Front matter: what it says, and that no slip in it makes a text for the staff public."""

import pytest

from copilot.knowledge.reading.front_matter import front_matter, scope_and_team
from copilot.knowledge.reading.listing import Unreadable
from copilot.records import Scope


def test_values_and_the_text_below():
    assert front_matter('---\nTitle: "A: b"\nscope: internal # staff\n---\nText') == (
        {"title": "A: b", "scope": "internal"},
        "Text",
    )


@pytest.mark.parametrize("text", ["Text", "---\n\nText\n\n---\n\nMore", "# Head\n---\nText"])
def test_a_rule_is_no_front_matter(text):
    assert front_matter(text) == ({}, text)


def test_empty_lines_before_it_do_not_lose_the_scope():
    assert front_matter("\n \n---\nscope: internal\n---\nText") == ({"scope": "internal"}, "Text")


@pytest.mark.parametrize(
    "text", ["---\nscope: internal\n# Oops\nText", "\n---\nteam: billing\nText"]
)
def test_front_matter_that_is_not_closed_leaves_the_file_out(text):
    with pytest.raises(Unreadable, match="not closed"):
        front_matter(text)


@pytest.mark.parametrize("name", ["internal", "visibility", "audience", "private"])
def test_a_scope_in_the_words_of_other_programs_leaves_the_file_out(name):
    with pytest.raises(Unreadable, match=name):
        scope_and_team({name: "true"}, Scope.PUBLIC, "")


def test_a_team_makes_it_internal():
    assert scope_and_team({"team": "billing"}, Scope.PUBLIC, "") == (Scope.INTERNAL, "billing")
