"""Placeholders are stable, exact, and survive texts that look like them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copilot.records import KnownIdentity, RestoreMap
from copilot.redaction.analyzer import Redactor, pieces
from copilot.redaction.found import Found, Stage, settle
from copilot.redaction.known import KnownFinder
from copilot.redaction.placeholders import Placeholders, restore

KNOWN = (
    KnownIdentity("CUSTOMER", "Dana Whitfield"),
    KnownIdentity("EMAIL", "dana@example.com"),
    KnownIdentity("ORDER", "A-88213"),
)


def test_forms_of_one_person_share_their_number() -> None:
    given_out = Placeholders(RestoreMap())
    given_out.give_person(KnownIdentity("AGENT", "Sam Lee"))
    given_out.give_person(KnownIdentity("AGENT", "Ann Ray"))
    assert given_out.give("AGENT", "Ann Ray") == "[[AGENT_2]]"
    assert given_out.give("AGENT", "Ann", owner="Ann Ray", part="FIRST") == "[[AGENT_2_FIRST]]"
    assert given_out.give("AGENT", "ANN  RAY") == "[[AGENT_2_V2]]"
    assert given_out.give("AGENT", "ANN", owner="Ann Ray", part="FIRST") == "[[AGENT_2_FIRST2]]"


def test_a_later_call_goes_on_with_the_map() -> None:
    first = Placeholders(RestoreMap())
    names = [first.give("PERSON", name) for name in ("Ada Byron", "ada byron", "Bo Diaz")]
    later = Placeholders(first.restore_map())
    again = [later.give("PERSON", name) for name in ("Ada Byron", "ada byron", "Bo Diaz")]
    assert again == names == ["[[PERSON_1]]", "[[PERSON_1_V2]]", "[[PERSON_2]]"]
    assert later.give("PERSON", "Cy Young") == "[[PERSON_3]]"
    assert later.give("PERSON", "ADA BYRON") == "[[PERSON_1_V3]]"


def test_an_unknown_placeholder_stays() -> None:
    assert restore("Hi [[CUSTOMER_9]]", RestoreMap((("[[CUSTOMER_1]]", "Dana"),))) == (
        "Hi [[CUSTOMER_9]]"
    )


def test_what_is_restored_is_not_restored_again() -> None:
    restore_map = RestoreMap((("[[MARK_1]]", "[[MARK_2]]"), ("[[MARK_2]]", "x")))
    assert restore("[[MARK_1]]", restore_map) == "[[MARK_2]]"


pieces_of_text = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.sampled_from(
        [
            *("Dana Whitfield", "DANA", "dana@example.com", "A-88213", "4111 1111 1111 1111"),
            *("[[CUSTOMER_1]]", "[[MARK_1]]", "[[", "]]", "_1]]", "[[[", "[[PERSON_1_V2]]"),
            *("My password is hunter2", "call 020 7946 0018", "12 Baker Street, London NW1 6XE"),
            *("\u202e", "\x00", "\r\n", "Hi John Smith,\n", " order #12345-X ", "\u2028"),
        ]
    ),
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(texts=st.lists(st.lists(pieces_of_text, max_size=8).map("".join), min_size=1, max_size=3))
def test_any_text_comes_back_exactly(redactor: Redactor, texts: list[str]) -> None:
    batch = redactor.redact(texts, known=KNOWN, restore=RestoreMap(), language="en")
    assert [restore(r.text, batch.restore) for r in batch.redactions] == texts
    again = redactor.redact(texts, known=KNOWN, restore=batch.restore, language="en")
    assert [restore(r.text, again.restore) for r in again.redactions] == texts
    assert again.restore.originals[: len(batch.restore.originals)] == batch.restore.originals


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.builds(
            lambda start, length, stage: Found(start, start + length, "X", stage),
            st.integers(0, 30),
            st.integers(0, 10),
            st.sampled_from(Stage),
        )
    )
)
def test_settled_findings_do_not_overlap_and_hide_every_mark(findings: list[Found]) -> None:
    kept = settle(findings)
    assert all(a.end <= b.start for a, b in pairwise(kept))
    covered = {at for f in kept for at in range(f.start, f.end)}
    for found in findings:
        assert found.start == found.end or covered & set(range(found.start, found.end))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dana here", ["Dana"]),
        ("DANA WHITFIELD", ["DANA WHITFIELD", "DANA", "WHITFIELD"]),
        ("dana  whitfield", ["dana  whitfield", "dana", "whitfield"]),
        ("Danaher and whitfieldian", []),
        ("write to DANA@Example.com", ["DANA@Example.com", "DANA"]),
        ("Whitfield’s order a-88213.", ["Whitfield", "a-88213"]),
    ],
)
def test_the_record_is_found_as_whole_words(text: str, found: list[str]) -> None:
    findings = KnownFinder(KNOWN, ()).find(text)
    assert {text[f.start : f.end] for f in findings} - {"88213"} == set(found)


@given(st.text("ab \n", max_size=50), st.integers(1, 400))
def test_pieces_make_the_text(text: str, times: int) -> None:
    long = text * times
    assert "".join(piece for _, piece in pieces(long)) == long
    assert all(long[at : at + len(piece)] == piece for at, piece in pieces(long))
