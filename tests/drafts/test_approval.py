"""An approval binds every field, and nothing opens it but a clean draft."""

import json
import unicodedata
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.drafts.approval import OpenFindings, approve, open_findings, verify
from copilot.drafts.canonical import canonical, digest, normal
from copilot.drafts.outgoing import field_change, linked_ticket, outgoing, show
from copilot.drafts.signing import KEY_NAME, signer, to_be_signed
from copilot.errors import NotApproved
from copilot.records import (
    ApprovedDraft,
    FieldChange,
    Finding,
    Outgoing,
    OutgoingFile,
    Relation,
    ReplyKind,
    Severity,
    Status,
    TicketVersion,
    Visibility,
)
from tests.fakes import desk
from tests.fakes.tampering import tampered


class DictKeys(dict):
    def set(self, name, secret):
        self[name] = secret


KEYS = DictKeys()
SIGN, PUBLIC = signer(KEYS)


def approved(draft=None, out=None, findings=(), approver="Mia Berg", files=()):
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
        valid=timedelta(days=7),
        files=files,
    )


def finding(severity, accepted=False):
    return Finding("no source", severity, 0, 7, "It states something.", "Strike it.", accepted)


def test_what_was_approved_verifies():
    done = approved()
    verify(done, PUBLIC)
    assert done.outgoing.body == desk.draft().text
    assert done.outgoing.to == ("dana@mail.example",)


FILE = OutgoingFile("a.pdf", "ff00", "application/pdf", 2)
WHOLE = approved(
    files=(FILE,),
    out=replace(
        outgoing(
            desk.draft(),
            desk.ticket(),
            account=desk.ACCOUNT,
            recipients=desk.RECIPIENTS,
            new_status=Status.PENDING,
        ),
        cc=("c@x.example",),
        bcc=("b@x.example",),
        attachments=(FILE,),
    ),
)
TAMPERED = {name: each for name, each in tampered(WHOLE) if each != WHOLE}
CHANGE_DRAFT = desk.draft("", kind=ReplyKind.FIELD_CHANGE, sentences=())
CHANGE = approved(
    CHANGE_DRAFT,
    field_change(
        CHANGE_DRAFT,
        desk.ticket(),
        account=desk.ACCOUNT,
        changes=(FieldChange("status", "open", "solved"), FieldChange("tag", "", "delivery")),
    ),
)
LINK_DRAFT = desk.draft("Check batch 7.", kind=ReplyKind.LINKED_TICKET, sentences=())
LINK = approved(
    LINK_DRAFT,
    linked_ticket(
        LINK_DRAFT,
        desk.ticket(),
        account=desk.ACCOUNT,
        subject="Batch 7",
        relation=Relation.REFERS_TO,
    ),
)
OTHER_KINDS = {
    f"{whole.outgoing.kind.value}: {name}": each
    for whole in (CHANGE, LINK)
    for name, each in tampered(whole)
    if each != whole
}


@pytest.mark.parametrize("name", TAMPERED)
def test_each_changed_field_is_refused(name):
    verify(WHOLE, PUBLIC)
    with pytest.raises(NotApproved):
        verify(TAMPERED[name], PUBLIC)


@pytest.mark.parametrize("name", OTHER_KINDS)
def test_each_changed_field_of_a_change_or_a_new_ticket_is_refused(name):
    verify(CHANGE, PUBLIC)
    verify(LINK, PUBLIC)
    with pytest.raises(NotApproved):
        verify(OTHER_KINDS[name], PUBLIC)


def test_a_change_and_a_new_ticket_show_all_that_they_bind():
    assert "Change:      status: open → solved\n" in show(CHANGE.outgoing)
    assert "Change:      tag: + delivery\n" in show(CHANGE.outgoing)
    assert "Subject:     Batch 7\n" in show(LINK.outgoing)
    assert "Link:        the new ticket refers to this ticket\n" in show(LINK.outgoing)


STATUS = FieldChange("status", "open", "open")
MIXED = {
    "no change": (CHANGE, {"changes": ()}),
    "a change of nothing": (CHANGE, {"changes": (STATUS,)}),
    "a change with a text": (CHANGE, {"body": "x"}),
    "a change with a status besides": (CHANGE, {"new_status": Status.SOLVED}),
    "a change with a file": (CHANGE, {"attachments": (FILE,)}),
    "a reply with a change": (WHOLE, {"changes": CHANGE.outgoing.changes}),
    "a reply with a link": (WHOLE, {"relation": Relation.REFERS_TO}),
    "a new ticket without a link": (LINK, {"relation": None}),
    "a new ticket without a subject": (LINK, {"subject": " "}),
    "a new ticket with a change": (LINK, {"changes": CHANGE.outgoing.changes}),
    "a new ticket with a file": (LINK, {"attachments": (FILE,)}),
    "a public change": (CHANGE, {"visibility": Visibility.PUBLIC}),
}


@pytest.mark.parametrize("name", MIXED)
def test_a_field_of_one_kind_does_not_hide_in_another(name):
    whole, more = MIXED[name]
    out = replace(whole.outgoing, **more)
    draft = {CHANGE: CHANGE_DRAFT, LINK: LINK_DRAFT, WHOLE: desk.draft()}[whole]
    draft = replace(draft, text=out.body)
    with pytest.raises(NotApproved):
        approved(draft, out, files=out.attachments)


def test_what_was_approved_before_there_were_changes_is_written_as_it_was():
    form = canonical(WHOLE).decode()
    assert "changes" not in form
    assert "relation" not in form
    assert '"changes":[{"field":"status","before":"open","after":"solved"}' in (
        canonical(CHANGE).decode()
    )


def test_no_field_is_forgotten():
    names = {each.name for each in fields(ApprovedDraft)} - {"outgoing"}
    names |= {f"outgoing.{each.name}" for each in fields(Outgoing)} - {"outgoing.seen_version"}
    names |= {f"outgoing.seen_version.{each.name}" for each in fields(TicketVersion)}
    names |= {f"outgoing.attachments[0].{each.name}" for each in fields(OutgoingFile)}
    assert names <= set(TAMPERED)


@pytest.mark.parametrize("files", [(), (FILE, FILE), (replace(FILE, sha256="ff01"),)])
def test_other_files_than_those_of_the_draft_are_not_approved(files):
    with pytest.raises(NotApproved, match="list of files"):
        approved(out=WHOLE.outgoing, files=files)


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
    draft = desk.draft("Café hours\nare unchanged.")
    done = approved(draft)
    decomposed = unicodedata.normalize("NFD", done.outgoing.body)
    for body in (decomposed, done.outgoing.body.replace("\n", "\r\n")):
        with pytest.raises(NotApproved, match="changed"):
            verify(replace(done, outgoing=replace(done.outgoing, body=body)), PUBLIC)


@pytest.mark.parametrize("text", ["Cafe\u0301 hours.", "A line.\r\nAnother.", "Tab\tand\rreturn."])
def test_the_bytes_that_are_sent_are_those_that_were_written(text):
    done = approved(desk.draft(text))
    verify(done, PUBLIC)
    assert done.outgoing.body == text
    form = json.loads(canonical(done))
    assert form["outgoing"]["body"] == normal(text) != text


def test_an_approval_of_the_form_before_verifies_and_has_no_expiry():
    out = outgoing(
        desk.draft(),
        desk.ticket(),
        account=desk.ACCOUNT,
        recipients=desk.RECIPIENTS,
        new_status=None,
    )
    old = ApprovedDraft("a0", out, "", "", "Mia Berg", desk.NOW)
    form = canonical(old).decode()
    assert form.startswith('{"form":1,"id":"a0","outgoing":{"connector":"demo",')
    assert "bcc" not in form
    bound = digest(old)
    old = replace(old, digest=bound, signature=SIGN(to_be_signed(bound)).hex())
    verify(old, PUBLIC)
    for changed in (
        replace(old, policy="none"),
        replace(old, expires=desk.NOW),
        replace(old, outgoing=replace(out, bcc=("b@x.example",))),
        replace(old, outgoing=replace(out, body="Pay me.")),
        replace(WHOLE, expires=None),
        replace(WHOLE, expires=None, policy=""),
    ):
        with pytest.raises(NotApproved):
            verify(changed, PUBLIC)


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
    assert done.outgoing.accepted_findings == (
        f"no source: It states something.\n“{done.outgoing.body[:7]}”",
    )
    with pytest.raises(NotApproved, match="accepted findings"):
        approved(draft, findings=())


NOT_THE_DRAFT = {
    "body": "Something else.",
    "draft_id": "d2",
    "ticket_id": "18",
    "connector": "rt",
    "kind": ReplyKind.INTERNAL_NOTE,
    "to": (),
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
    done = replace(WHOLE, outgoing=replace(WHOLE.outgoing, body="a\u0301\r\nb"))
    form = canonical(done).decode()
    start = '{"form":2,"id":"a1","outgoing":{"connector":"demo","account":"mia@shop.example",'
    assert form.startswith(start)
    file = '{"name":"a.pdf","sha256":"ff00","media_type":"application/pdf","size":2}'
    assert f'"body":"á\\nb","new_status":"pending","attachments":[{file}]' in form
    assert '"approver":"Mia Berg","approved":"2026-03-04T12:00:00.000000+00:00"' in form
    assert '"expires":"2026-03-11T12:00:00.000000+00:00","policy":"none","exact":"' in form


def leaves(value):
    if value is None:
        return []
    if is_dataclass(value):
        return [leaf for each in fields(value) for leaf in leaves(getattr(value, each.name))]
    if isinstance(value, tuple):
        return [leaf for each in value for leaf in leaves(each)]
    return [str(value)]


def test_everything_bound_is_shown_and_nothing_hides():
    out = replace(
        WHOLE.outgoing, accepted_findings=("wording: odd",), body="Pay\u202e now\x1b[2J\r"
    )
    shown = show(out)
    for value in leaves(replace(out, body="")):
        assert value.casefold() in shown.casefold()
    assert "Pay⟨U+202E⟩ now⟨U+001B⟩[2J⟨U+000D⟩" in shown


def test_the_key_is_made_once_and_a_damaged_one_is_named():
    keys = DictKeys()
    assert signer(keys)[1] == signer(keys)[1]
    keys[KEY_NAME] = "no key"
    with pytest.raises(NotApproved, match=KEY_NAME):
        signer(keys)
