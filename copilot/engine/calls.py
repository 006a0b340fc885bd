"""One job in a living engine process: sent, waited for, and its result or what went wrong."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty
from threading import Event

from copilot import errors
from copilot.engine.connection import Connection, Ended, Inbox
from copilot.engine.protocol import Cancel, Failed, Job, Piece, Result
from copilot.engine.protocol import Stopped as StoppedMessage
from copilot.errors import Cancelled, EngineFailed, UserFacing

LOOK = 0.05  # seconds between two looks at a stop event while nothing comes


def run(
    connection: Connection,
    job: Job,
    doing: str,
    *,
    on_text: Callable[[str], None] | None = None,
    stop: Event | None = None,
    seconds: float | None = None,
) -> Result:
    """Sends one job and waits for its result; `doing` is for people.

    Raises what the child reports, EngineFailed when it ends, Cancelled by `stop`, and TimeoutError
    after `seconds`; a job that is given up is cancelled in the child.
    """
    until = None if seconds is None else time.monotonic() + seconds
    with _sent(connection, job) as inbox:
        while True:
            match _next(inbox, stop, until):
                case Piece(text=text):
                    if on_text is not None:
                        on_text(text)
                case Ended():
                    raise EngineFailed(
                        connection.refusal
                        or f"The engine stopped while {doing} ({connection.reason}). "
                        "Nothing was lost; ask again."
                    )
                case Failed(error=name, text=text):
                    raise _error(name)(text)
                case StoppedMessage():
                    raise Cancelled
                case result:
                    return result


@contextmanager
def _sent(connection: Connection, job: Job) -> Iterator[Inbox]:
    """The inbox of a job that is cancelled in the child when its caller gives up on it."""
    inbox = connection.send(job)
    try:
        yield inbox
    except BaseException:
        connection.drop(job.id)
        connection.tell(Cancel(job.id))
        raise


def _next(inbox: Inbox, stop: Event | None, until: float | None) -> Piece | Result | Ended:
    if stop is None and until is None:
        return inbox.get()
    while stop is None or not stop.is_set():
        if until is not None and time.monotonic() >= until:
            raise TimeoutError
        with suppress(Empty):
            return inbox.get(timeout=LOOK)
    raise Cancelled


def _error(name: str) -> type[UserFacing]:
    """The class of copilot.errors that a child's message names."""
    found = getattr(errors, name, None)
    if isinstance(found, type) and issubclass(found, UserFacing):
        return found
    return EngineFailed
