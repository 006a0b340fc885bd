"""Markdown: title and text, without what its reader would not see."""

import time
from collections import Counter

import pytest

from copilot.knowledge.reading.markdown import read_markdown
from copilot.knowledge.reading.unseen import report, seen_characters


def read(text, **more):
    left_out = Counter()
    title, below = read_markdown(text, left_out, **more)
    return title, below, report(left_out)


@pytest.mark.parametrize(
    ("text", "title", "below"),
    [
        ("# The `x` **command** ##\nText", "The x command", "Text"),
        ("\n\n# [Linked](http://a.example)\n\nText", "Linked", "\nText"),
        ("Under\n=====\n\nText", "Under", "\nText"),
        ("## Second level\n\nText", "", "## Second level\n\nText"),
        ("Text\n\n# Later", "", "Text\n\n# Later"),
        ("# Alone", "Alone", ""),
        ("#no heading", "", "#no heading"),
    ],
)
def test_the_first_heading_is_the_title(text, title, below):
    assert read(text) == (title, below, ())


def test_a_heading_that_says_more_than_the_given_title_stays():
    assert read("# Same\n\nx", title="Same") == ("Same", "\nx", ())
    assert read("# Other\n\nx", title="Given") == ("Given", "# Other\n\nx", ())


@pytest.mark.parametrize(
    ("secret", "reported"),
    [
        ("<!-- SECRET -->", "comments (1 place)"),
        ("<!--\nSECRET\n\nSECRET\n-->", "comments (1 place)"),
        ("\n[//]: # (SECRET)\n", "comments (1 place)"),
        ("\n[comment]: <> 'SECRET'\n", "comments (1 place)"),
        (
            "<span style='display:none'>SECRET <b>SECRET</b> &amp; SECRET</span>",
            "hidden text (1 place)",
        ),
        ("<div hidden>\n\nSECRET\n\n</div>", "hidden text (1 place)"),
        ("<p style='color:#fffffe'>SECRET</p>", "text in the colour of its background (1 place)"),
        ("`<script>` <i hidden>SECRET</i>", "hidden text (1 place)"),
        ("<i hidden><img alt=x>SECRET<br></i>", "hidden text (1 place)"),
    ],
)
def test_what_nobody_sees_is_left_out_and_reported(secret, reported):
    _, below, hidden = read(f"Seen.\n\n{secret}\n\nSeen too.")
    assert "SECRET" not in below
    assert below.startswith("Seen.")
    assert below.endswith("Seen too.")
    assert hidden == (reported,)


@pytest.mark.parametrize(
    "seen",
    [
        "```html\n<!-- SEEN --><p hidden>SEEN</p>\n```",
        "~~~\n[//]: # (SEEN)\n~~~",
        "Write `<!-- SEEN -->` here, `<i hidden>` SEEN `</i>`.",
        "Write <!-- SEEN and never close it.",
        "a < b and SEEN > c",
        "<b style='color:red'>SEEN</b>",
        "<div align=center>SEEN</div>",
        "[SEEN]: http://a.example 'SEEN'",
        "<i hidden></i>SEEN",
        "1 <2 SEEN &lt; &amp;",
    ],
)
def test_what_people_see_stays(seen):
    text = f"Before.\n\n{seen}\n\nAfter.\n"
    assert read(text) == ("", text, ())


def test_a_comment_that_is_never_closed_hides_the_rest_of_the_page():
    assert read("Seen.\n\n<!-- SECRET\n\nSECRET") == ("", "Seen.\n\n", ("comments (1 place)",))


@pytest.mark.parametrize(
    ("text", "seen", "hidden"),
    [
        ("ig\u200bnore\ufeff", "ignore", ("zero-width characters (2 places)",)),
        ("a\u200d\u200db c\u200cd", "ab cd", ("zero-width characters (2 places)",)),
        ("x\U000e0041\U000e0042y", "xy", ("tag characters (1 place)",)),
        ("a\u202eb\u202cc", "abc", ("direction marks (2 places)",)),
        ("hy\u00adphen", "hyphen", ()),
        ("שלום\u200f!", "שלום!", ()),
        ("👨\u200d👩\u200d👧 ❤\ufe0f", "👨\u200d👩\u200d👧 ❤\ufe0f", ()),
        ("می\u200cخواهم", "می\u200cخواهم", ()),
        ("🏴\U000e0067\U000e0062\U000e007f", "🏴\U000e0067\U000e0062\U000e007f", ()),
        ("naïve — “quoted” café", "naïve — “quoted” café", ()),
    ],
)
def test_characters_that_nobody_sees(text, seen, hidden):
    left_out = Counter()
    assert seen_characters(text, left_out) == seen
    assert report(left_out) == hidden


PIECES = "<!--|`|``` |<i hidden>x|<i hidden>|[a]: # (|# #  |~~~\n|&|<|<a |<![|<a b='|[a]:\n |<p>"


@pytest.mark.parametrize("piece", PIECES.split("|"))
def test_reading_takes_time_in_proportion_to_the_text(piece):
    def seconds(text):
        began = time.process_time()
        read(text)
        return time.process_time() - began

    small = min(seconds(piece * 2_000) for _ in range(3))
    assert seconds(piece * 40_000) < 200 * max(small, 0.0005)
