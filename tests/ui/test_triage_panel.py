"""Triage, news and facts in the right column, as props and as a person uses them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QPushButton

from copilot.records import (
    DoubtfulPromise,
    Escalation,
    EscalationKind,
    Outdated,
    SinceLastLook,
    SummaryLine,
)
from tests.fakes import road_tickets as shop
from tests.ui.desk import open_ticket, window_on
from ui.copilot_panel.props import NewsProps, fact_chips, news, summary_lines
from ui.copilot_panel.triage import EscalationProps, triage_props

FIRST, ANSWER, NOTE, LAST = (one.id for one in shop.FILTER.messages)


def buttons(section, text):
    return [one for one in section.findChildren(QPushButton) if one.text() == text]


def test_a_broken_promise_is_told_first_and_once():
    since = SinceLastLook(
        shop.NOW,
        new_messages=(LAST,),
        promised=(shop.PROMISE, SummaryLine("Luis: soon", (ANSWER,))),
        broken=(shop.PROMISE,),
        outdated=(Outdated("It arrives on Friday.", "The customer wrote: “It came”", LAST),),
    )
    lines = news(since, shop.FILTER)
    assert lines[0] == NewsProps(
        f"Promise broken: {shop.PROMISE.text}", "danger", (("m2", ANSWER),)
    )
    assert [one.text for one in lines[1:3]] == [
        "Dana Whitfield wrote again.",
        "Promised: Luis: soon",
    ]
    assert lines[3] == NewsProps(
        "In the draft, “It arrives on Friday.” is wrong by now. The customer wrote: “It came”",
        "warning",
        (("m4", LAST),),
    )
    assert len(lines) == 4


def test_a_promise_of_which_nobody_knows_is_asked_about_calmly_and_once():
    doubtful = DoubtfulPromise(shop.PROMISE.text, "Promised for 15 Nov: was it kept? Luis", ANSWER)
    since = SinceLastLook(shop.NOW, promised=(shop.PROMISE,), doubtful=(doubtful,))
    assert [(one.text, one.tone) for one in news(since, shop.FILTER)] == [
        ("Promised for 15 Nov: was it kept? Luis", ""),
        ("Nothing is new.", ""),
    ]


def test_the_summary_names_promises_urgency_and_language():
    summary = replace(shop.SUMMARY, language="de")
    lines = {one.name: one.text for one in summary_lines(summary, shop.FILTER)}
    assert lines["Promised"] == shop.PROMISE.text
    assert lines["Urgency"] == "high, “today”"
    assert lines["Language"] == "German"
    noted = summary_lines(replace(shop.SUMMARY, note="Made by rules."), shop.FILTER)
    assert (noted[-1].name, noted[-1].text) == ("Note", "Made by rules.")
    calm = replace(shop.SUMMARY, urgency="normal", language="en")
    assert not {"Urgency", "Language", "Note"} & {
        one.name for one in summary_lines(calm, shop.FILTER)
    }


def test_facts_say_what_they_are_and_fields_add_to_them(road):
    opened = road.open(shop.FILTER.key)
    fields = (("Order", "A-88213"), ("Store", "Bristol"), ("Empty", ""))
    chips = fact_chips(replace(opened, ticket=replace(opened.ticket, fields=fields)))
    assert [one.text for one in chips] == [
        "order A-88213",
        "AquaPure 300",
        "ordered 2 Nov",
        "needed by 20 Nov",
        "Store: Bristol",
    ]
    assert chips[-1].message_id == ""


def test_triage_shows_what_differs_from_the_ticket():
    props = triage_props(shop.TRIAGE, shop.FILTER, str, urgency="high")
    assert props.escalations == (
        EscalationProps(
            "repeated contact",
            "“It’s been two days and nobody has contacted me.”",
            "m4",
            LAST,
            shop.NOBODY,
        ),
    )
    assert [one.name for one in props.suggestions] == ["Category", "Queue", "Tag"]
    same = replace(shop.FILTER, queue="Orders")
    assert [one.name for one in triage_props(shop.TRIAGE, same, str).suggestions] == [
        "Category",
        "Urgency",
        "Tag",
    ]
    by_data = replace(shop.TRIAGE, escalations=(Escalation(EscalationKind.VIP, "Tag vip"),))
    assert triage_props(by_data, shop.FILTER, str).escalations[0].reason == "Tag vip"
    assert triage_props(None, shop.FILTER, str) == triage_props(shop.plain_triage(), same, str)


def test_hidden_data_is_hidden_in_reasons_too():
    props = triage_props(shop.TRIAGE, shop.FILTER, lambda text: "###")
    shown = [props.escalations[0].reason, props.suggestions[0].value, props.duplicates[0].text]
    assert shown == ["###", "###", "###"]


def test_reasons_facts_and_lines_lead_to_their_places(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4217)
        panel, conversation = desk.panel.view, desk.conversation
        qtbot.waitUntil(panel.escalation.isVisible)

        def marked():
            return [
                selection.cursor.selectedText()
                for card in conversation.cards
                for body in card.bodies
                for selection in body.extraSelections()
            ]

        buttons(panel.escalation, "m4")[0].click()
        assert marked() == [shop.NOBODY]
        buttons(panel.facts, "order A-88213")[0].click()
        assert marked() == ["A-88213"]
        bar = conversation.view.area.verticalScrollBar()
        bar.setValue(bar.maximum())
        buttons(panel.since, "m2")[0].click()
        card = next(one for one in conversation.cards if one.id == ANSWER)
        assert bar.value() <= card.y() + card.height()


def test_a_suggestion_is_copied_and_a_duplicate_opened(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4217)
        panel = desk.panel.view
        qtbot.waitUntil(panel.triage.isVisible)
        buttons(panel.triage, "Delivery")[0].click()
        assert QApplication.clipboard().text() == "Delivery"
        buttons(panel.triage, "#4231 Charged twice for order 88107")[0].click()
        qtbot.waitUntil(lambda: desk.conversation.key == shop.key(4231))
        qtbot.waitUntil(lambda: desk.jobs.under_way == 0)
        assert not panel.triage.isVisible()
        assert not panel.escalation.isVisible()


def test_words_that_stand_nowhere_mark_nothing(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4217)
        desk.conversation.show_place(LAST, "no such words")
        body = desk.conversation.cards[-1].bodies[0]
        assert body.extraSelections() == []
        assert isinstance(body.textCursor(), QTextCursor)
