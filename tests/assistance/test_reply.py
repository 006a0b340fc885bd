"""Replies, notes and rewrites."""

import pytest

from copilot.assistance.asks import asks_by_rules
from copilot.assistance.reply import write_reply
from copilot.assistance.rewrite import rewrite
from copilot.assistance.values import invents, keeps
from copilot.errors import BadInput
from copilot.paths import shipped
from copilot.prompting.prompt_file import load_prompts
from copilot.prompting.prompts import open_prompts
from copilot.prompting.rendering import render
from copilot.records import FoundSentence, Passage, RedactedText, Scope, SentenceKind, SourceKind
from tests.assistance.tickets import ticket
from tests.fakes.scripted import ScriptedGenerate

ASKED = ticket(("c", "When does the refund arrive on my card?"))


def sentence(text, scope=Scope.PUBLIC):
    passage = Passage(
        1, "refunds.md", SourceKind.ARTICLE, "Refunds", "", RedactedText(text), 0, len(text), scope
    )
    return FoundSentence(passage, 0, len(text), 0.8)


def reply(wording, *found, mood="calm", given=ASKED, on_text=None):
    prompts = open_prompts()
    return write_reply(
        given,
        asks_by_rules(given),
        mood=mood,
        agent=RedactedText("[[AGENT_1]]"),
        find=lambda _: found,
        generate=ScriptedGenerate(lambda _: wording),
        make_prompt=prompts.sentence,
        make_translation=prompts.in_language,
        on_text=on_text,
    )


def test_a_statement_carries_its_evidence_and_its_place():
    fact = "A refund to a card arrives within 5 working days."
    pieces = []
    done = reply(
        "Your refund arrives within 5 working days.", sentence(fact), on_text=pieces.append
    )
    (stated,) = [s for s in done.sentences if s.kind is SentenceKind.STATEMENT]
    assert done.text[stated.start : stated.end] == "Your refund arrives within 5 working days."
    assert stated.evidence[0].quote == fact
    assert done.missing == ()
    assert "".join(pieces) == done.text


@pytest.mark.parametrize(
    "wording",
    [
        "Your refund arrives within 3 working days.",
        "As an AI I cannot say.",
        "Yes, it is totally fine.",
        "",
    ],
)
def test_a_wording_that_leaves_its_evidence_is_replaced_by_it(wording):
    fact = "A refund to a card arrives within 5 working days."
    assert fact in reply(wording, sentence(fact)).text


def test_nothing_is_said_without_knowledge():
    done = reply("We refund you at once.")
    assert done.missing == ("When does the refund arrive on my card?",)
    assert all(s.kind is not SentenceKind.STATEMENT for s in done.sentences)


def test_an_internal_source_never_reaches_a_public_reply():
    done = reply("Up to 20 EUR goodwill.", sentence("Up to 20 EUR goodwill.", Scope.INTERNAL))
    assert "goodwill" not in done.text
    assert "internal source" in done.missing[0]


def test_the_reply_asks_for_the_order_number_that_the_article_wants():
    done = reply("Send us a mail.", sentence("Send us your order number for the refund."))
    (asked,) = [s for s in done.sentences if s.kind is SentenceKind.QUESTION]
    assert done.text[asked.start : asked.end] == "Could you send us your order number?"


def test_an_angry_customer_gets_an_apology_in_their_language():
    given = ticket(("c", "Wann kommt das Geld?"), language="de")
    assert "es tut mir leid" in reply("x", mood="angry", given=given).text


def test_a_rewriting_that_loses_a_number_is_dropped():
    text = RedactedText("It takes 5 days.\n\nBye [[CUSTOMER_1]]")
    file = load_prompts(shipped("resources", "prompts"))["rewrite"]
    written = rewrite(
        text,
        "shorter",
        generate=ScriptedGenerate(
            lambda p: "Soon." if "days" in p.user else "So long, [[CUSTOMER_1]]"
        ),
        make_prompt=lambda t, how: render(file, {"text": t, "how": RedactedText(how)}),
    )
    assert written == "It takes 5 days.\n\nSo long, [[CUSTOMER_1]]"
    with pytest.raises(BadInput, match="shorter"):
        rewrite(text, "louder", generate=ScriptedGenerate(str), make_prompt=render)


def test_values_have_one_spelling():
    assert keeps("zwei Tage, 1.000 EUR", "two days, 1,000 EUR")
    assert invents("in 3 days", "in 5 days")
    assert invents("see https://a.example/x", "see https://a.example/y")
