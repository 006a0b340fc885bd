"""Drafts and their history."""

from __future__ import annotations

from dataclasses import replace

import pytest

from copilot.errors import TicketGone
from copilot.records import ReplyKind
from copilot.store.drafts import Drafts
from copilot.store.store import Store
from copilot.store.tickets import Tickets
from tests.store.records_for_tests import draft, ticket

KEY = ticket().key


@pytest.fixture
def drafts(store: Store) -> Drafts:
    Tickets(store).save([ticket()])
    return Drafts(store)


def texts(drafts: Drafts, name: str = "d1") -> list[str]:
    return [text for _, text in drafts.history(name)]


def test_a_draft_comes_back_as_it_was(drafts: Drafts):
    assert drafts.latest(KEY, ReplyKind.PUBLIC_REPLY) is None
    drafts.save(draft(ticket()))
    assert drafts.latest(KEY, ReplyKind.PUBLIC_REPLY) == draft(ticket())
    assert drafts.latest(KEY, ReplyKind.INTERNAL_NOTE) is None


def test_every_changed_text_is_kept(drafts: Drafts):
    drafts.save(draft(ticket(), "One"))
    drafts.save(draft(ticket(), "Two"))
    drafts.save(replace(draft(ticket(), "Two"), edited=True))
    drafts.save(draft(ticket(), "One"))
    assert texts(drafts) == ["One", "Two", "One"]
    saved = [when for when, _ in drafts.history("d1")]
    assert saved == sorted(saved)
    assert drafts.get("d1").text == "One"


def test_the_draft_begun_last_counts_even_if_an_older_one_is_saved_again(drafts: Drafts):
    drafts.save(draft(ticket(), "Old", name="old"))
    drafts.save(draft(ticket(), "New", name="new"))
    drafts.save(draft(ticket(), "Old, edited", name="old"))
    assert drafts.latest(KEY, ReplyKind.PUBLIC_REPLY).id == "new"


def test_retiring_takes_one_kind_off_and_keeps_its_history(drafts: Drafts):
    note = replace(draft(ticket(), "Note", name="n1"), kind=ReplyKind.INTERNAL_NOTE)
    drafts.save(draft(ticket()))
    drafts.save(note)
    drafts.retire(KEY, ReplyKind.PUBLIC_REPLY)
    assert drafts.latest(KEY, ReplyKind.PUBLIC_REPLY) is None
    assert drafts.latest(KEY, ReplyKind.INTERNAL_NOTE) == note
    assert len(texts(drafts)) == 1


def test_a_draft_for_a_ticket_that_is_gone_is_refused_in_words(drafts: Drafts, store: Store):
    Tickets(store).remove([KEY])
    with pytest.raises(TicketGone, match="copy it"):
        drafts.save(draft(ticket()))
