"""Calls in threads of their own, as the window's jobs make them."""

from __future__ import annotations

import threading
from collections.abc import Callable

from copilot.errors import Cancelled, EngineFailed, Unreadable


class Caller(threading.Thread):
    """One call in a thread of its own, and how it ended."""

    def __init__(self, call: Callable[[], object]) -> None:
        super().__init__()
        self.call = call
        self.result: object = None
        self.error: BaseException | None = None
        self.start()

    def run(self) -> None:
        try:
            self.result = self.call()
        except (EngineFailed, Cancelled, Unreadable) as error:
            self.error = error

    def end(self) -> Caller:
        self.join(timeout=20)
        assert not self.is_alive()
        return self
