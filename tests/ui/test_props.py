"""What the screens show, as pure functions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from copilot.records import Evidence, PersonalSpan, Severity, Status
from tests.fakes import road_tickets as shop
from ui.approval.props import approval_props, reason, status_words
from ui.composer.marks import changed_stretch, marks, moved
from ui.composer.numbering import struck
from ui.composer.rewrites import kept_as_it_was
from ui.conversation.props import conversation_props, parts, size_text
from ui.conversation.saving import safe_name
from ui.copilot_panel.checks import checks
from ui.copilot_panel.props import panel_props, since_lines
from ui.copilot_panel.sources import quote_of, source_props, sources_of
from ui.shared.ages import age, how_long_ago
from ui.shared.masking import BLOT, masked, segments
from ui.shared.positions import from_qt, qt_length, to_qt
from ui.shared.tokens import read_tokens, style_sheet
from ui.status_line.props import connection, hosts
from ui.unlock.view import problem


@pytest.fixture
def opened(road):
    return road.open(shop.FILTER.key)


@pytest.mark.parametrize(
    ("passed", "text"),
    [
        (timedelta(seconds=20), "now"),
        (timedelta(minutes=8), "8 min"),
        (timedelta(hours=3), "3 h"),
        (timedelta(hours=10), "yesterday"),
        (timedelta(days=3), "13 Nov"),
        (timedelta(days=400), "12 Oct 2025"),
    ],
)
def test_ages(passed, text):
    assert age(shop.NOW - passed, shop.NOW) == text


def test_how_long_ago():
    assert [
        how_long_ago(shop.NOW - timedelta(days=days), shop.NOW) for days in (0, 1, 21, 65, 800)
    ] == ["today", "1 day ago", "3 weeks ago", "2 months ago", "2 years ago"]


def test_positions_count_an_emoji_as_two_for_qt():
    text = "a😀b"
    assert to_qt(text) == (0, 1, 3, 4)
    assert qt_length(text) == 4
    assert [from_qt(text, place) for place in (0, 1, 3, 4, 9)] == [0, 1, 2, 3, 3]


def test_segments_hide_personal_data_and_skip_overlaps():
    spans = (
        PersonalSpan(3, 7, "PERSON", "[[PERSON_1]]"),
        PersonalSpan(5, 9, "EMAIL", "[[EMAIL_1]]"),
    )
    shown = segments("Hi Dana there", spans, hidden=False)
    assert [(one.text, one.type) for one in shown] == [
        ("Hi ", ""),
        ("Dana", "PERSON"),
        (" there", ""),
    ]
    assert (
        "".join(one.text for one in segments("Hi Dana there", spans, hidden=True))
        == f"Hi {BLOT} there"
    )


def test_masked_takes_whole_words_addresses_and_numbers():
    assert (
        masked("Dana and Danatown, dana@example.com, A-88213", ("Dana",))
        == f"{BLOT} and Danatown, {BLOT}, {BLOT}"
    )


def test_quoted_lines_are_folded_with_their_count():
    found = parts("Own words.\n\n> one\n> two\n\nMore.", (), hidden=False)
    assert [(one.segments[0].text, one.quoted_lines) for one in found] == [
        ("Own words.", 0),
        ("> one\n> two", 2),
        ("More.", 0),
    ]


def test_conversation_marks_what_is_new_and_what_is_internal(opened):
    props = conversation_props(opened, agent=shop.AGENT.name, now=shop.NOW, hidden=False)
    assert [one.kind for one in props.messages] == ["", "public reply", "internal note", ""]
    assert [one.new for one in props.messages] == [False, False, False, True]
    assert props.about.endswith("3 messages, 1 note")
    hidden = conversation_props(opened, agent=shop.AGENT.name, now=shop.NOW, hidden=True)
    assert "Dana" not in repr(hidden)
    assert "Harbour" not in repr(hidden)


def test_the_header_names_what_is_personal_data_in_it(opened):
    props = conversation_props(opened, agent=shop.AGENT.name, now=shop.NOW, hidden=False)
    assert props.email == shop.DANA.email
    assert props.email in props.about
    hidden = conversation_props(opened, agent=shop.AGENT.name, now=shop.NOW, hidden=True)
    assert hidden.email == ""


def test_files_are_chips_with_a_name_that_fits(road):
    charged = road.open(shop.CHARGED.key)
    props = conversation_props(charged, agent="", now=shop.NOW, hidden=False)
    short, long = props.messages[0].files
    assert (short.text, short.file.id) == ("extracto-noviembre.pdf · 184 kB", "a1")
    assert len(long.text) < 70
    assert long.text.endswith("2026-11-16.png · 2.4 MB")
    hidden = conversation_props(charged, agent="", now=shop.NOW, hidden=True)
    assert hidden.messages[0].files[0].text == f"{BLOT} · 184 kB"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("invoice.pdf", "invoice.pdf"),
        ("../../.bashrc", "bashrc"),
        ("C:\\Windows\\a.txt", "a.txt"),
        ("a\nb:c.png", "abc.png"),
        ("..", "file"),
        ("", "file"),
    ],
)
def test_a_stranger_does_not_choose_the_folder(name, safe):
    assert safe_name(name) == safe


def test_a_source_shows_what_is_cited_why_it_was_found_and_how_old_it_is(opened):
    lost = opened.draft.sources[0]
    old = replace(
        lost,
        passage=replace(
            lost.passage,
            changed=shop.NOW - timedelta(days=800),
            valid_until=shop.NOW.date() - timedelta(days=1),
            language="de",
        ),
    )
    cited = Evidence("passage:1", "", "**Offer** a refund.", 0, 19)
    props = source_props(old, "1", shop.NOW, (cited,), language="en")
    assert props.title == "Parcel lost in the warehouse"
    assert props.place == "Refunds and reshipment"
    assert props.quote == "“Offer a refund.”"
    assert props.why == "words: parcel, warehouse"
    assert props.chips == (
        ("public", "plain"),
        ("out of date", "danger"),
        ("in German", "plain"),
        ("changed 2 years ago", "warning"),
    )
    internal = source_props(opened.draft.sources[1], "2", shop.NOW)
    assert internal.chips[0] == ("internal: do not quote", "warning")


def test_sources_that_nothing_rests_on_are_folded(opened):
    draft = opened.draft
    shown = sources_of(draft, shop.NOW)
    assert [one.open for one in shown] == [True, True, True]
    assert shown[0].cited
    without_evidence = tuple(replace(one, evidence=()) for one in draft.sentences)
    cites_none = replace(draft, sentences=without_evidence, sources=draft.sources[:1] * 5)
    assert [one.open for one in sources_of(cites_none, shop.NOW)] == [True] * 3 + [False] * 2
    cites_one = replace(draft, sentences=draft.sentences[-3:])
    assert [one.open for one in sources_of(cites_one, shop.NOW)] == [True, False, False]


def test_a_quote_has_no_markdown_and_ends_at_a_word():
    assert quote_of("## Answer\nUse **both** hands.\n- slowly") == "“Use both hands. slowly”"
    long = quote_of("word " * 60)
    assert long.endswith("word …”")
    assert len(long) < 170


def test_sizes():
    assert [size_text(size) for size in (12, 1_500, 184_320, 2_411_724)] == [
        "12 B",
        "1.5 kB",
        "184 kB",
        "2.4 MB",
    ]


def test_marks_number_the_sources_and_point_at_the_finding(opened):
    found = marks(opened.draft, opened.ticket)
    assert [(one.tone, one.sign) for one in found] == [
        ("supported", "1"),
        ("supported", "2"),
        ("supported", "2"),
        ("unsupported", "!"),
        ("supported", "3"),
    ]
    bad = found[3]
    assert opened.draft.text[bad.start : bad.end] == "With express it will arrive before the 20th."


def test_marks_move_with_typing_and_a_touched_one_goes(opened):
    held, text = marks(opened.draft, opened.ticket), opened.draft.text
    typed = f"Oh! {text}"
    assert [typed[a.start : a.end] for a in moved(held, text, typed)] == [
        text[b.start : b.end] for b in held
    ]
    at = held[1].start + 3
    touched = moved(held, text, f"{text[:at]}x{text[at:]}")
    assert len(touched) == len(held) - 1
    assert touched[0] == held[0]


@pytest.mark.parametrize(
    ("before", "after", "stretch"),
    [
        ("abc", "abxc", (2, 0, 1)),
        ("abc", "ac", (1, 1, 0)),
        ("aaa", "aa", (2, 1, 0)),
        ("", "x", (0, 0, 1)),
        ("ab", "ab", (2, 0, 0)),
    ],
)
def test_changed_stretch(before, after, stretch):
    assert changed_stretch(before, after) == stretch


def without_sentence(text, gone):
    """What is left of a text when the first such words are struck."""
    start = text.index(gone)
    begin, stop, instead = struck(text, start, start + len(gone))
    return text[:begin] + instead + text[stop:]


@pytest.mark.parametrize(
    ("text", "gone", "left"),
    [
        ("A. B. C.", "B.", "A. C."),
        ("A. B.", "B.", "A."),
        ("A.\nB.\nC.", "B.", "A.\nC."),
        ("1. A.\n2. B.\n3. C.", "B.", "1. A.\n2. C."),
        ("Do:\n\n1. A.\n2) B\n\nBye", "B", "Do:\n\n1. A.\n\nBye"),
        ("Do:\n- A.\n- B.", "B.", "Do:\n- A."),
        ("1. A.", "A.", ""),
        ("1. A. B.", "A.", "1. B."),
        ("It costs 5. A.", "A.", "It costs 5."),
    ],
)
def test_a_struck_sentence_takes_one_space_or_its_number_with_it(text, gone, left):
    assert without_sentence(text, gone) == left


@pytest.mark.parametrize(
    ("text", "gone", "left"),
    [
        ("1. A.\n2. B.\n3. C.\n4. D.\n\nBye", "B.", "1. A.\n2. C.\n3. D.\n\nBye"),
        ("1. A.\n2. B.\n3. C.", "C.", "1. A.\n2. B."),
        ("1) A.\n\n2) B.\n\n3) C.", "A.", "\n1) B.\n\n2) C."),
        ("9. A.\n10. B.\n11. C.", "A.", "9. B.\n10. C."),
        (
            "1. A.\n2. B\nis long.\n3. C\nis long.\n4. D",
            "B\nis long.",
            "1. A.\n2. C\nis long.\n3. D",
        ),
        ("1. A.\n  1. a.\n  2. b.\n2. B.", "a.", "1. A.\n  1. b.\n2. B."),
        ("1. A.\n2. B.\n  1. a.\n  - b.\n3. C.", "A.", "1. B.\n  1. a.\n  - b.\n2. C."),
        ("1. A. B.\n2. C.", "A.", "1. B.\n2. C."),
        ("- A.\n- B.\n1. C.\n2. D.", "B.", "- A.\n1. C.\n2. D."),
    ],
)
def test_the_items_after_a_struck_one_are_numbered_anew(text, gone, left):
    assert without_sentence(text, gone) == left


@pytest.mark.parametrize(
    ("text", "gone", "left"),
    [
        ("1. A.\n2. B.\n\n3. March is the last day.", "B.", "1. A.\n\n3. March is the last day."),
        ("1. A.\n2. B.\n3. März ist der letzte Tag.", "B.", "1. A.\n3. März ist der letzte Tag."),
        ("3. März ist der Tag.\n4. D.", "März ist der Tag.", "4. D."),
        ("1. Tag: A.\n2. Tag: B.\n3. Tag: C.", "Tag: B.", "1. Tag: A.\n3. Tag: C."),
        ("1. A.\n2. B.\n\nThen:\n\n3. C.", "B.", "1. A.\n\nThen:\n\n3. C."),
        ("1. A.\n2. B.\n\n1. C.\n2. D.", "B.", "1. A.\n\n1. C.\n2. D."),
        ("1. A.\n2. B.\n3) C.\n4) D.", "B.", "1. A.\n3) C.\n4) D."),
        ("1. A.\n2. B.\n2.5 litres a day.\n30. C.", "A.", "1. B.\n2.5 litres a day.\n30. C."),
    ],
)
def test_a_number_of_no_list_or_of_another_one_stays(text, gone, left):
    assert without_sentence(text, gone) == left


def test_panel_says_what_is_new_from_data_alone(opened):
    assert since_lines(opened.since, opened.ticket) == (
        "Dana Whitfield wrote again.",
        "Assignee: Luis Ortega → Anna Berg",
    )
    props = panel_props(opened, opened.draft, now=shop.NOW, hidden=False)
    assert [one.name for one in props.summary] == [
        "Wants",
        "Next",
        "Open",
        "Happened",
        "",
        "Mood",
        "Urgency",
    ]
    assert props.summary[0].messages == (("m4", shop.FILTER.messages[3].id),)
    assert [(one.number, one.internal) for one in props.sources] == [
        ("1", True),  # cited first, though it was not found first
        ("2", False),
        ("3", False),
    ]
    assert "Dana" not in repr(panel_props(opened, opened.draft, now=shop.NOW, hidden=True).since)


def test_checks_put_what_blocks_first(opened):
    finding = opened.draft.findings[0]
    block = replace(finding, severity=Severity.BLOCK, start=finding.start + 1)
    lines = checks(replace(opened.draft, findings=(finding, block)))
    assert [(one.tone, one.open) for one in lines] == [("danger", True), ("warning", True)]
    assert [one.tone for one in checks(replace(opened.draft, findings=()))] == ["supported"]


def test_reasons_that_keep_the_approval_shut(opened):
    draft = opened.draft
    finding = draft.findings[0]
    blocked = replace(draft, findings=(replace(finding, severity=Severity.BLOCK),))
    fine = replace(draft, findings=(replace(finding, accepted=True),))
    assert reason(draft, unchecked=False, writing=False) == (
        "1 sentence has no source: accept, strike or rewrite it",
        False,
    )
    assert reason(blocked, unchecked=False, writing=False)[1]
    assert reason(fine, unchecked=False, writing=False) == ("", False)
    assert reason(fine, unchecked=True, writing=False)[0]
    assert reason(fine, unchecked=False, writing=True)[0]
    assert reason(None, unchecked=False, writing=False)[0]


def test_the_bar_is_shut_until_it_knows_where_the_text_goes(opened, road):
    fine = replace(opened.draft, findings=())
    assert approval_props(fine, None, unchecked=False, writing=False, hidden=None).reason
    ready = approval_props(
        fine, road.outgoing(fine, new_status=None), unchecked=False, writing=False, hidden=None
    )
    assert (ready.reason, ready.where) == ("", "to dana.whitfield@example.com · no attachments")
    assert status_words(Status.OPEN, Status.PENDING) == "open → pending"
    assert status_words(Status.OPEN, None) == "stays open"


def test_status_line(road):
    assert connection(False, 2) == "Offline · 2 in the outbox"
    assert hosts((), shop.NOW) == "Today: no host contacted"


def test_every_colour_is_there_in_both_themes_and_in_the_style_sheet():
    light, dark = read_tokens("light"), read_tokens("dark")
    assert light != dark
    assert style_sheet("a @note_line b @note c", light) == f"a {light.note_line} b {light.note} c"


@pytest.mark.parametrize(
    ("first", "again", "fine"),
    [
        ("x", None, True),
        ("", None, False),
        ("short", "short", False),
        ("long enough words", "other", False),
        ("long enough words", "long enough words", True),
    ],
)
def test_passphrases(first, again, fine):
    assert (problem(first, again) == "") is fine


KEPT = {
    "all new": ("One.\n\nTwo.", "Eins.\n\nZwei.", ""),
    "one": ("One.\n\nTwo.", "Eins.\n\nTwo.", "1 of 2 paragraphs stands as before"),
    "two": ("A.\n\nB.\n\nC.", "A.\n\nB.\n\nZ.", "2 of 3 paragraphs stand as before"),
    "all": ("One.\n\nTwo.", "One.\n\nTwo.", "Nothing changed"),
}


@pytest.mark.parametrize(("before", "after", "said"), KEPT.values(), ids=KEPT.keys())
def test_a_rewrite_says_what_stands_as_before(before, after, said):
    told = kept_as_it_was(before, after)
    assert told.startswith(said)
    assert bool(told) is bool(said)
