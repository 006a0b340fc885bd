"""CSV: sections where rows are questions and answers, tables otherwise."""

import pytest

from copilot.knowledge.cutting import cut
from copilot.knowledge.reading.csv_rows import read_rows
from copilot.knowledge.reading.listing import Unreadable
from copilot.records import RedactedText, SourceDocument, SourceKind


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_questions_and_answers_become_sections(mark):
    rows = [("ID", "Question", "Answer", "Note"), ("1", '"How, long?"', '"5 days;\nno more"', "")]
    found = read_rows("\n".join(mark.join(row) for row in rows))
    assert found.text == "## How, long?\n\n5 days;\nno more\n\nID: 1\n"
    assert found.values == {}


def test_other_tables_keep_their_header_in_every_passage():
    rows = "".join(f"{n};Part number {n} for the stove|oven;{n} EUR\n" for n in range(100))
    text = read_rows(f"Code;Part;Price\n{rows}").text
    document = SourceDocument("d", SourceKind.ARTICLE, RedactedText("T"), RedactedText(text))
    passages = cut(document)
    assert len(passages) > 3
    for passage in passages:
        assert passage.text.startswith("| Code | Part | Price |\n| --- | --- | --- |\n| ")
    assert "| 99 | Part number 99 for the stove/oven | 99 EUR |" in passages[-1].text


def test_short_and_long_rows_are_no_reason_to_stop():
    found = read_rows("a,b\n1\n1,2,3\n\n,\n")
    assert found.text == "| a | b |\n| --- | --- |\n| 1 |  |\n| 1 | 2 |\n"


def test_what_rows_say_of_the_file():
    found = read_rows(
        "title,text,scope,language,changed\nA,x,public,de,2026-01-01\nB,y,internal,de,2026-02-01\n"
    )
    assert found.values == {"scope": "internal", "language": "de", "changed": "2026-02-01"}
    assert found.text == "## A\n\nx\n\n## B\n\ny\n"
    assert read_rows("title,text,language\nA,x,de\nB,y,en\n").values == {}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("title,text\n", "has no rows below its header"),
        ("title,text,team\nA,x,Billing\nB,y,Legal\n", "has rows of several teams"),
        ("title,text,valid_until\nA,x,2026-01-01\nB,y,\n", "has rows that differ in valid_until"),
        ('a,b\n"' + "x" * 200_000 + '",1\n', "is no CSV that can be read"),
    ],
)
def test_what_cannot_be_read_says_why(text, reason):
    with pytest.raises(Unreadable) as raised:
        read_rows(text)
    assert str(raised.value).startswith(reason)
