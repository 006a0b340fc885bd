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
        generate=ScriptedGenerate(wording if callable(wording) else lambda _: wording),
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
    assert done.text[stated.start : stated.end] == fact
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


def test_a_worried_customer_is_not_thanked_for_the_message():
    given = ticket(("c", "¿Cuándo llega?"), language="es")
    assert "Lamento que esto le haya preocupado." in reply("x", mood="worried", given=given).text


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
    text = RedactedText("We answer in 5 working days.\n\nWe answer within 2 business days, Monday.")
    answers = {"5": "You hear from us in 5 days.", "2": "On Monday, in 2 working days."}
    written = rewrite(
        text,
        "friendlier",
        generate=ScriptedGenerate(lambda p: answers["5" if "5 working" in p.user else "2"]),
        make_prompt=lambda t, how: render(file, {"text": t, "how": RedactedText(how)}),
    )
    assert written == "We answer in 5 working days.\n\nOn Monday, in 2 working days."
    with pytest.raises(BadInput, match="shorter"):
        rewrite(text, "louder", generate=ScriptedGenerate(str), make_prompt=render)


def test_a_tool_of_the_team_is_a_way_to_rewrite():
    file = load_prompts(shipped("resources", "prompts"))["rewrite"]
    given = []

    def make(text, how):
        given.append(how)
        return render(file, {"text": text, "how": RedactedText(how)})

    written = rewrite(
        RedactedText("It takes 5 days."),
        "For children",
        generate=ScriptedGenerate(lambda _: "Five sleeps: 5 days."),
        make_prompt=make,
        tools={"For children": "so that a child understands it"},
    )
    assert given == ["so that a child understands it"]
    assert written in ("Five sleeps: 5 days.", "It takes 5 days.")


def test_a_missing_order_number_or_serial_number_is_asked_for():
    nothing = reply("", given=ticket(("c", "Where is my refund?")))
    assert "Could you send us your order number?" in nothing.text
    known = reply("", given=ticket(("c", "Where is my refund for [[ORDER_1]]?")))
    assert "order number" not in known.text
    fact = sentence("The serial number is under the burner. Some numbers are affected.")
    asked = reply("", fact, given=ticket(("c", "Is my EmberLite 2 affected?")))
    assert "Could you send us the serial number?" in asked.text
    told = reply("", fact, given=ticket(("c", "Is my EmberLite 2, EL2-24-0007, affected?")))
    assert "Could you send" not in told.text


def test_a_mail_that_asks_nothing_is_answered_with_a_question():
    done = reply("", given=ticket(("c", "Sent from my phone")))
    assert "Could you tell us what we can do for you?" in done.text
    assert done.missing


def test_a_death_is_met_with_condolence_and_never_with_thanks():
    done = reply("", given=ticket(("c", "My father died. Can you delete his account?")))
    assert "I am very sorry for your loss." in done.text
    assert "Thank you" not in done.text


def test_values_have_one_spelling():
    assert keeps("zwei Tage, 1.000 EUR", "two days, 1,000 EUR")
    assert invents("in 3 days", "in 5 days")
    assert not keeps("It comes in 3 days.", "It comes in 3 working days.")
    assert not keeps("It comes in 3 working days.", "It comes in 3 days.")
    assert not keeps("3 weeks, 2 working days", "3 working days, 2 weeks")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("in 3 working days", "within three business days"),
        ("in 2 or 3 working days", "in 2 to 3 workdays"),
        ("in 2 or 3 working days", "binnen 2–3 Werktagen"),
        ("in 2 or 3 working days", "in zwei bis drei Arbeitstagen"),
        ("in 2 or 3 working days", "2 bis 3 Geschäftstage"),
        ("in 2 or 3 working days", "en 2 o 3 días hábiles"),
        ("in 2 or 3 working days", "entre 2 a 3 días laborables"),
        ("in 2 or 3 working days", "2 à 3 jours ouvrés"),
        ("in one working day", "en un jour ouvrable"),
    ],
)
def test_working_days_are_the_same_in_other_words(given, told):
    assert keeps(told, given)
    assert not keeps(told, given.replace("working ", ""))


ROW = "| Repair | Price |\n|---|---|\n| Zip slider | 12 EUR |\n| New zip, tent | 45 EUR |"
PRICE = ticket(("c", "Can you repair the zip of my tent?"))


def row_of(table, begins):
    start = table.index(begins)
    passage = sentence(table).passage
    return FoundSentence(passage, start, start + len(begins), 0.8)


def stated(done):
    return [done.text[s.start : s.end] for s in done.sentences if s.evidence]


def test_a_table_row_is_told_with_the_names_of_its_columns():
    row = row_of(ROW, "| New zip, tent | 45 EUR |")
    done = reply("Yes, you can repair a broken zip.", row, given=PRICE)
    assert stated(done) == ["Repair: New zip, tent; Price: 45 EUR."]


def test_yes_is_not_said_where_the_evidence_does_not_say_it():
    row = row_of(ROW, "| New zip, tent | 45 EUR |")
    done = reply("Yes, a new zip for a tent costs 45 EUR.", row, given=PRICE)
    assert stated(done) == ["A new zip for a tent costs 45 EUR."]


@pytest.mark.parametrize(
    ("fact", "wording"),
    [
        ("A refund takes 5 days and costs 3 EUR.", "A refund takes 5 days."),
        ("Open https://a.example/card to see it.", "Open the card site to see it."),
        ("Do not use the stove again.", "You can use the stove again."),
        ("A new filter can be used at once.", "A new filter can not be used at once."),
    ],
)
def test_a_wording_that_loses_a_value_or_turns_a_fact_round_is_replaced(fact, wording):
    assert stated(reply(wording, sentence(fact))) == [fact]


GERMAN = ticket(("c", "Wann kommt das Geld auf meine Karte?"), language="de")
GERMAN_FACT = "Sie erhalten das Geld innerhalb von 5 Tagen auf die Karte."


def test_an_article_in_the_customers_language_is_taken_as_it_stands():
    assert stated(reply("not used", sentence(GERMAN_FACT), given=GERMAN)) == [GERMAN_FACT]


def by_step(english, translation):
    return lambda prompt: translation if prompt.name == "say" else english


def test_an_english_article_is_translated_sentence_by_sentence():
    text = "A refund to a card arrives within 5 days. It is free."
    first, second = (
        FoundSentence(sentence(text).passage, start, end, 0.8) for start, end in ((0, 41), (42, 53))
    )
    say = f"1. {GERMAN_FACT}\n2. Das ist für Sie kostenlos."
    done = reply(by_step("", say), first, second, given=GERMAN)
    assert stated(done) == [GERMAN_FACT, "Das ist für Sie kostenlos."]
    assert [s.evidence[0].quote for s in done.sentences if s.evidence] == [text[:41], text[42:]]


@pytest.mark.parametrize(
    "wrong",
    [
        "1. Sie erhalten das Geld in 4 Tagen.",
        "1. The refund arrives in 5 days.",
        f"1. Übersetzung: {GERMAN_FACT}",
        "Das Geld kommt.",
    ],
)
def test_a_translation_that_changes_a_value_or_is_none_is_not_taken(wrong):
    fact = "A refund to a card arrives within 5 days."
    assert stated(reply(by_step("", wrong), sentence(fact), given=GERMAN)) == [fact]


def test_the_same_evidence_is_not_told_twice():
    given = ticket(("c", "When does the refund arrive? How long does the refund take?"))
    done = reply("A refund takes 5 days.", sentence("A refund takes 5 days."), given=given)
    assert stated(done) == ["A refund takes 5 days."]
    assert done.missing == ()


def test_asks_that_nobody_looked_up_are_listed():
    given = ticket(("c", " ".join(f"Where is part {at:03}{at:03}?" for at in range(30))))
    asks = asks_by_rules(given)
    prompts = open_prompts()
    done = write_reply(
        given,
        asks[-1:],
        mood="calm",
        agent=RedactedText("A"),
        find=lambda _: (),
        generate=ScriptedGenerate(lambda prompt: ""),
        make_prompt=prompts.sentence,
        make_translation=prompts.in_language,
        left=asks[:-1],
    )
    first = f"{asks[0].text} (not looked up: too many questions for one draft)"
    assert done.missing[0] == first
    assert done.missing[-2:] == ("9 more questions; read the messages", asks[-1].text)


def test_of_evidence_told_before_only_the_rest_is_told():
    text = "The filter lasts 4 months. Order part number 4431."
    first, second = (
        FoundSentence(sentence(text).passage, start, end, 0.8) for start, end in ((0, 26), (27, 50))
    )
    given = ticket(("c", "How long does the filter last? Which part number do I order?"))
    by_ask = iter(((first,), (first, second)))
    prompts = open_prompts()
    done = write_reply(
        given,
        asks_by_rules(given),
        mood="calm",
        agent=RedactedText("A"),
        find=lambda _: next(by_ask),
        generate=ScriptedGenerate(lambda prompt: ""),
        make_prompt=prompts.sentence,
        make_translation=prompts.in_language,
    )
    assert stated(done) == ["The filter lasts 4 months.", "Order part number 4431."]


STEPS = """## Not covered

- Straps cut by a knife
- damage by airlines, or

## How

1. Open the cap.
2. Wet the ring. No grease.

The pump is not harmed.
"""


def parts(text, *begins):
    passage = sentence(text).passage
    places = [(text.index(piece), text.index(piece) + len(piece)) for piece in begins]
    return [FoundSentence(passage, start, end, 0.8) for start, end in places]


def test_steps_stay_a_list_and_what_follows_stands_below():
    found = parts(STEPS, "Open the cap.", "Wet the ring.", "No grease.", "The pump is not harmed.")
    done = reply("", *found)
    body = done.text.partition("message.\n\n")[2].partition("\n\nKind")[0]
    assert body == "1. Open the cap.\n2. Wet the ring. No grease.\nThe pump is not harmed."


def test_a_heading_that_turns_its_sentences_is_told_with_them():
    found = parts(STEPS, "Straps cut by a knife", "damage by airlines, or")
    assert stated(reply("", *found)) == [
        "Not covered: Straps cut by a knife.",
        "Damage by airlines.",
    ]


COLUMNS = "| | Skagen 2 | Skagen 3 |\n|---|---|---|\n| Weight | 2.1 kg | 2.9 kg |"


def test_of_a_table_of_products_only_the_one_asked_for_is_told():
    row = row_of(COLUMNS, "| Weight | 2.1 kg | 2.9 kg |")
    given = ticket(("c", "How much does it weigh?"), subject="Skagen 3")
    assert stated(reply("", row, given=given)) == ["Weight; Skagen 3: 2.9 kg."]


def test_a_whole_table_is_a_list():
    table = (
        "| Paid with | Arrives |\n|---|---|\n| Card | 5 days |\n| PayPal | 3 days |\n| Cash | now |"
    )
    rows = parts(table, "| Card | 5 days |", "| PayPal | 3 days |", "| Cash | now |")
    assert stated(reply("", *rows)) == ["Card: 5 days.", "PayPal: 3 days.", "Cash: now."]


@pytest.mark.parametrize(
    ("text", "translated"),
    [
        ("It arrives on Monday, 4 March.", "Es kommt am Montag, dem 4. März."),
        ("It arrives on Monday, 4 March.", "Llega el lunes 4 de marzo."),
        ("It arrives on Monday, 4 March.", "Il arrive le lundi 4 mars."),
        ("Die Frist endet am 2. Mai.", "The deadline is 2 May."),
    ],
)
def test_a_day_and_a_month_are_the_same_in_another_language(text, translated):
    file = load_prompts(shipped("resources", "prompts"))["rewrite"]
    written = rewrite(
        RedactedText(text),
        "de",
        generate=ScriptedGenerate(lambda prompt: translated),
        make_prompt=lambda text, how: render(file, {"text": text, "how": how}),
    )
    assert written == translated


def test_a_translation_that_moves_a_day_is_thrown_away():
    file = load_prompts(shipped("resources", "prompts"))["rewrite"]
    text = RedactedText("It arrives on Monday, 4 March.")
    written = rewrite(
        text,
        "de",
        generate=ScriptedGenerate(lambda prompt: "Es kommt am Dienstag, dem 4. März."),
        make_prompt=lambda text, how: render(file, {"text": text, "how": how}),
    )
    assert written == text


def test_a_paragraph_that_the_model_writes_twice_is_there_once():
    file = load_prompts(shipped("resources", "prompts"))["rewrite"]
    written = rewrite(
        RedactedText("It takes 5 days."),
        "de",
        generate=ScriptedGenerate(lambda _: "Es dauert 5 Tage.\n\nEs dauert 5 Tage.\n"),
        make_prompt=lambda text, how: render(file, {"text": text, "how": how}),
    )
    assert written == "Es dauert 5 Tage."
