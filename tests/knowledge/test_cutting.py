"""Passages: whole where they can be, exact stretches of the text, and nothing lost."""

import re
import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from copilot.knowledge.cutting import MOST, cut
from copilot.knowledge.tongue import language_of
from copilot.records import RedactedText, Scope, SourceDocument, SourceKind

LINES = (
    "# head w",
    "### head w",
    "w\n===",
    "- w",
    "  - w",
    "12. w",
    "   w",
    "| w | b |\n|---|---|\n| w | 2 |",
    "| w | w |",
    "```",
    "~~~ w",
    "    w",
    "> w",
    "---",
    "* * *",
    "[w]: http://w.example 'w'",
    "<div>",
    "</div>",
    "<!-- w",
    "-->",
    "w " * (MOST + 30),
    "A sentence w here. " * 60,
    "w needs:",
    "w\u2028w\u2029w",
    "w\x0bw\x0cw\x85w",
    "\t- w",
    "\0 w",
    " ",
)
ENDS = ("\n", "\n\n", "\r\n", "\r", "\r\n\r\n", "\n \n", "")
MARKDOWN = MarkdownIt("commonmark").enable("table")


def document(text, **more):
    return SourceDocument("d", SourceKind.ARTICLE, RedactedText("T"), RedactedText(text), **more)


def texts(text):
    return [passage.text for passage in cut(document(text))]


def numbered(lines):
    """Every w made a word of its own: w1, w2, ..."""
    counted = iter(range(1, 100_000))
    return re.sub(r"\bw\b", lambda _: f"w{next(counted)}", "".join(map("".join, lines)))


def words_of_headings(text):
    tokens = MARKDOWN.parse(text)
    heads = [b.content for a, b in pairwise(tokens) if _opens(a)]
    return re.findall(r"\bw\d+\b", " ".join(heads))


def _opens(token):
    return token.type == "heading_open" and token.level == 0


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(ENDS)), max_size=12))
def test_passages_are_stretches_in_order_that_lose_nothing_but_headings(lines):
    text = numbered(lines)
    ends, kept = 0, []
    for passage in cut(document(text)):
        assert passage.text == text[passage.start : passage.end]
        assert passage.start >= ends
        assert passage.text.strip()
        ends = passage.end
        kept += re.findall(r"\bw\d+\b", passage.text)
    heads = set(words_of_headings(text))
    assert [w for w in kept if w not in heads] == [
        w for w in re.findall(r"\bw\d+\b", text) if w not in heads
    ]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=20))
def test_no_passage_is_longer_than_can_be_embedded(lines):
    for passage in cut(document(numbered([(line, "\n\n") for line in lines]))):
        assert len(passage.text.split()) <= MOST + 40  # headings between small sections


def test_a_long_script_of_comments_alone_is_cut_too():
    text = "```\n" + "# a comment of five words\n" * 200
    assert max(len(piece.split()) for piece in texts(text)) <= MOST


def test_a_list_stays_with_the_sentence_that_leads_to_it():
    before = "Some words that come before all else. " * 25
    text = f"{before}\n\nIt is easy. You need:\n\n" + "- a thing to bring along today\n" * 20
    first, second = texts(text)
    assert first.endswith("It is easy.")
    assert second.startswith("You need:\n\n- a thing")
    assert second.count("- a thing") == 20


def test_a_long_list_is_cut_between_items():
    text = "Do this:\n\n" + "".join(f"{n}. " + "word " * 50 + "end\n" for n in range(1, 9))
    passages = texts(text)
    assert len(passages) == 2
    assert passages[0].startswith("Do this:\n\n1. word")
    assert all(passage.endswith("end") for passage in passages)
    assert passages[1].startswith("5. word")


def test_a_table_stays_whole_with_its_lead_and_is_cut_between_rows_when_it_is_long():
    head = "The prices:\n\n| Size | Price |\n|---|---|\n"
    short = "word " * 150 + "\n\n" + head + "| S | 4 EUR |\n" * 12
    assert texts(short)[1] == (head + "| S | 4 EUR |\n" * 12).rstrip()
    long = texts(head + "| S | 4 EUR |\n" * 60)
    assert len(long) > 1
    assert long[0].startswith(head)
    assert all(line == "| S | 4 EUR |" for passage in long[1:] for line in passage.splitlines())


def test_a_code_block_with_a_heading_in_it_is_no_section():
    passages = cut(document("# T\n\n```\n# not a heading\nls\n```\n"))
    assert [(p.heading, p.text) for p in passages] == [("T", "```\n# not a heading\nls\n```")]


def test_headings_are_named_as_people_see_them():
    text = "## The **bold** `code`\n\nwords\n\n### [Link](http://a.example) here\n\n" + "more " * 90
    assert [p.heading for p in cut(document(text))] == ["The bold code"]
    alone = cut(document("## A `b`\n\n### [Link](http://a.example) here\n\nmore"))
    assert alone[0].heading == "A b › Link here"


def test_lines_are_counted_as_markdown_counts_them():
    text = "One\u2028two\x0cthree.\r\n\r\n## Head\r\n\r\nBody.\r\n"
    assert texts(text) == ["One\u2028two\x0cthree.\r\n\r\n## Head\r\n\r\nBody."]


@pytest.mark.parametrize("piece", ["...", "a. ", "A b. ", "! ", "- a\n", "| a | b |\n", "a\n\n"])
def test_cutting_takes_time_in_proportion_to_the_text(piece):
    def seconds(text):
        began = time.process_time()
        cut(document(text))
        return time.process_time() - began

    small = min(seconds(piece * 400) for _ in range(3))
    assert seconds(piece * 8_000) < 200 * max(small, 0.0005)


def test_a_passage_carries_what_is_known_of_its_document():
    until = date(2027, 1, 1)
    one = document(
        "text", scope=Scope.INTERNAL, team="Billing", valid_until=until, valid_from=date(2026, 1, 1)
    )
    (passage,) = cut(one)
    assert (passage.scope, passage.team, passage.valid_until) == (Scope.INTERNAL, "Billing", until)
    assert passage.valid_from == date(2026, 1, 1)


def test_a_passage_has_the_documents_language_or_its_own():
    german = "Die Rückzahlung ist nach fünf Tagen auf der Karte. " * 12
    english = "The refund is on the card after five days, as you know. " * 12
    text = f"## Eins\n\n{german}\n\n## Two\n\n{english}"
    assert [p.language for p in cut(document(text, language="es"))] == ["es", "es"]
    assert [p.language for p in cut(document(text, language=""))] == ["de", "en"]
    assert [p.language for p in cut(document("4711", language=""))] == ["en"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("When does my parcel arrive?", "en"),
        ("It doesn't work.", "en"),
        ("Wann kommt mein Paket?", "de"),
        ("Rücksendung möglich?", "de"),
        ("¿Cuándo llega mi paquete?", "es"),
        ("No puedo entrar", "es"),
        ("Quand arrive mon colis ?", "fr"),
        ("L'article n'est pas arrivé", "fr"),
        ("A-88213", ""),
        ("AquaPure 300", ""),
        ("| 49–54 cm | L |", ""),
    ],
)
def test_the_language_of_short_texts(text, language):
    assert language_of(text) == language
