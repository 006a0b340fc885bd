"""Another customer's data pasted into a reply on the demo desk: blocked in every written form."""

from __future__ import annotations

import pytest

from copilot import paths
from copilot.errors import BadInput, NotApproved
from copilot.pipeline import Road
from copilot.records import Draft, Finding, ReplyKind, Severity, TicketKey
from tests.road.conftest import OpenDemo
from tests.road.small_desk import seed_more

DANA = TicketKey("demo", "4217")

# Dana also wrote ticket 9001, in which her telephone number and another order are.
HERS = {
    "id": "9001",
    "requester": {"name": "Dana Whitfield", "email": "Dana.Whitfield@example.com"},
    "subject": "Another order",
    "fields": {"OrderNo": "A-70001"},
    "text": "Please call me on 07700 900123. My neighbour is Lou Pemberton.",
}
# Somebody of her name, and somebody whose address is only in what he wrote.
NAMESAKE = {
    "id": "9002",
    "requester": {"name": "Dana Whitfield", "email": "dana.w@example.org"},
    "subject": "A tent",
    "fields": {"OrderNo": "A-70002"},
    "text": "My serial number is ZX-4471-99, please ring +1 (212) 555-0187.",
}
MOVED = {
    "id": "9003",
    "requester": {"name": "Peer Ödegård", "email": "peer+shop@example.net"},
    "subject": "New address",
    "fields": {},
    "text": "I moved to 5 Larch Terrace, York. My IP is 203.0.113.77, my passport is C01X00T47.",
}


@pytest.fixture
def road(at: paths.Places, open_demo: OpenDemo, tmp_path_factory: pytest.TempPathFactory) -> Road:
    seed_more(at, tmp_path_factory.mktemp("seed"), [HERS, NAMESAKE, MOVED])
    road = open_demo()
    road.sync()
    return road


def written(road: Road, text: str, kind: ReplyKind = ReplyKind.PUBLIC_REPLY) -> Draft:
    return road.edit(road.blank(DANA, kind), f"Hello Dana,\n\n{text}\n\nKind regards\nAnna")


def others(draft: Draft) -> list[Finding]:
    return [each for each in draft.findings if each.check == "other customer"]


# What is pasted -> the stretch that is blocked, and what it is said to be.
PASTED = {
    "e-mail": ("Write to m.okafor@example.com.", "m.okafor@example.com", "of another"),
    "e-mail in capitals": ("Write to M.OKAFOR@Example.com.", "M.OKAFOR@Example.com", "of another"),
    "e-mail in words": (
        "Write to m.okafor (at) example (dot) com.",
        "m.okafor (at) example (dot) com",
        "e-mail address of another",
    ),
    "e-mail without its plus": ("Write to peer@example.net.", "peer@example.net", "of another"),
    "user name": ("The login is jule.brandt, I think.", "jule.brandt", "another customer"),
    "phone": ("Call 07700 900461 today.", "07700 900461", "phone number of another"),
    "phone with country": ("Call +44 7700 900 461 today.", "+44 7700 900 461", "of another"),
    "phone without spaces": ("Call 00447700900461 today.", "00447700900461", "of another"),
    "german phone": ("Call +49 (0)171/392 00 12.", "+49 (0)171/392 00 12", "of another"),
    "american phone": ("Call 212-555-0187 now.", "212-555-0187", "of another"),
    "order": ("Order A-71904 is on its way.", "A-71904", "order number of another"),
    "order with a hash": ("Order #71904 is on its way.", "71904", "order number of another"),
    "order in small letters": ("Order a71904 is on its way.", "a71904", "order number of another"),
    "order with a space": ("Order A 71904 is on its way.", "A 71904", "order number of another"),
    "order of a namesake": ("Order A-70002 is on its way.", "A-70002", "order number of another"),
    "account": ("Your number is 40219350.", "40219350", "account number of another"),
    "account in groups": ("Your number is 4021 9350.", "4021 9350", "account number of another"),
    "name": ("As Jule Brandt told us.", "Jule Brandt", "is another customer"),
    "name in capitals": ("As JULE BRANDT told us.", "JULE BRANDT", "is another customer"),
    "name in small letters": ("As jule brandt told us.", "jule brandt", "is another customer"),
    "name turned round": ("See Brandt, Jule in the list.", "Brandt, Jule", "is another customer"),
    "name without accents": ("Ask Tomas Herrera.", "Tomas Herrera", "is another customer"),
    "name with its umlaut as two": ("Ask Matthias Kroeger.", "Matthias Kroeger", "is another"),
    "name without its slash": ("Ask Mila Sorensen.", "Mila Sorensen", "is another customer"),
    "name with its ring as two": ("Ask Peer Oedegaard.", "Peer Oedegaard", "is another customer"),
    "genitive": ("It is Trevor Nash’s parcel.", "Trevor Nash’s", "is another customer"),
    "german genitive": ("Das ist Matthias Krögers Paket.", "Matthias Krögers", "is another"),
    "initial": ("It is for J. Brandt.", "J. Brandt", "is another customer"),
    "last name with title": ("It is for Ms Brandt.", "Brandt", "name of another customer"),
    "address": ("It went to 5 Larch Terrace, York.", "5 Larch Terrace", "address of another"),
    "ip address": ("We saw 203.0.113.77 last.", "203.0.113.77", "IP address of another"),
    "passport": ("The passport number is C01X00T47.", "C01X00T47", "document number of another"),
    "iban": ("We pay to DE89370400440532013000.", "DE89370400440532013000", "account of another"),
    "card": ("We pay to 5555-5555-5555-4444.", "5555-5555-5555-4444", "card number of another"),
    "code without a word": ("We have EL2-24-3317 here.", "EL2-24-3317", "ticket of another"),
    "number without a word": ("We have 40771823 here.", "40771823", "ticket of another"),
    "odd spaces": ("Call 07700\u00a0900\u2009461 today.", "07700\u00a0900\u2009461", "of another"),
    "odd dashes": ("We pay to 5555‑5555‑5555‑4444.", "5555‑5555‑5555‑4444", "of another"),
}


def test_data_of_another_customer_is_blocked_in_every_form(road: Road) -> None:
    missed = {}
    for form, (text, stretch, says) in PASTED.items():
        draft = written(road, text)
        found = [f for f in others(draft) if f.severity is Severity.BLOCK]
        told = [(draft.text[f.start : f.end], f.text) for f in found]
        if not any(stretch in place and says in said for place, said in told):
            missed[form] = told
    assert missed == {}


def test_what_is_blocked_is_neither_approved_nor_accepted(road: Road) -> None:
    draft = written(road, "Order A-71904 is on its way.")
    with pytest.raises(NotApproved, match="order number of another customer"):
        road.approve(draft, road.outgoing(draft, new_status=None))
    with pytest.raises(BadInput):
        road.accept(draft, others(draft)[0])
    assert road.outbox() == ()


def test_what_nobody_knows_is_blocked_too_and_how_to_go_on_is_said(road: Road) -> None:
    (found,) = others(written(road, "Your return has the number R-991203."))
    assert found.severity is Severity.BLOCK
    assert "neither in this ticket nor in a source" in found.text
    assert "write it into the ticket first" in found.advice


OWN = {
    "name": "You are Dana Whitfield, aren't you?",
    "name in capitals": "You are DANA WHITFIELD, aren't you?",
    "title": "Dear Ms Whitfield,",
    "e-mail": "We write to dana.whitfield@example.com.",
    "e-mail in capitals": "We write to DANA.WHITFIELD@example.com.",
    "order": "Your order A-88213 is on its way.",
    "order with a hash": "Your order #88213 is on its way.",
    "order with a space": "Your order A 88213 is on its way.",
    "address": "It goes to 14 Harbour Lane, Bristol.",
    "agent": "Luis Ortega looked at it.",
    "order of her other ticket": "Your other order A-70001 has arrived.",
    "phone of her other ticket": "We call you on +44 7700 900123.",
    "whom she named in her other ticket": "Lou Pemberton may take it in.",
    "me": "Write to anna@nordlicht.example.",
}


def test_what_is_hers_passes(road: Road) -> None:
    found = {form: others(written(road, text)) for form, text in OWN.items()}
    assert {form: each for form, each in found.items() if each} == {}


def test_what_the_shop_publishes_passes_though_nothing_was_cited(road: Road) -> None:
    text = "The cartridge has the number NL-4471."
    (found,) = others(written(road, text))
    assert found.severity is Severity.BLOCK, "nothing was read yet"
    road.knowledge.update()
    assert others(written(road, text)) == []


def test_a_name_that_is_also_a_word_wants_a_persons_word(road: Road) -> None:
    (found,) = others(written(road, "I asked our friend Brandt about it."))
    assert found.severity is Severity.ACCEPT
    assert others(written(road, "Es kam zum Brand am Kocher.")) == []


def test_in_a_note_for_colleagues_a_person_decides(road: Road) -> None:
    found = others(written(road, "The same as for Jule Brandt.", ReplyKind.INTERNAL_NOTE))
    assert {each.severity for each in found} == {Severity.ACCEPT}


def test_to_rewrite_a_text_makes_nobodys_data_hers(road: Road) -> None:
    draft = written(road, "Call 07700 900461 and ask Jule Brandt.")
    before = {each.text for each in others(draft)}
    again = road.edit(draft, road.rewrite(draft, "shorter"))
    assert before == {each.text for each in others(again)}
    assert len(before) == 2
