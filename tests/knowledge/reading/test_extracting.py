"""Hostile bytes: only Unreadable comes out, whatever goes in."""

import os
from collections import Counter
from contextlib import suppress
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.knowledge.cutting import cut
from copilot.knowledge.reading.csv_rows import read_rows
from copilot.knowledge.reading.extracting import SUFFIXES, extract
from copilot.knowledge.reading.front_matter import front_matter, scope_and_team
from copilot.knowledge.reading.listing import Unreadable
from copilot.knowledge.reading.markdown import read_markdown
from copilot.records import Extracted, RedactedText, Scope, SourceDocument, SourceKind
from tests.knowledge.reading.made_files import WHITE, Pdf, part_of, saved, with_part

_TAGS = """<p> <div> </div> <table> <tr> <td> <th> </table> <ul> <ol> <li> <h1> <h2> a b <pre>
</pre> <!-- --> <style> </style> <b <a/href=x> <br> &amp; <main> <article> <td/colspan='x'> <select>
<svg> <p/style='display:none'> <font/color=white> </html> <frameset> <title> </body> <dialog>"""
TAGS = _TAGS.split()
MARKS = [
    "---\n",
    "scope:",
    "internal",
    "\n",
    "a,b\n",
    '"',
    ";",
    "#",
    " ",
    "```",
    "`",
    "[a]: # (",
    ")",
]
DOCX_PARTS = (
    "word/document.xml",
    "word/styles.xml",
    "word/numbering.xml",
    "[Content_Types].xml",
    "word/_rels/document.xml.rels",
)
PAGE = (
    b"<html lang=de><style>.a>b{display:none}</style><nav>x</nav><h1>T</h1><p style='color:#fff'>x"
    b"<table><tr><td colspan=9>y</table><ol><li>z<li></ol><!-- c --><pre>q</pre></html>"
)


def made_word():
    document = docx.Document()
    document.add_heading("T", 0)
    document.add_paragraph("item", style="List Number")
    document.add_table(2, 2).cell(0, 0).text = "cell"
    return saved(document)


FILES = {
    ".html": PAGE,
    ".htm": PAGE,
    ".pdf": Pdf(title="T").line("Big", size=20).paragraph("x").line("y", colour=WHITE).made(),
    ".docx": made_word(),
}


def only_unreadable(suffix, data):
    with suppress(Unreadable):
        assert isinstance(extract(f"a{suffix}", data), Extracted)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SUFFIXES), st.binary(max_size=300))
def test_any_bytes(suffix, data):
    only_unreadable(suffix, data)
    only_unreadable(suffix, FILES[suffix][:8] + data)


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(SUFFIXES), st.data())
def test_files_that_are_cut_short_or_damaged(suffix, data):
    whole = FILES[suffix]
    at = data.draw(st.integers(0, len(whole)))
    only_unreadable(suffix, whole[:at])
    wrong = data.draw(st.binary(max_size=40))
    only_unreadable(suffix, whole[:at] + wrong + whole[at + len(wrong) :])


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(DOCX_PARTS), st.data())
def test_word_documents_with_a_damaged_part(name, data):
    whole = FILES[".docx"]
    part = part_of(whole, name).encode()
    at = data.draw(st.integers(0, len(part)))
    wrong = data.draw(st.sampled_from([b"", b"<w:p/>", b"</w:p>", b'"', b"<", b"x" * 30]))
    only_unreadable(".docx", with_part(whole, name, part[:at] + wrong + part[at + len(wrong) :]))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(TAGS), max_size=30))
def test_any_tags(pieces):
    only_unreadable(".html", "".join(pieces).encode())


def test_only_its_own_kinds_are_taken():
    with pytest.raises(Unreadable, match=r"of a kind that cannot be read \(\.md\)"):
        extract("a.md", b"x")
    with pytest.raises(Unreadable, match="is larger than 2 MB"):
        extract("a.html", b"x" * 2_000_001)


@pytest.mark.skipif("SUPPORT_COPILOT_DATA" not in os.environ, reason="needs the public data")
def test_real_help_pages_are_cut_without_loss():
    import json

    path = Path(os.environ["SUPPORT_COPILOT_DATA"]) / "kb_gnome_help" / "articles.jsonl"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert rows
    for row in rows:
        text = row["body_markdown"]
        one = SourceDocument("d", SourceKind.ARTICLE, RedactedText("T"), RedactedText(text))
        assert all(text[p.start : p.end] == p.text for p in cut(one))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*TAGS, *MARKS]), max_size=25).map("".join))
def test_any_text_is_read_as_markdown_and_as_csv(text):
    left_out = Counter()
    with suppress(Unreadable):
        values, body = front_matter(text)
        scope_and_team(values, Scope.PUBLIC, "")
        read_markdown(body, left_out)
        assert all(count >= 0 for count in left_out.values())
    with suppress(Unreadable):
        assert read_rows(text).text
