"""Files of unknown makers, read in a second child: one that it dies of takes no draft along."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event, Lock

from copilot.engine.calls import run
from copilot.engine.protocol import Begin, Extract, Read
from copilot.engine.reviving import Revived
from copilot.errors import Bug, Cancelled, Unreadable
from copilot.records import Extracted

SECONDS_FOR_ONE = 60.0
MEMORY = 1536 * 1024 * 1024  # bytes for the child as a whole, its libraries among them
LARGEST = 60 * 1000 * 1000  # bytes; with its name it must fit into a frame


class FileReader:
    """Reads one file at a time. Its child has no model files and starts with the first file."""

    def __init__(
        self, command: Sequence[str], *, seconds: float = SECONDS_FOR_ONE, memory: int = MEMORY
    ) -> None:
        # A parser may hold the interpreter, and with it the heartbeat, as long as it likes: the
        # time for one file is the limit, so silence is none.
        nothing = Begin("", "", embeddings=(), reranker="", ner="", memory=memory)
        self.child = Revived(nothing, command=command, silence_limit=2 * seconds)
        self._seconds = seconds
        self._one_at_a_time = Lock()  # the time of a file does not run while it waits

    def extract(self, job: Extract, stop: Event | None) -> Extracted:
        """See Engine. A file that takes too long, or is not wanted any more, ends the child."""
        if len(job.data) > LARGEST:
            raise Unreadable(
                f"has {len(job.data) / 1e6:.0f} MB; files up to {LARGEST / 1e6:.0f} MB are read"
            )
        with self._one_at_a_time:
            try:
                result = run(
                    self.child.connected(),
                    job,
                    "reading a file",
                    stop=stop,
                    seconds=self._seconds,
                )
            except TimeoutError:
                self.child.end()
                raise Unreadable(f"took longer than {self._seconds:.0f} seconds to read") from None
            except Cancelled:
                self.child.end()
                raise
        if not isinstance(result, Read):
            raise Bug("a file was answered with something else")
        return result.extracted
