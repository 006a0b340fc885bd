"""Drafts are made with names, edited, and accepted finding by finding."""

import pytest

from copilot.drafts.making import accept, blank, edit, make
from copilot.errors import BadInput
from copilot.records import DraftSentence, Evidence, Finding, ReplyKind, SentenceKind, Severity
from tests.fakes import desk


def flag_never(text, sentences):
    """One finding on each "never"."""
    places = [at for at in range(len(text)) if text.startswith("never", at)]
    return tuple(
        Finding("promise", Severity.ACCEPT, at, at + 5, "It says never.", "Strike.")
        for at in places
    )


def test_names_come_back_and_places_move_with_them():
    quote = Evidence("message:m1", "m1", "I am [[CUSTOMER_1]]", 0, 5)
    strange = Evidence("passage:1", "p", "By [[CUSTOMER_1]]", 0, 5)
    text = "Hi [[CUSTOMER_1]],\nit is done."
    sentences = (
        DraftSentence(0, 18, SentenceKind.GREETING),
        DraftSentence(19, 30, SentenceKind.STATEMENT, (quote, strange)),
    )
    made = make(
        text,
        sentences,
        ticket=desk.ticket(),
        kind=ReplyKind.PUBLIC_REPLY,
        sources=(),
        missing=("when [[CUSTOMER_1]] asks",),
        check=flag_never,
        now=desk.NOW,
        new_id=lambda: "d9",
        restore=lambda t: t.replace("[[CUSTOMER_1]]", "Dana Whitfield"),
    )
    assert [made.text[s.start : s.end] for s in made.sentences] == [
        "Hi Dana Whitfield,",
        "it is done.",
    ]
    assert [e.quote for e in made.sentences[1].evidence] == [
        "I am Dana Whitfield",
        "By [[CUSTOMER_1]]",
    ]
    assert made.missing == ("when Dana Whitfield asks",)
    assert made.seen_version == desk.VERSION


def written(text):
    empty = blank(
        desk.ticket(), ReplyKind.PUBLIC_REPLY, check=flag_never, now=desk.NOW, new_id=lambda: "d1"
    )
    return edit(empty, text, flag_never)


def test_an_accepted_finding_survives_while_its_words_stay_and_no_twin_appears():
    draft = written("We never close.")
    draft = accept(draft, draft.findings[0])
    assert [f.accepted for f in edit(draft, "Hello. We never close.", flag_never).findings] == [
        True
    ]
    twice = edit(draft, "We never close. We never open.", flag_never)
    assert [f.accepted for f in twice.findings] == [True, False]
    gone = edit(draft, "We close.", flag_never)
    assert [f.accepted for f in edit(gone, "We never close.", flag_never).findings] == [False]


def test_what_blocks_or_is_gone_cannot_be_accepted():
    block = Finding("placeholder", Severity.BLOCK, 0, 2, "x", "Strike it.")
    for draft, found in ((desk.draft(findings=(block,)), block), (desk.draft(), block)):
        with pytest.raises(BadInput):
            accept(draft, found)
