"""What the measures of redaction say of texts whose answer can be counted by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from copilot.evals.pii import OURS, PRESIDIO, Measured, Report, lines, measure
from copilot.evals.pii_counts import ALL, Counts, count
from copilot.evals.pii_figures import score
from copilot.evals.pii_files import Marked, Row
from copilot.evals.pii_labels import NEUTRAL, asked_type
from copilot.records import PersonalSpan

TEXT = "Dana Whitfield, 14 Harbour Lane, rang from Bristol about AquaPure."
MARKED = (Marked(0, 14, "NAME"), Marked(16, 31, "STREET_ADDRESS"), Marked(43, 50, "CITY"))
ROW = Row("1", TEXT, MARKED)


def hidden(text: str, *found: tuple[str, str]) -> tuple[PersonalSpan, ...]:
    return tuple(
        PersonalSpan(text.index(piece), text.index(piece) + len(piece), kind, "")
        for piece, kind in found
    )


def report_of(*found: tuple[str, str]) -> Measured:
    spans = hidden(TEXT, *found)
    (one,) = measure([ROW], {OURS: lambda row: spans}).measured
    return one


def test_everything_hidden() -> None:
    one = report_of(("Dana Whitfield", "CUSTOMER"), ("14 Harbour Lane", "ADDRESS"))
    for each in (one.characters, one.spans):
        assert each.recall
        assert each.precision
        assert each.f2
        assert (each.recall.value, each.precision.value, each.f2.value) == (1.0, 1.0, 1.0)
    assert [each.type for each in one.by_type] == ["ADDRESS", "PERSON"]
    assert one.false_alarms.count == 0


def test_white_space_is_not_counted() -> None:
    one = report_of(("Dana", "CUSTOMER"), ("Whitfield", "CUSTOMER"))
    person = next(each for each in one.by_type if each.type == "PERSON")
    assert (person.characters.asked, person.characters.found) == (13, 13)
    assert (person.spans.asked, person.spans.found, person.spans.hidden) == (1, 1, 2)


def test_half_a_name_is_no_name_found() -> None:
    one = report_of(("Dana", "CUSTOMER"))
    assert (one.spans.asked, one.spans.found) == (2, 0)
    assert (one.characters.asked, one.characters.found) == (13 + 13, 4)


def test_hidden_as_another_type_is_hidden_all_the_same() -> None:
    one = report_of(("Dana Whitfield", "ORDER"))
    by_type = {each.type: each.characters for each in one.by_type}
    assert by_type["PERSON"].found == 13
    assert by_type["PERSON"].f2 is None  # nothing was hidden as a person
    assert by_type["ORDER"].precision is not None
    assert by_type["ORDER"].precision.value == 1.0


def test_places_are_neither_asked_for_nor_counted_against() -> None:
    one = report_of(("Dana Whitfield", "CUSTOMER"), ("Bristol", "PERSON"))
    assert (one.spans.hidden, one.false_alarms.count) == (1, 0)
    assert one.characters.precision is not None
    assert one.characters.precision.value == 1.0


def test_a_false_alarm_touches_nothing_marked() -> None:
    one = report_of(("AquaPure", "PERSON"), ("Whitfield, 14", "PERSON"))
    assert one.false_alarms.count == 1
    assert one.false_alarms.per_1000_words.value == pytest.approx(100.0)  # 10 words
    assert one.characters.hidden == 8 + 9 + 1 + 2


def test_f2_weighs_recall() -> None:
    half = score([("a", Counts(asked=10, found=5, hidden=5, right=5))])
    assert half.f2
    assert half.f2.value == pytest.approx(5 * 1 * 0.5 / (4 * 1 + 0.5), abs=1e-4)


def test_nothing_asked_and_nothing_hidden_have_no_figure() -> None:
    nothing = score([("a", Counts(0, 0, 0, 0))])
    assert (nothing.recall, nothing.precision, nothing.f2) == (None, None, None)
    missed = score([("a", Counts(4, 0, 0, 0))])
    assert missed.f2 is not None
    assert missed.f2.value == 0.0


def test_intervals_draw_whole_templates() -> None:
    counts = [Counts(1, found, 1, found) for found in (1, 0)]
    alike = [(f"template {n % 2}", counts[n % 2]) for n in range(200)]
    apart = [(str(n), counts[n % 2]) for n in range(200)]
    wide, narrow = score(alike).recall, score(apart).recall
    assert wide
    assert narrow
    assert (wide.value, wide.low, wide.high) == (0.5, 0.0, 1.0)
    assert (narrow.value, 0.4 < narrow.low < narrow.high < 0.6) == (0.5, True)


def test_both_take_turns_on_every_text() -> None:
    asked: list[tuple[str, str]] = []

    def hide(name: str) -> Sequence[PersonalSpan]:
        asked.append((name, ROW.id))
        return ()

    ticks = iter([0.0, 1.0, 1.0, 5.0, 5.0, 6.0, 6.0, 10.0])
    report = measure(
        [ROW, ROW],
        {OURS: lambda row: hide(OURS), PRESIDIO: lambda row: hide(PRESIDIO)},
        clock=lambda: next(ticks),
    )
    assert [name for name, _ in asked] == [OURS, PRESIDIO, OURS, PRESIDIO]
    assert [one.seconds for one in report.measured] == [2.0, 8.0]
    assert report.measured[0].characters_per_second == pytest.approx(len(TEXT))
    assert report.times_as_fast == pytest.approx(4.0)


def test_labels_are_told_apart() -> None:
    row = Row("1", TEXT, (*MARKED, Marked(57, 65, "Gadget"), Marked(0, 4, "first-name")))
    report = measure([row], {OURS: lambda row: ()})
    assert report.labels_asked == {"FIRST_NAME": 1, "NAME": 1, "STREET_ADDRESS": 1}
    assert report.labels_neutral == {"CITY": 1}
    assert report.labels_unknown == {"GADGET": 1}
    assert count(row, hidden(TEXT, ("AquaPure", "ORDER"))).false_alarms == 0


def test_our_own_type_names_are_labels_but_for_a_town() -> None:
    types = ("PERSON", "EMAIL", "PHONE", "ADDRESS", "CARD", "IBAN", "ORDER", "ACCOUNT", "DOCUMENT")
    assert [asked_type(one) for one in types] == list(types)
    assert asked_type("LOCATION") is None
    assert "LOCATION" in NEUTRAL
    assert not {label for label in NEUTRAL if asked_type(label)}


def test_overlapping_marks_are_counted_once() -> None:
    row = Row("1", "Dana Whitfield", (Marked(0, 14, "NAME"), Marked(0, 4, "USERNAME")))
    counts = count(row, hidden(row.text, ("Dana Whitfield", "CUSTOMER"))).characters
    assert counts[ALL] == Counts(13, 13, 13, 13)


def test_the_table_for_people_says_everything() -> None:
    text = lines(whole_report())
    for words in ("1 texts", "CITY 1", "PERSON", "false alarms: 0", "characters/s", "F2"):
        assert words in text


def whole_report() -> Report:
    spans = hidden(TEXT, ("Dana Whitfield", "CUSTOMER"))
    return measure([ROW], {OURS: lambda row: spans, PRESIDIO: lambda row: ()})
