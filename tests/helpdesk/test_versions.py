"""What holds a reply back and what does not, without any helpdesk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from copilot.helpdesk.plain_text import text_of_html
from copilot.helpdesk.request_tracker.cursor import Cursor, cursor_of
from copilot.helpdesk.versions import version_changed
from copilot.records import Person, Status
from tests.fakes.helpdesk import ME, MemoryHelpdesk


def test_nothing_changed() -> None:
    ticket = MemoryHelpdesk().add("1", "Hi")
    assert version_changed(ticket.version, ticket, ME) == []


def test_each_kind_of_change_has_its_sentence() -> None:
    desk = MemoryHelpdesk()
    seen = desk.add("1", "Hi").version
    desk.customer_writes("1", "PS")
    desk.other_agent_replies("1", "Hello")
    now = replace(
        desk.tickets["1"], status=Status.DELETED, requester=Person("Max", "max@customer.example")
    )
    assert version_changed(seen, now, ME) == [
        "Karla Kundin wrote again.",
        "Bert Basis already replied.",
        "The ticket was set to deleted.",
        "The requester is now Max.",
    ]


def test_ones_own_messages_and_a_reopened_ticket_do_not_hold_back() -> None:
    desk = MemoryHelpdesk()
    seen = replace(desk.add("1", "Hi").version, status=Status.SOLVED, assignee="Bert")
    desk.other_agent_replies("1", "Hello")
    assert version_changed(seen, desk.tickets["1"], Person("B", "bert@shop.example")) == []


def test_a_message_that_was_taken_away_hides_no_newer_one() -> None:
    desk = MemoryHelpdesk()
    seen = replace(desk.add("1", "Hi").version, last_message_id="taken away")
    desk.customer_writes("1", "PS")
    assert version_changed(seen, desk.tickets["1"], ME) == ["Karla Kundin wrote again."]


@pytest.mark.parametrize("text", ["", "x", "{}", '{"since": 1}', "17"])
def test_a_cursor_that_cannot_be_read_starts_again(text: str) -> None:
    assert cursor_of(text) == Cursor()


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a<br>b<br/>\n c", "a\nb\nc"),
        ("<p>One\n two</p><p>Three</p>", "One two\n\nThree"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("<ul><li>x</li><li>y</li></ul>z", "- x\n- y\n\nz"),
        ("<style>p {}</style><script>x()</script>&lt;b&gt; &amp; &nbsp;c", "<b> &  c"),
        ('see <a href="https://a.example/x">here</a>', "see here <https://a.example/x>"),
        ('<a href="https://a.example">https://a.example</a>', "https://a.example"),
        ('<a href="javascript:x()">go</a>', "go"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("<p>never closed <b>bold", "never closed bold"),
        ("", ""),
    ],
)
def test_html_becomes_text(html: str, text: str) -> None:
    assert text_of_html(html).replace("\xa0", " ") == text
