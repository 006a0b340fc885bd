"""The written forms of a person: what counts as one, and what only looks like it."""

from __future__ import annotations

import pytest

from copilot.records import PersonKept, RestoreMap
from copilot.store.mentions import Mentions
from copilot.store.written_forms import MOST_SHARED, written_forms
from tests.store.records_for_tests import DANA, ticket

FORMS = ("Dana Whitfield", "dana@example.org", "+44 20 7946 0018", "Dana", "J. L", "A-88213")
TAKEN_OUT = {
    "any case": ("Call DANA whitfield.", "Call [deleted]."),
    "broken into lines": ("from Dana\n  Whitfield!", "from [deleted]!"),
    "an address": ("<Dana@Example.org>", "<[deleted]>"),
    "numbers": ("order a-88213, +44 20 7946 0018", "order [deleted], [deleted]"),
    "a first name is many people's": ("Dana and Bogdana", "Dana and Bogdana"),
    "too short to be anybody's": ("J. L. wrote", "J. L. wrote"),
    "inside another word": ("A-882130 and xdana@example.org", "A-882130 and xdana@example.org"),
}


@pytest.mark.parametrize(("text", "left"), TAKEN_OUT.values(), ids=TAKEN_OUT.keys())
def test_whole_forms_are_taken_out(text: str, left: str):
    mentions = Mentions(FORMS)
    assert mentions.taken_out(text) == left
    assert mentions.within(text) is (text != left)


def test_without_any_form_nothing_is_taken_out():
    assert Mentions(["Dana", ""]).taken_out("Dana") == "Dana"
    assert not Mentions([]).within("Dana Whitfield")


def test_what_redaction_found_in_their_words_counts_unless_it_is_the_shops():
    person = PersonKept(DANA.name, (DANA.email,), (ticket().key,))
    own = ticket(texts=("Call +44 20 7946 0018 or the shop, +49 431 5550100. Ref LX-20931.",))
    names = RestoreMap(
        (
            ("[[PHONE_1]]", "+44 20 7946 0018"),
            ("[[PHONE_2]]", "+49 431 5550100"),
            ("[[ACCOUNT_1]]", "KX-777777"),  # only an agent wrote it
            ("[[PERSON_1]]", "Walburga Brand"),  # somebody else
            ("[[MARK_1]]", "LX-20931"),
        )
    )
    shop = "Our number is +49 431 5550100."
    others = [ticket(str(number), texts=(shop,)) for number in range(MOST_SHARED + 1)]
    expected = (DANA.name, DANA.email, "+44 20 7946 0018")
    assert written_forms(person, [own], [names], others) == expected
    few = (*expected, "+49 431 5550100")
    assert written_forms(person, [own], [names], others[1:]) == few
