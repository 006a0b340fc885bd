"""Prepared things live exactly as long as the version of the ticket they were made from."""

from __future__ import annotations

import pytest

from copilot.records import (
    Fact,
    PersonalSpan,
    RedactedMessage,
    RedactedTicket,
    RestoreMap,
    Role,
    Status,
    Summary,
    SummaryLine,
    TicketKey,
    Visibility,
)
from copilot.store.prepared import Prepared, PreparedRedaction
from copilot.store.store import Store
from copilot.store.tickets import Tickets
from tests.store.records_for_tests import START, answered, ticket

KEY = TicketKey("rt", "17")
REDACTED = RedactedTicket(
    KEY,
    "Leaking filter",
    Status.OPEN,
    "[[CUSTOMER_1]]",
    (
        RedactedMessage(
            "m1", Role.CUSTOMER, "[[CUSTOMER_1]]", Visibility.PUBLIC, START, "My filter leaks."
        ),
    ),
    "de",
)
SPANS = {"m1": (PersonalSpan(3, 11, "PRODUCT", "[[PRODUCT_1]]", 0.7),)}
SUMMARY = Summary(
    SummaryLine("A filter that holds", ("m1",)),
    (SummaryLine("It leaked"),),
    (),
    SummaryLine("Send a seal"),
    "annoyed",
    "leaks!",
    "high",
    (Fact("order", "A-88213", "m1"),),
)


@pytest.fixture
def prepared(store: Store) -> Prepared:
    Tickets(store).save([ticket()])
    return Prepared(store)


def test_everything_comes_back_as_it_was(prepared: Prepared):
    version = ticket().version
    prepared.save_redacted(REDACTED, SPANS, version=version)
    prepared.save_summary(KEY, SUMMARY, version=version)
    assert prepared.redacted(KEY) == PreparedRedaction(REDACTED, SPANS)
    assert prepared.summary(KEY) == SUMMARY


def test_nothing_comes_back_after_the_ticket_changed(prepared: Prepared, store: Store):
    version = ticket().version
    prepared.save_redacted(REDACTED, SPANS, version=version)
    prepared.save_summary(KEY, SUMMARY, version=version)
    Tickets(store).save([answered(ticket(), "Hello?")])
    assert prepared.redacted(KEY) is None
    assert prepared.summary(KEY) is None


def test_what_was_made_from_an_older_version_does_not_count(prepared: Prepared, store: Store):
    Tickets(store).save([answered(ticket(), "Hello?")])
    prepared.save_summary(KEY, SUMMARY, version=ticket().version)
    assert prepared.summary(KEY) is None


def test_the_restore_map_outlives_the_versions(prepared: Prepared, store: Store):
    assert prepared.restore_map(KEY) == RestoreMap()
    restore = RestoreMap((("[[CUSTOMER_1]]", "Dana Whitfield"),))
    prepared.save_restore_map(KEY, restore)
    Tickets(store).save([answered(ticket(), "Hello?")])
    assert prepared.restore_map(KEY) == restore


def test_nothing_is_kept_for_a_ticket_that_is_gone(prepared: Prepared, store: Store):
    Tickets(store).remove([KEY])
    prepared.save_restore_map(KEY, RestoreMap((("[[CUSTOMER_1]]", "Dana"),)))
    prepared.save_summary(KEY, SUMMARY, version=ticket().version)
    prepared.save_redacted(REDACTED, SPANS, version=ticket().version)
    Tickets(store).save([ticket()])
    assert prepared.restore_map(KEY) == RestoreMap()
    assert prepared.summary(KEY) is None
    assert prepared.redacted(KEY) is None
