"""The policy in force: a broken file stops approving, an older one is refused, changes are told."""

from functools import partial

import pytest

from copilot.drafts.signing import is_signed
from copilot.errors import NotApproved, PolicyBroken
from copilot.policy.signature import beside
from copilot.records import Finding, ReplyKind, Severity
from copilot.road.team_policy import BROKEN, TeamPolicy, read
from tests.fakes.policy import PolicyDesk, Shelf
from tests.outbox import two_people as two
from tests.outbox.test_outbox import PUBLIC, SIGN
from tests.policy import policies as shop

OUT = two.alone().outgoing


@pytest.fixture
def path(tmp_path):
    return shop.write(tmp_path / "team.toml", shop.text())


KEY = shop.LEAD_PUBLIC.hex()


def team(path, key=KEY):
    noted = []
    made = TeamPolicy(
        file=str(path),
        read=partial(read, path, key, is_signed),
        remembered=Shelf(),
        note=lambda *row: noted.append(row),
        own_key=PUBLIC.hex(),
    )
    return made, noted


def test_it_is_in_force_and_the_chain_says_so_once(path):
    policy, noted = team(path)
    found = policy.current()
    assert policy.current() == found
    assert found.title == "policy 3 of Shop"
    ((event, subject, payload),) = noted
    assert (event, subject) == ("policy in force", "policy")
    assert payload == {"number": 3, "sha256": found.digest, "key": shop.LEAD_PUBLIC.hex()}
    assert policy.state().sentences
    assert policy.bound(OUT, shop.MIA) == two.alone().policy


def _gone(path):
    path.unlink()


def _unsigned(path):
    beside(path).unlink()


def _changed(path):
    path.write_text(path.read_text().replace("100", "1000"))


def _other_key(path):
    shop.write(path, path.read_text(), SIGN, PUBLIC)


def _mistake(path):
    shop.write(path, path.read_text() + "\n[oops]\n")


BREAKS = {
    "it is gone": (_gone, "cannot be read"),
    "its signature is gone": (_unsigned, "is not signed"),
    "it was changed": (_changed, "not what was signed"),
    "somebody else signed it": (_other_key, "another key"),
    "it has a mistake": (_mistake, "mistake"),
}


@pytest.mark.parametrize(("broken", "says"), BREAKS.values(), ids=BREAKS.keys())
def test_a_broken_policy_stops_approving_and_says_why(path, broken, says):
    policy, _ = team(path)
    broken(path)
    for asked in (
        policy.current,
        lambda: policy.bound(OUT, shop.MIA),
        lambda: policy.require(two.alone(), None),
        lambda: policy.held(two.alone(), None),
    ):
        with pytest.raises(PolicyBroken, match=says):
            asked()
    assert says in policy.state().fault
    assert says in policy.terms(OUT, shop.MIA, None, days=7, undo_seconds=10).refused
    (finding,) = policy.findings("Hello.", ReplyKind.PUBLIC_REPLY, ())
    assert (finding.check, finding.severity) == (BROKEN, Severity.BLOCK)
    assert says in finding.text


def test_settings_without_a_key_stop_approving(path):
    policy, _ = team(path, key="")
    with pytest.raises(PolicyBroken, match="no key that it must be signed with"):
        policy.current()


def test_an_older_policy_is_not_taken_again():
    desk = PolicyDesk(PUBLIC.hex(), shop.text(4))
    assert desk.current().policy.number == 4
    desk.text = shop.text(3)
    with pytest.raises(PolicyBroken, match="policy 4 was in force"):
        desk.current()
    desk.text = shop.text(4, shop.PEOPLE)
    with pytest.raises(PolicyBroken, match="a changed policy has a higher number"):
        desk.current()
    desk.text = shop.text(5)
    assert desk.current().policy.number == 5
    assert [row[2]["number"] for row in desk.noted] == [4, 5]


def test_without_a_policy_nothing_is_asked():
    desk = PolicyDesk(PUBLIC.hex())
    assert desk.current() is None
    assert desk.bound(OUT, shop.MIA) == "none"
    found = (Finding("no source", Severity.ACCEPT, 0, 5, "It has none.", "Look."),)
    assert desk.findings("Hello, guaranteed", ReplyKind.PUBLIC_REPLY, found) == found
    assert desk.terms(OUT, shop.MIA, None, days=7, undo_seconds=10).policy == ""


def test_somebody_who_may_not_cannot_approve():
    desk = PolicyDesk(PUBLIC.hex(), shop.text())
    with pytest.raises(NotApproved, match="not among"):
        desk.bound(OUT, "eve@shop.example")
    desk.own_key = shop.LEAD_PUBLIC.hex()
    with pytest.raises(NotApproved, match="another key"):
        desk.bound(OUT, shop.MIA)
