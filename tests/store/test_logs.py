"""Traces, the ledger and the profile's own settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from copilot.records import LedgerRow, TicketKey, Trace
from copilot.store.ledger import Ledger
from copilot.store.profile import Profile, StoreKeys
from copilot.store.store import Store
from copilot.store.traces import Traces
from tests.store.records_for_tests import START

TRACE = Trace(
    id="t1",
    ticket=TicketKey("rt", "17"),
    step="summary",
    prompt_name="summary",
    prompt_version="3",
    prompt_sha256="ab" * 32,
    model_sha256="cd" * 32,
    passages=(3, 5),
    prompt_tokens=900,
    kept_tokens=700,
    answer_tokens=40,
    first_token_seconds=0.4,
    seconds=2.5,
    created=START,
)


def test_traces_of_one_ticket_and_of_all(store: Store):
    traces = Traces(store)
    other = replace(TRACE, id="t2", ticket=TicketKey("rt", "18"))
    traces.add(TRACE)
    traces.add(other)
    assert traces.all() == (TRACE, other)
    assert traces.all(TRACE.ticket) == (TRACE,)
    assert traces.all(TicketKey("demo", "17")) == ()


def test_the_ledger_from_a_moment_on(store: Store):
    ledger = Ledger(store)
    first = LedgerRow(START, "help.example", "sync", 420, 9000, 31)
    second = replace(first, created=START + timedelta(hours=1), reason="send")
    ledger.add(first)
    ledger.add(second)
    assert ledger.all() == (first, second)
    assert ledger.all(since=second.created) == (second,)


def test_settings_and_secrets_do_not_meet(store: Store):
    profile = Profile(store)
    keys = StoreKeys(profile)
    profile.set("token", "a setting")
    assert keys.get("token") is None
    keys.set("token", "old")
    keys.set("token", "new")
    assert (keys.get("token"), profile.get("token")) == ("new", "a setting")
    keys.delete("token")
    keys.delete("token")
    assert (keys.get("token"), profile.get("token")) == (None, "a setting")
