"""Where cited words are found and marked, and the source window that shows them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtGui import QFont

from copilot.records import Evidence, RedactedText, SourceKind
from tests.fakes import road_tickets as shop
from tests.ui.desk import window_on
from ui.shared.positions import qt_place, to_qt
from ui.source.lines import in_lines
from ui.source.places import Places, nearest, places
from ui.source.view import GONE, LOST, MOVED, origin

TWICE = "One rule. Return within 30 days. Another rule 😀. Return within 30 days. The end."
SAID = "Return within 30 days."


def cut(text, start, end):
    """A passage that stands in a text."""
    return replace(
        shop.SOURCES[0].passage, text=RedactedText(text[start:end]), start=start, end=end
    )


def cites(passage, start, end):
    return Evidence("passage:1", passage.title, passage.text[start:end], start, end)


def test_the_second_of_two_equal_sentences_is_the_one_that_is_marked():
    second = TWICE.rindex(SAID)
    passage = cut(TWICE, second - 16, len(TWICE))
    at = passage.text.index(SAID)
    found = places(TWICE, passage, (cites(passage, at, at + len(SAID)),))
    assert found == Places(((second, second + len(SAID)),))


def test_two_places_of_one_passage_are_both_marked_in_order():
    passage = cut(TWICE, 0, len(TWICE))
    spans = [(TWICE.rindex(SAID), TWICE.rindex(SAID) + 6), (0, 9)]
    found = places(TWICE, passage, tuple(cites(passage, *span) for span in spans))
    assert found.stretches == tuple(sorted(spans))
    assert not found.moved


def test_a_passage_that_moved_is_found_again_near_its_place():
    passage = cut(TWICE, TWICE.rindex(SAID), len(TWICE))
    longer = "A new first line.\n" + TWICE
    whole = places(longer, passage)
    assert whole == Places(((passage.start + 18, passage.end + 18),), moved=True)
    evidence = cites(passage, 0, len(SAID))
    assert places(longer, passage, (evidence,)).stretches == (
        (passage.start + 18, passage.start + 18 + len(SAID)),
    )


def test_a_changed_passage_still_shows_the_cited_words():
    passage = cut(TWICE, TWICE.rindex(SAID), len(TWICE))
    changed = TWICE.replace("The end.", "No end.")
    found = places(changed, passage, (cites(passage, 0, len(SAID)),))
    assert found == Places(((passage.start, passage.start + len(SAID)),), moved=True)


def test_words_that_are_gone_are_marked_nowhere():
    passage = cut(TWICE, 0, len(TWICE))
    assert places("Another text.", passage, (cites(passage, 0, 9),)) == Places((), moved=True)
    assert places("Another text.", passage) == Places((), moved=True)


@pytest.mark.parametrize(("expected", "at"), [(0, 0), (2, 0), (4, 5), (5, 5), (99, 10)])
def test_of_several_places_the_nearest_counts(expected, at):
    assert nearest("ab...ab...ab", "ab", expected) == at


def test_qt_counts_an_emoji_twice_before_a_place():
    assert [qt_place("a😀b", at) for at in range(4)] == list(to_qt("a😀b"))


def test_the_origin_names_path_and_file_and_what_was_extracted():
    passage = shop.SOURCES[0].passage
    assert origin(passage) == "Refunds and reshipment · parcel-lost-in-the-warehouse.md"
    pdf = replace(passage, heading="", source_id="manuals/A.PDF")
    assert origin(pdf) == "manuals/A.PDF (the text that was read from the file)"


def marked(dialog):
    return [
        (one.cursor.selectionStart(), one.cursor.selectedText())
        for one in dialog.text.extraSelections()
    ]


def shown(qtbot, desk, road, text, passage, *cited):
    road.texts[passage.source_id] = text
    desk.source.open(replace(shop.SOURCES[0], passage=passage), cited)
    qtbot.waitUntil(lambda: desk.source.dialog is not None and desk.jobs.under_way == 0)
    return desk.source.dialog


@pytest.fixture
def desk(qtbot, theme, road):
    with window_on(qtbot, theme, road) as made:
        yield made
        if made.source.dialog is not None:
            made.source.dialog.close()


def test_a_citation_opens_at_its_own_place(qtbot, desk, road):
    second = TWICE.rindex(SAID)
    passage = cut(TWICE, 0, len(TWICE))
    dialog = shown(qtbot, desk, road, TWICE, passage, cites(passage, second, second + len(SAID)))
    assert marked(dialog) == [(second + 1, SAID)]  # the emoji before it counts twice in Qt
    assert not dialog.note.isVisible()


def test_a_source_shows_no_markdown_and_the_mark_is_exact(qtbot, desk, road):
    text = "## How long\n\n- It is **30 days** 😀.\n\n| Kind | Days |\n|---|---|\n| Gift | 60 |\n"
    row, said = "| Gift | 60 |", "It is **30 days**"
    passage = cut(text, 0, len(text))
    spans = [(text.index(one), text.index(one) + len(one)) for one in (said, row)]
    dialog = shown(qtbot, desk, road, text, passage, *(cites(passage, *span) for span in spans))
    assert (
        dialog.text.toPlainText() == "How long\n\n• It is 30 days 😀.\n\nKind · Days\nGift · 60\n"
    )
    assert [words for _, words in marked(dialog)] == ["It is 30 days", "Gift · 60"]
    heading = dialog.text.document().begin().begin().fragment().charFormat()
    assert heading.fontWeight() == QFont.Weight.DemiBold


def test_from_one_cited_place_to_the_next_and_back_to_the_first(qtbot, desk, road):
    passage = cut(TWICE, 0, len(TWICE))
    cited = tuple(cites(passage, at, at + 6) for at in (TWICE.index(SAID), TWICE.rindex(SAID)))
    dialog = shown(qtbot, desk, road, TWICE, passage, *cited)
    qtbot.waitUntil(lambda: dialog.next.text() == "Place 1 of 2 ▾")
    cursors = []
    for _ in range(3):
        cursors.append(dialog.text.textCursor().position())
        dialog.next.click()
    first, second = (start for start, _ in marked(dialog))
    assert cursors == [first, second, first]


def test_one_cited_place_has_no_next(qtbot, desk, road):
    dialog = shown(qtbot, desk, road, TWICE, cut(TWICE, 0, 9))
    assert not dialog.next.isVisible()


def test_line_ends_of_windows_do_not_shift_the_mark(qtbot, desk, road):
    text = "First.\r\nSecond.\r\nThird."
    passage = cut(text, text.index("Third"), len(text))
    dialog = shown(qtbot, desk, road, text, passage)
    assert [words for _, words in marked(dialog)] == ["Third."]


def test_a_text_of_a_megabyte_opens_at_its_end(qtbot, desk, road):
    line = "The cartridge of this pump lasts six months, or less where the water is hard.\n"
    text = line * 14_000 + "The last word."
    assert len(text) > 1_000_000
    passage = cut(text, len(text) - 14, len(text))
    dialog = shown(qtbot, desk, road, text, passage)
    assert marked(dialog) == [(len(text) - 14, "The last word.")]
    qtbot.waitUntil(lambda: dialog.text.cursorRect().bottom() <= dialog.text.viewport().height())
    qtbot.waitUntil(lambda: dialog.text.verticalScrollBar().value() > 10_000)


def test_one_endless_paragraph_is_shown_in_parts_at_the_same_places():
    words = "cartridge pump\r\n" + "filter " * 2_000 + "x" * 5_000 + " end"
    shown = in_lines(words)
    assert len(shown) == len(words)
    assert shown.split() == words.split()
    assert max(len(line) for line in shown.split("\n") if "x" not in line) < 2_010
    assert in_lines("short\nlines") == "short\nlines"


@pytest.mark.parametrize(
    ("text", "says"),
    [("", GONE), (f"New. {TWICE}", MOVED), ("Nothing of it.", LOST)],
)
def test_a_text_that_is_not_as_it_was_says_so(qtbot, desk, road, text, says):
    dialog = shown(qtbot, desk, road, text, cut(TWICE, 0, len(TWICE)))
    assert dialog.note.text() == says
    assert dialog.note.isVisible()


def test_scope_kind_and_dates_are_shown(qtbot, desk, road):
    passage = replace(
        cut(TWICE, 0, 9),
        team="Claims",
        kind=SourceKind.MACRO,
        valid_until=shop.NOW.date() - timedelta(days=400),
        language="de",
    )
    dialog = shown(qtbot, desk, road, TWICE, passage)
    texts = [dialog.chips.flow.itemAt(at).widget().text() for at in range(4)]
    assert texts == ["team Claims: do not quote", "macro", "out of date", "in German"]


def test_of_two_sources_that_are_asked_for_the_last_one_is_shown(qtbot, desk, road):
    first, second = shop.SOURCES[:2]
    desk.source.open(first)
    desk.source.open(second)
    qtbot.waitUntil(lambda: desk.source.dialog is not None and desk.jobs.under_way == 0)
    assert desk.source.dialog.windowTitle() == second.passage.title
