"""An engine process that is started when it is needed, and again when it has died."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

from copilot.engine.connection import Connection
from copilot.engine.protocol import Begin
from copilot.errors import EngineFailed


class Revived:
    """Holds the connection to one child. Safe from several threads."""

    def __init__(self, begin: Begin, *, command: Sequence[str], silence_limit: float) -> None:
        self.connection: Connection | None = None  # the latest; it may have ended
        self._begin = begin
        self._command = tuple(command)
        self._silence_limit = silence_limit
        self._lock = Lock()
        self._closed = False

    @property
    def running(self) -> bool:
        with self._lock:
            return self.connection is not None and self.connection.alive

    def connected(self) -> Connection:
        """The connection to a living child. Raises EngineFailed once it is closed."""
        with self._lock:
            if self._closed:
                raise EngineFailed("The engine is closed. Start the program again.")
            if self.connection is None or not self.connection.alive:
                if self.connection is not None:
                    self.connection.close()
                self.connection = Connection(
                    self._begin, command=self._command, silence_limit=self._silence_limit
                )
            return self.connection

    def end(self) -> None:
        """Ends the child; jobs under way raise EngineFailed, the next one starts another."""
        with self._lock:
            connection = self.connection
        if connection is not None:
            connection.close()

    def close(self) -> None:
        """Ends the child for good."""
        with self._lock:
            self._closed = True
        self.end()
