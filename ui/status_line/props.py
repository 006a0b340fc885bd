"""What the status line says, as pure functions."""

from __future__ import annotations

from datetime import datetime

from copilot.records import EngineState, EngineStatus, LedgerRow
from ui.shared.amounts import size_text


def connection(online: bool | None, waiting: int) -> str:
    """Online or not, and what waits."""
    state = {None: "Not synced yet", True: "Online", False: "Offline"}[online]
    return f"{state} · {waiting} in the outbox" if waiting else state


def engine(status: EngineStatus | None) -> str:
    """The model file, what the engine does, and its speed."""
    if status is None:
        return "Engine: starting"
    words = [status.model_title or "Engine", status.state.value]
    if status.tokens_per_second:
        words.append(f"{status.tokens_per_second:.0f} tokens/s")
    if status.waiting:
        words.append(f"{status.waiting} waiting")
    if status.state in (EngineState.DOWN, EngineState.NO_MODEL_FILE) and status.reason:
        words.append(status.reason)
    return " · ".join(words)


def prepared(done: int, of: int, *, answered: int = 0, failed: int = 0) -> str:
    """How far preparing ahead has come, and why the rest has no draft."""
    if not of:
        return ""
    words = [f"Prepared {done} of {of}"]
    if answered:
        words.append(f"{answered} need{'s' if answered == 1 else ''} no reply")
    if failed:
        words.append(f"{failed} could not be prepared")
    return " · ".join(words)


def today(rows: tuple[LedgerRow, ...], now: datetime) -> tuple[LedgerRow, ...]:
    """The conversations of this day, in the place of `now`; what was refused is none."""
    return tuple(
        row
        for row in rows
        if row.created.astimezone(now.tzinfo).date() == now.date() and not row.refused
    )


def hosts(rows: tuple[LedgerRow, ...], now: datetime) -> str:
    """Which hosts were contacted today, and how much went out."""
    of_today = today(rows, now)
    if not of_today:
        return "Today: no host contacted"
    names = list(dict.fromkeys(row.host for row in of_today))
    which = f"{names[0]} only" if len(names) == 1 else f"{len(names)} hosts"
    return f"Today: {which} · {size_text(sum(row.bytes_out for row in of_today))} out"
