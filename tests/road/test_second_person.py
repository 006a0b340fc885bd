"""Two profiles and a file between them: what one approved, the other sees whole and signs."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from copilot.audit.export import Sealer
from copilot.drafts.requests import HEAD, read_request, request_bytes
from copilot.drafts.signing import is_signed, signer, to_be_signed
from copilot.errors import ApprovalExpired, BadInput, NotApproved, PolicyChanged
from copilot.records import OutboxState, Person
from copilot.road.second_person import SecondPerson
from tests.fakes.files import BOTH, BYTES
from tests.fakes.policy import PolicyDesk
from tests.outbox import two_people as two
from tests.outbox.test_outbox import PUBLIC, SIGN, DictKeys, Room
from tests.policy import policies as shop

NOW = datetime.now(UTC)


class Seat:
    """Somebody's program, as far as second signatures go."""

    def __init__(self, name, email, public, sign, room=None):
        self.policy = PolicyDesk(public.hex(), shop.text())
        self.noted, self.kept, self.requests = [], {}, Requests()
        self.room = room or Room()
        self.room.policy, self.room.now = self.policy, NOW
        self.room.start()
        self.second = SecondPerson(
            Person(name, email),
            Sealer(name, public, sign, is_signed),
            self.policy,
            self.room.outbox,
            self,
            self,
            self.requests,
            lambda *row: self.noted.append(row),
            undo_seconds=0,
        )

    def get(self, draft_id):
        return self.kept.get(draft_id)

    def of(self, draft_id):
        return self.kept[draft_id].files

    def data(self, files):
        return tuple(BYTES[BOTH.index(file)] for file in files)


class Requests(dict):
    """What waits, by draft."""

    def keep(self, request):
        self[request.approved.outgoing.draft_id] = request

    def drop(self, draft_id):
        del self[draft_id]

    def all(self):
        return tuple(self.values())


class Text:
    """What is asked of a draft here: its text, and its files."""

    def __init__(self, text, files=()):
        self.text, self.files = text, files


@pytest.fixture
def mia():
    made = Seat("Mia Berg", shop.MIA, PUBLIC, SIGN)
    made.kept["d-a1"] = Text(two.LEGAL)
    return made


@pytest.fixture
def lena():
    return Seat("Lena Moss", shop.LEAD, shop.LEAD_PUBLIC, shop.LEAD_SIGN)


def asked(mia, **more):
    return mia.second.ask(two.by_mia(now=NOW, **more))


def test_a_request_is_read_signed_and_taken_in(mia, lena):
    request = asked(mia)
    seen = lena.second.read(request)
    assert seen.approved == two.by_mia(now=NOW)
    assert seen.reasons == ("It says “court”.",)
    answer = lena.second.sign(request)
    item = mia.second.take(answer)
    assert item.second.email == shop.LEAD
    assert mia.second.take(answer) == item, "taking it in again changes nothing"
    (sent,) = mia.room.later(1)
    assert sent.state is OutboxState.CONFIRMED
    assert [one.id for one in mia.room.writer.stored] == ["a1"]
    assert [row[0] for row in (*mia.noted, *lena.noted)] == ["second asked", "second signed"]


def test_what_was_asked_waits_until_it_is_answered(mia, lena):
    assert mia.second.waiting() == ()
    request = asked(mia)
    (waiting,) = mia.second.waiting()
    assert waiting.approved == two.by_mia(now=NOW)
    assert (waiting.reasons, waiting.stands) == (("It says “court”.",), True)
    mia.kept["d-a1"].text = "Another text."
    assert mia.second.waiting()[0].stands is False
    mia.kept["d-a1"].text = two.LEGAL
    mia.second.take(lena.second.sign(request))
    assert mia.second.waiting() == ()
    assert mia.requests == {}


def test_a_request_that_is_too_old_waits_no_more(mia):
    mia.second.ask(two.by_mia(now=NOW - timedelta(days=8)))
    assert mia.second.waiting() == ()
    assert mia.requests == {}


def test_a_second_person_gets_the_very_files_and_signs_for_them(mia, lena):
    mia.kept["d-a1"] = Text("Here is the plan.", BOTH)
    mia.room.rows.kept = {file.sha256: data for file, data in zip(BOTH, BYTES, strict=True)}
    request = asked(mia, text="Here is the plan.", files=BOTH)
    seen = lena.second.read(request)
    assert (seen.files, seen.approved.outgoing.attachments) == (BYTES, BOTH)
    assert seen.reasons == ("It takes files outside: Zeltplan März.pdf, tent.png.",)
    answer = lena.second.sign(request)
    assert len(answer) < len(request), "the bytes are at the first person's already"
    (sent,) = (mia.second.take(answer), *mia.room.later(1))[1:]
    assert sent.state is OutboxState.CONFIRMED
    assert mia.room.writer.files["a1"] == BYTES


@pytest.mark.parametrize("files", [BYTES[:1], BYTES[::-1], (BYTES[0], b"x" * len(BYTES[1])), ()])
def test_a_request_with_other_files_than_it_names_is_refused(mia, lena, files):
    request = read_request(asked(mia, text="Here is the plan.", files=BOTH))
    with pytest.raises(BadInput, match="changed or cut off"):
        lena.second.sign(request_bytes(replace(request, files=files)))


@pytest.mark.parametrize("now", [(), BOTH[:1], BOTH[::-1]])
def test_an_answer_for_other_files_than_the_draft_has_by_now_is_not_taken_in(mia, lena, now):
    answer = lena.second.sign(asked(mia, text="Here is the plan.", files=BOTH))
    mia.kept["d-a1"] = Text("Here is the plan.", now)
    with pytest.raises(NotApproved, match="was changed after you asked"):
        mia.second.take(answer)


def test_a_request_of_a_version_without_files_is_taken(mia, lena):
    request = asked(mia)
    assert b'"files"' not in request
    assert lena.second.read(request).files == ()


def test_an_answer_cannot_be_used_again_after_it_was_taken_back(mia, lena):
    answer = lena.second.sign(asked(mia))
    replace(mia.second, undo_seconds=10).take(answer)
    mia.room.outbox.take_back("a1")
    assert mia.second.take(answer).state is OutboxState.TAKEN_BACK
    mia.room.later()
    assert mia.room.writer.stored == []


def leaves(value, path=()):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from leaves(inner, (*path, place))
    else:
        yield path, value


def with_leaf(document, path, value):
    made = json.loads(json.dumps(document))
    inner = made
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return HEAD + (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def other(value):
    if isinstance(value, str) and value.startswith("20") and value.endswith("Z"):
        return value.replace("20", "19", 1)
    return value + 1 if isinstance(value, int) else f"{value or ''}0"


@pytest.mark.parametrize("answered", [False, True])
def test_every_changed_field_of_a_request_or_an_answer_is_refused(mia, lena, answered):
    data = lena.second.sign(asked(mia)) if answered else asked(mia)
    document = json.loads(data[len(HEAD) :])
    assert with_leaf(document, ("key",), document["key"]) == data, "written as the program does"
    paths = []
    # The reasons are told anew by the second person's own policy, and bound by nothing.
    for path, value in (each for each in leaves(document) if each[0][0] != "reasons"):
        paths.append(path)
        changed = with_leaf(document, path, other(value))
        with pytest.raises((BadInput, NotApproved)):
            (mia.second.take(changed) if answered else lena.second.sign(changed))
    assert len(paths) >= 25
    assert mia.room.rows.all() == ()


def test_every_changed_byte_of_an_answer_is_refused_or_says_the_same(mia, lena):
    data = lena.second.sign(asked(mia))
    start = data.index(b'"reasons"')
    end = data.index(b"]", start)
    for place in (*range(0, start, 7), *range(end, len(data), 7)):
        changed = bytearray(data)
        changed[place] ^= 1
        with pytest.raises((BadInput, NotApproved)):
            mia.second.take(bytes(changed))
    assert mia.room.rows.all() == ()


def test_reasons_that_were_changed_on_the_way_are_not_shown(mia, lena):
    document = json.loads(asked(mia)[len(HEAD) :])
    changed = with_leaf(document, ("reasons",), ["Nothing of importance."])
    assert lena.second.read(changed).reasons == ("It says “court”.",)


def test_only_somebody_else_who_may_signs(mia, lena):
    request = asked(mia)
    with pytest.raises(NotApproved, match="does not let"):
        mia.second.sign(request)
    lena.second = replace(lena.second, me=Person("Lena", "lena@home.example"))
    with pytest.raises(NotApproved, match="does not let"):
        lena.second.sign(request)
    thief = Seat("Lena Moss", shop.LEAD, PUBLIC, SIGN)
    with pytest.raises(NotApproved, match="another key"):
        thief.second.sign(request)


def test_a_request_by_a_key_that_the_policy_does_not_know(lena):
    sign, public = signer(DictKeys())
    eve = Seat("Mia Berg", shop.MIA, public, sign)
    made = replace(two.by_mia(now=NOW), signature="")
    forged = replace(made, signature=sign(to_be_signed(made.digest)).hex())
    with pytest.raises(NotApproved, match="another key for Mia Berg"):
        lena.second.sign(eve.second.ask(forged))


def test_under_another_policy_nobody_signs_and_nothing_is_taken_in(mia, lena):
    request = asked(mia)
    lena.policy.text = shop.text(4)
    with pytest.raises(PolicyChanged, match="policy 4 of Shop"):
        lena.second.sign(request)
    lena.policy.text = ""
    with pytest.raises(NotApproved, match="No policy is in force"):
        lena.second.sign(request)
    there = Seat("Lena Moss", shop.LEAD, shop.LEAD_PUBLIC, shop.LEAD_SIGN)
    answer = there.second.sign(request)
    mia.policy.text = shop.text(4)
    with pytest.raises(PolicyChanged):
        mia.second.take(answer)


def test_what_does_not_fit_is_said(mia, lena):
    request = asked(mia)
    answer = lena.second.sign(request)
    with pytest.raises(BadInput, match="Nobody signed"):
        mia.second.take(request)
    with pytest.raises(BadInput, match="signed already"):
        lena.second.sign(answer)
    with pytest.raises(NotApproved, match="did not make this request"):
        lena.second.take(answer)
    for data in (b"", b"hello", request[:-3], HEAD, HEAD + b"{}\n"):
        with pytest.raises(BadInput):
            read_request(data)
    with pytest.raises(BadInput, match="approve this alone"):
        mia.second.ask(two.alone(now=NOW))


def test_a_draft_that_was_changed_meanwhile_is_not_sent(mia, lena):
    answer = lena.second.sign(asked(mia))
    mia.kept["d-a1"] = Text("Another text.")
    with pytest.raises(NotApproved, match="changed after you asked"):
        mia.second.take(answer)


def test_a_request_that_is_too_old_is_neither_signed_nor_sent(mia, lena):
    old = mia.second.ask(two.by_mia(now=datetime(2026, 1, 1, tzinfo=UTC)))
    with pytest.raises(ApprovalExpired):
        lena.second.sign(old)
