"""One living engine process as its parent holds it: what is sent, what comes back, its end."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Sequence
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import BinaryIO, cast

from copilot.engine.frames import CutOff, FrameError, read_frame, write_frame
from copilot.engine.process import start_process
from copilot.engine.protocol import (
    Alive,
    Begin,
    FromChild,
    Job,
    Message,
    Piece,
    Ready,
    Refused,
    Result,
    decode_from_child,
    encode,
)
from copilot.errors import BadInput

LOOKS = 4  # silence is counted in looks, not on a clock: a laptop that slept is no dead child
EXIT_SECONDS = 1.0  # between the end of the pipe and the end of the process
SIGNALS = {
    getattr(signal, "SIGILL", None): "this processor lacks instructions it was built for",
    getattr(signal, "SIGKILL", None): "it was killed, perhaps for lack of memory",
    getattr(signal, "SIGSEGV", None): "it crashed",
    getattr(signal, "SIGABRT", None): "it crashed",
}


class Ended(Message, frozen=True):
    """Put into the queue of every job that is under way when the process ends."""


Inbox = SimpleQueue[Piece | Result | Ended]


class Connection:
    """Starts a process and speaks with it until it ends. Safe from several threads."""

    def __init__(self, begin: Begin, *, command: Sequence[str], silence_limit: float) -> None:
        self.ready = Event()
        self.ended = Event()
        self.reason = ""  # why it ended, a few words for people
        self.wall = ""  # what keeps it from the network, as it said itself
        self.refusal = ""  # why it will not work here, in sentences; "" when it does
        self._jobs: dict[int, Inbox] = {}
        self._heard = Event()
        self._state, self._writing = Lock(), Lock()
        self._look_seconds = silence_limit / LOOKS
        self.process = start_process(command)
        self._threads = (
            Thread(target=self._read, name="engine-reader", daemon=True),
            Thread(target=self._watch, name="engine-watch", daemon=True),
        )
        for thread in self._threads:
            thread.start()
        self._write(begin)

    @property
    def alive(self) -> bool:
        """False as soon as the process is gone, even before its pipe was read to the end."""
        return not self.ended.is_set() and self.process.poll() is None

    @property
    def under_way(self) -> int:
        """How many jobs were sent and have no result yet."""
        with self._state:
            return len(self._jobs)

    def send(self, job: Job) -> Inbox:
        """Sends a job; its pieces and its result, or Ended, come into the inbox.

        Raises BadInput when the job is too long for one message.
        """
        inbox: Inbox = SimpleQueue()
        with self._state:
            self._jobs[job.id] = inbox
        if self.ended.is_set():
            self._put_ended()
        else:
            self._send(job)
        return inbox

    def drop(self, job_id: int) -> None:
        """What still comes for this job is thrown away."""
        with self._state:
            self._jobs.pop(job_id, None)

    def tell(self, message: Message) -> None:
        """Sends something that has no result, or whose result nobody waits for."""
        self._write(message)

    def close(self) -> None:
        """Ends the process at once (it has nothing to save) and its threads with it."""
        self._kill("it was closed")
        for thread in self._threads:
            thread.join()

    def _send(self, job: Job) -> None:
        try:
            self._write(job)
        except FrameError as error:
            self.drop(job.id)
            raise BadInput(
                "This is too much text for one job. Nothing was lost; ask for less at once."
            ) from error

    def _write(self, message: Message) -> None:
        try:
            with self._writing:
                write_frame(cast("BinaryIO", self.process.stdin), encode(message))
        except (OSError, ValueError):  # broken, or closed by _end: the reader tells every job
            self._kill("")

    def _read(self) -> None:
        try:
            while (body := read_frame(cast("BinaryIO", self.process.stdout))) is not None:
                self._heard.set()
                self._take(decode_from_child(body))
        except CutOff:
            pass  # it died while it wrote; its exit code says how
        except FrameError:
            self._kill("it sent something that is no message")
        self._end()

    def _take(self, message: FromChild) -> None:
        match message:
            case Alive():
                pass
            case Ready():
                self.wall = message.wall
                self.ready.set()
            case Refused():
                self.refusal = message.text
            case _:
                self._deliver(message)

    def _deliver(self, message: Piece | Result) -> None:
        with self._state:
            finished = not isinstance(message, Piece)
            inbox = self._jobs.pop(message.id, None) if finished else self._jobs.get(message.id)
        if inbox is not None:
            inbox.put(message)

    def _watch(self) -> None:
        silent = 0
        while not self.ended.wait(self._look_seconds):
            silent = 0 if self._heard.is_set() else silent + 1
            self._heard.clear()
            if silent >= LOOKS:
                self._kill("it no longer answered")

    def _kill(self, reason: str) -> None:
        with self._state:
            self.reason = self.reason or reason
        self.process.kill()

    def _end(self) -> None:
        """Runs once, in the reader's thread, when nothing more can come."""
        code = self._exit_code()
        with self._state:
            self.reason = self.reason or _meaning(code)
        self.ended.set()
        self._close_pipes()
        self._put_ended()

    def _exit_code(self) -> int:
        try:
            return self.process.wait(timeout=EXIT_SECONDS)
        except subprocess.TimeoutExpired:  # it closed its pipe and stayed
            self.process.kill()
            return self.process.wait()

    def _put_ended(self) -> None:
        with self._state:
            inboxes = tuple(self._jobs.values())
            self._jobs.clear()
        for inbox in inboxes:
            inbox.put(Ended())

    def _close_pipes(self) -> None:
        process: subprocess.Popen[bytes] = self.process
        for pipe in (process.stdin, process.stdout):
            try:
                if pipe is not None:
                    pipe.close()
            except BrokenPipeError:  # what was not sent yet; the jobs hear of it
                pass


def _meaning(code: int) -> str:
    """The end of a process in words; negative codes are signals."""
    if code < 0:
        return SIGNALS.get(-code, f"signal {-code}")
    return f"it ended with code {code}"
