"""An approval binds every field, and nothing opens it but a clean draft."""

import unicodedata
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.drafts.approval import OpenFindings, approve, open_findings, verify
from copilot.drafts.canonical import canonical
from copilot.drafts.outgoing import outgoing, show
from copilot.drafts.signing import KEY_NAME, signer
from copilot.errors import NotApproved
from copilot.records import Finding, ReplyKind, Severity, Status
from tests.fakes import desk


class DictKeys(dict):
    def set(self, name, secret):
        self[name] = secret


KEYS = DictKeys()
SIGN, PUBLIC = signer(KEYS)


def approved(draft=None, out=None, findings=(), approver="Mia Berg"):
    draft = draft or desk.draft()
    out = out or outgoing(
        draft,
        desk.ticket(),
        account=desk.ACCOUNT,
        recipients=desk.RECIPIENTS,
        new_status=Status.PENDING,
    )
    return approve(
        draft,
        out,
        findings=findings,
        approver=approver,
        sign=SIGN,
        now=desk.NOW,
        new_id=lambda: "a1",
    )


def finding(severity, accepted=False):
    return Finding("no source", severity, 0, 7, "It states something.", "Strike it.", accepted)


def test_what_was_approved_verifies():
    done = approved()
    verify(done, PUBLIC)
    assert done.outgoing.body == desk.draft().text
    assert done.outgoing.to == ("dana@mail.example",)


def other(value):
    """A value of the same type that is another one."""
    if isinstance(value, Enum):
        return next(each for each in type(value) if each is not value)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, datetime):
        return value + timedelta(microseconds=1)
    if isinstance(value, tuple):
        return (*value, "x")
    return f"{value}x" if value is not None else Status.OPEN


def tampered(record, path=""):
    for each in fields(record):
        value = getattr(record, each.name)
        name = f"{path}{each.name}"
        if is_dataclass(value):
            for inner, changed in tampered(value, f"{name}."):
                yield inner, replace(record, **{each.name: changed})
        else:
            yield name, replace(record, **{each.name: other(value)})


TAMPERED = dict(tampered(approved()))


@pytest.mark.parametrize("name", TAMPERED)
def test_each_changed_field_is_refused(name):
    with pytest.raises(NotApproved):
        verify(TAMPERED[name], PUBLIC)


@given(st.text(max_size=40), st.integers(0, 27))
def test_any_other_body_is_refused(text, place):
    done = approved()
    body = done.outgoing.body[:place] + text + done.outgoing.body[place:]
    changed = replace(done, outgoing=replace(done.outgoing, body=body))
    if body == done.outgoing.body:
        verify(changed, PUBLIC)
    else:
        with pytest.raises(NotApproved):
            verify(changed, PUBLIC)


def test_a_body_that_only_looks_the_same_is_refused():
    draft = desk.draft("Café hours are unchanged.")
    done = approved(draft)
    body = unicodedata.normalize("NFD", done.outgoing.body)
    with pytest.raises(NotApproved, match="form"):
        verify(replace(done, outgoing=replace(done.outgoing, body=body)), PUBLIC)


def test_signatures_of_another_key_or_in_another_writing_are_refused():
    done = approved()
    _, stranger = signer(DictKeys())
    for changed, key in (
        (done, stranger),
        (replace(done, signature=done.signature.upper()), PUBLIC),
        (replace(done, signature="zz"), PUBLIC),
        (replace(done, approved=done.approved.replace(tzinfo=None)), PUBLIC),
    ):
        with pytest.raises(NotApproved):
            verify(changed, key)


@pytest.mark.parametrize(
    "found", [finding(Severity.BLOCK), finding(Severity.BLOCK, True), finding(Severity.ACCEPT)]
)
def test_open_findings_keep_the_approval_shut(found):
    with pytest.raises(OpenFindings) as error:
        approved(findings=(found, finding(Severity.NOTE)))
    assert error.value.findings == (found,) == open_findings([found])


def test_accepted_findings_are_bound():
    draft = desk.draft(findings=(finding(Severity.ACCEPT, True),))
    done = approved(draft, findings=draft.findings)
    assert done.outgoing.accepted_findings == ("no source: It states something.",)
    with pytest.raises(NotApproved, match="accepted findings"):
        approved(draft, findings=())


NOT_THE_DRAFT = {
    "body": "Something else.",
    "draft_id": "d2",
    "ticket_id": "18",
    "connector": "rt",
    "kind": ReplyKind.INTERNAL_NOTE,
    "to": (),
    "subject": "Cafe\u0301",
}


@pytest.mark.parametrize("name", NOT_THE_DRAFT)
def test_what_is_not_the_draft_or_incomplete_is_refused(name):
    out = outgoing(
        desk.draft(),
        desk.ticket(),
        account=desk.ACCOUNT,
        recipients=desk.RECIPIENTS,
        new_status=None,
    )
    with pytest.raises(NotApproved):
        approved(out=replace(out, **{name: NOT_THE_DRAFT[name]}))


def test_empty_texts_nobody_and_other_tickets_are_refused():
    for work in (
        lambda: approved(desk.draft(" \n", sentences=())),
        lambda: approved(approver=" "),
        lambda: approved(desk.draft("A \ud800 text.")),
        lambda: outgoing(
            desk.draft(),
            desk.ticket(number="18"),
            account=desk.ACCOUNT,
            recipients=desk.RECIPIENTS,
            new_status=None,
        ),
    ):
        with pytest.raises(NotApproved):
            work()


def test_a_note_has_no_recipient():
    draft = desk.draft(kind=ReplyKind.INTERNAL_NOTE)
    done = approved(draft)
    assert done.outgoing.to == ()
    verify(done, PUBLIC)


def test_the_canonical_form_is_fixed():
    out = replace(approved().outgoing, body="a\u0301\r\nb")
    form = canonical(out, approved_id="a1", approver="M", approved=datetime(2026, 1, 2, tzinfo=UTC))
    start = '{"form":1,"id":"a1","outgoing":{"connector":"demo","account":"mia@shop.example",'
    assert form.decode().startswith(start)
    assert '"body":"á\\nb"' in form.decode()
    assert form.decode().endswith('"approved":"2026-01-02T00:00:00.000000+00:00"}')


def test_everything_bound_is_shown_and_nothing_hides():
    out = replace(
        approved().outgoing,
        cc=("c@x.example",),
        attachments=(("a.pdf", "ff00"),),
        accepted_findings=("wording: odd",),
        body="Pay\u202e now\x1b[2J",
    )
    shown = show(out)
    version = out.seen_version
    for value in (
        out.connector,
        out.account,
        out.ticket_id,
        *out.to,
        *out.cc,
        out.subject,
        "Pending".lower(),
        "a.pdf",
        "ff00",
        "wording: odd",
        out.draft_id,
        version.assignee,
        version.last_message_id,
        version.requester_email,
        "public",
        "Public reply",
    ):
        assert value in shown
    assert "Pay⟨U+202E⟩ now⟨U+001B⟩[2J" in shown


def test_the_key_is_made_once_and_a_damaged_one_is_named():
    keys = DictKeys()
    assert signer(keys)[1] == signer(keys)[1]
    keys[KEY_NAME] = "no key"
    with pytest.raises(NotApproved, match=KEY_NAME):
        signer(keys)
