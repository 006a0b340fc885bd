"""A look for leaks, built as for work: every process and every way, and who listened."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass

from copilot.engine import EngineFiles
from copilot.engine.client import EngineClient
from copilot.engine.protocol import Targets
from copilot.helpdesk import attempts as window
from copilot.helpdesk.allowed import ALLOWED, HELPDESK, hosts
from copilot.helpdesk.listening import Listeners, listening
from copilot.paths import Places
from copilot.records import Attempt
from copilot.settings import Settings
from copilot.store.aside import LedgerAside


@dataclass(frozen=True, slots=True)
class LookForLeaks:
    """What was tried and refused, which wall the engine process said it has, who may be asked."""

    attempts: tuple[Attempt, ...]
    wall: str
    hosts: tuple[str, ...]


def look_for_leaks(chosen: Settings, at: Places) -> LookForLeaks:
    """Tries every way out of every process; model files and the store are not needed.

    Refusals go to the ledger. Raises EngineFailed where the engine process does not start.
    """
    ALLOWED.tell_to(LedgerAside(at).add)
    ALLOWED.allow(HELPDESK, hosts(chosen))
    with listening() as listeners:
        engine, wall = _from_the_engine(listeners, at)
        inside = (*engine, _heard("engine", listeners))
        outside = (*window.attempts(listeners.port), _heard("window", listeners))
    return LookForLeaks(inside + outside, wall, hosts(chosen))


def _from_the_engine(listeners: Listeners, at: Places) -> tuple[tuple[Attempt, ...], str]:
    client = EngineClient(EngineFiles())
    try:
        with tempfile.TemporaryDirectory(dir=at.data) as folder:
            targets = Targets(listeners.port, listeners.unix_name, folder)
            return client.try_to_leak(targets), client.status().wall
    finally:
        client.close()


def _heard(place: str, listeners: Listeners) -> Attempt:
    """What a process says of itself is one thing; what arrived is another."""
    count = listeners.heard()
    said = f"{count} connections and datagrams" if count else "nothing"
    return Attempt(f"{place}: what the listeners heard", refused=not count, said=said)
