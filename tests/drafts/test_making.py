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


def evidence_of(draft):
    return [[one.quote for one in each.evidence] for each in draft.sentences]


def test_a_text_that_is_restored_has_its_evidence_again():
    first = desk.draft("Refunds reach your account within 5 working days.")
    other = edit(first, "We wish you a lovely day.", flag_never)
    assert evidence_of(other) == [[]]
    again = edit(other, first.text, flag_never)
    assert evidence_of(again) == evidence_of(first)


def test_what_the_composer_said_is_remembered_however_much_is_typed():
    draft = desk.draft("Refunds reach your account within 5 working days.")
    typed = draft
    for at in range(300):
        typed = edit(typed, f"Refunds reach your account within 5 working days, {at}.", flag_never)
    assert evidence_of(edit(edit(typed, "", flag_never), draft.text, flag_never)) == [
        [each.quote for each in draft.sentences[0].evidence]
    ]


QUOTED = {
    "a whole sentence": ("Refunds reach your account within 5 working days.", True),
    "another space": ("Refunds reach\nyour account within 5 working days.", True),
    "a part of one": ("Refunds reach your account.", False),
    "another word": ("Refunds reach your purse within 5 working days.", False),
}


@pytest.mark.parametrize(("text", "has"), QUOTED.values(), ids=QUOTED.keys())
def test_a_whole_sentence_of_a_passage_has_it_as_evidence(text, has):
    empty = desk.draft("", sentences=())
    source = desk.passage()
    made = edit(empty, text, flag_never, quotable=(source,))
    assert [bool(each.evidence) for each in made.sentences] == [has]
    for one in made.sentences[0].evidence:
        assert one.source == f"passage:{source.passage.id}"
        assert source.passage.text[one.start : one.end] == one.quote
        assert one.scope is source.passage.scope


def test_what_a_person_types_is_theirs_and_what_the_model_wrote_stays_the_models():
    made = make(
        "She wants her money back by Friday.",
        (),
        ticket=desk.ticket(),
        kind=ReplyKind.INTERNAL_NOTE,
        sources=(),
        missing=(),
        restore=str,
        check=flag_never,
        now=desk.NOW,
        new_id=lambda: "d1",
    )

    def typed(text, **more):
        return [one.typed for one in edit(made, text, flag_never, **more).sentences]

    assert typed("She wants her money back by Friday. I called her.") == [False, True]
    assert typed("She wants her money back by Monday.") == [False]
    again = "A refund is what is asked for. I called her."
    assert typed(again) == [True, True]
    assert typed(again, rewritten=("A refund is what is asked for.", "Else.")) == [False, True]
    taken = edit(made, again, flag_never, rewritten=("A refund is what is asked for.", "Else."))
    assert "Else." not in taken.written
    assert [one.typed for one in edit(taken, again, flag_never).sentences] == [False, True]
