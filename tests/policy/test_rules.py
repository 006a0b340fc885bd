"""What a policy says of one outgoing thing."""

from dataclasses import replace

import pytest

from copilot.policy import rules
from copilot.records import Finding, ReplyKind, Severity, Visibility
from tests.fakes.files import named
from tests.outbox.test_outbox import approved
from tests.policy import policies as shop

KEY, LEAD_KEY = shop.PUBLIC.hex(), shop.LEAD_PUBLIC.hex()


def out(text="Refunds take 5 working days.", **more):
    return replace(approved().outgoing, body=text, **more)


def note(text):
    return out(text, kind=ReplyKind.INTERNAL_NOTE, visibility=Visibility.INTERNAL)


NEEDS_TWO = {
    "Your refund of 120 EUR is on its way.": "120.00",
    "We refund €1,200.50 today.": "1,200.50",
    "Wir erstatten Ihnen 1.200,50 € heute.": "1,200.50",
    "Wir erstatten Ihnen 1.200 EUR.": "1,200.00",
    "Le remboursement de 1 200 euros part demain.": "1,200.00",
    "You get a voucher: 100.01 dollars.": "100.01",
    "Please have your LAWYERS write to us.": "lawyer*",
    "We shall meet in cou\u00adrt.": "court",
}


@pytest.mark.parametrize(("text", "says"), NEEDS_TWO.items(), ids=NEEDS_TWO.keys())
def test_a_second_person_is_needed(text, says):
    (reason,) = rules.reasons(shop.policy(), out(text), shop.MIA)
    assert says in reason


ALONE = (
    "Refunds take 5 working days.",
    "Your refund of 100 EUR is on its way.",
    "The tent costs 450 EUR.",
    "I refund your order 88213 today.",
    "The courtesy call was yesterday.",
)


@pytest.mark.parametrize("text", ALONE)
def test_one_person_is_enough(text):
    assert rules.reasons(shop.policy(), out(text), shop.MIA) == ()


def test_a_note_needs_nobody_else():
    assert rules.reasons(shop.policy(), note("The lawyer wrote."), shop.MIA) == ()


def test_files_go_outside_with_two_signatures():
    with_file = out(attachments=(named("plan.pdf", b"plan"),))
    (reason,) = rules.reasons(shop.policy(), with_file, shop.MIA)
    assert "plan.pdf" in reason


def test_a_limit_of_one_s_own_counts_instead_of_the_one_for_all():
    people = shop.PEOPLE.replace(f'key = "{KEY}"', f'key = "{KEY}"\nrefund_up_to = 500')
    policy = shop.policy(3, people, shop.RULES)
    assert rules.reasons(policy, out("We refund 450 EUR."), shop.MIA) == ()
    assert rules.reasons(policy, out("We refund 550 EUR."), shop.MIA) != ()
    assert rules.reasons(policy, out("We refund 450 EUR."), shop.LEAD) != ()


def test_what_is_bound_says_which_policy_and_whether_one_is_enough():
    policy = shop.policy()
    alone = rules.bound(policy, "ab" * 32, out(), shop.MIA)
    two = rules.bound(policy, "ab" * 32, out("The court."), shop.MIA)
    assert alone == f"3 {'ab' * 32} alone"
    assert (rules.needs_two(alone), rules.needs_two(two)) == (False, True)
    assert not rules.needs_two(rules.NONE)


def test_who_may_approve_is_bound_to_their_key():
    policy = shop.policy()
    assert rules.may_not(policy, out(), shop.MIA.upper(), KEY) == ""
    assert "another key" in rules.may_not(policy, out(), shop.MIA, LEAD_KEY)
    assert "not among" in rules.may_not(policy, out(), "eve@shop.example", KEY)
    assert rules.may_not(shop.policy(1, ""), out(), "eve@shop.example", KEY) == ""
    notes = shop.policy(3, shop.PEOPLE.replace(f'key = "{KEY}"', f'key = "{KEY}"\nmay = ["note"]'))
    assert "public reply" in rules.may_not(notes, out(), shop.MIA, KEY)
    assert rules.may_not(notes, note("x"), shop.MIA, KEY) == ""


def test_the_second_person_is_another_one_who_may():
    def may_not(approver, second, key):
        return rules.may_not_second(shop.policy(), approver=approver, second=second, key=key)

    assert may_not(shop.MIA, shop.LEAD, LEAD_KEY) == ""
    assert "another key" in may_not(shop.MIA, shop.LEAD, KEY)
    assert "does not let" in may_not(shop.LEAD, shop.MIA, KEY)
    assert "same person" in may_not(shop.LEAD, shop.LEAD.upper(), LEAD_KEY)


BLOCKED = {
    "We guarantee it.": "guarantee",
    "Guaranteed!": "Guaranteed",
    "I answer as  soon as\npossible.": "as  soon as\npossible",
    "ｇｕａｒａｎｔｅｅ": "ｇｕａｒａｎｔｅｅ",
    "gua\u200brantee": "gua\u200brantee",
    "See https://bit.ly/x1": "bit.ly",
    "See BIT.LY/x1": "BIT.LY",
    "See go.bit.ly": "go.bit.ly",
}


@pytest.mark.parametrize(("text", "where"), BLOCKED.items(), ids=map(repr, BLOCKED))
def test_blocked_words_and_links_are_found_where_they_stand(text, where):
    (found,) = rules.findings(shop.policy(), text, ReplyKind.PUBLIC_REPLY)
    assert found.severity is Severity.BLOCK
    assert text[found.start : found.end] == where
    assert rules.findings(shop.policy(), text, ReplyKind.INTERNAL_NOTE) == ()


@pytest.mark.parametrize("text", ["A rabbit.lying there.", "See habit.ly", "bit.ly.example.com"])
def test_what_only_looks_like_it_is_left_alone(text):
    assert rules.findings(shop.policy(), text, ReplyKind.PUBLIC_REPLY) == ()


ELSEWHERE = (
    "https://evil.example/x",
    "https://shop.example@evil.example/",
    "http:\\\\evil.example",
    "www.evil.example",
    "https://shop.example.evil.example",
    "https://notshop.example",
)


@pytest.mark.parametrize("link", ELSEWHERE)
def test_only_links_to_named_hosts(link):
    policy = shop.policy(3, '[blocked]\nonly_links = ["shop.example"]')
    assert len(rules.findings(policy, f"See {link}.", ReplyKind.PUBLIC_REPLY)) == 1
    fine = "See https://help.shop.example/a and https://shop.example:443."
    assert rules.findings(policy, fine, ReplyKind.PUBLIC_REPLY) == ()


def test_nobody_accepts_the_finding_of_a_mandatory_check():
    found = tuple(
        Finding(check, Severity.ACCEPT, 0, 4, "It is so.", "Look.", accepted=True)
        for check in ("no source", "language")
    )
    mandatory, other = rules.with_mandatory(shop.policy(), found)
    assert mandatory.severity is Severity.BLOCK
    assert "lets nobody accept" in mandatory.advice
    assert other == found[1]
