"""The engine process as its parent uses it: blocking calls, and a new child after a death."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty
from threading import Event, Lock

from copilot import errors
from copilot.engine import EngineFiles, Priority
from copilot.engine.connection import Connection, Ended, Inbox
from copilot.engine.process import command
from copilot.engine.protocol import (
    Answered,
    Begin,
    Cancel,
    Embed,
    Embedded,
    Failed,
    Forget,
    Generate,
    Job,
    Load,
    Part,
    Piece,
    Redact,
    Redacted,
    Result,
)
from copilot.engine.protocol import Stopped as StoppedMessage
from copilot.errors import Bug, Cancelled, EngineFailed, ModelFileError, UserFacing
from copilot.records import (
    Answer,
    EngineState,
    EngineStatus,
    KnownIdentity,
    Prompt,
    RedactedBatch,
    RestoreMap,
)

SILENCE_LIMIT = 20.0  # seconds without a heartbeat after which the child is taken for dead
STOP_LOOK = 0.05  # seconds between two looks at a stop event while no piece comes


class EngineClient:
    """The real Engine. The child starts with the first job, or ahead of it with start()."""

    def __init__(
        self,
        files: EngineFiles,
        *,
        child: Sequence[str] | None = None,
        silence_limit: float = SILENCE_LIMIT,
    ) -> None:
        self.files = files
        self._command = tuple(child or command())
        self._silence_limit = silence_limit
        self._lock = Lock()
        self._connection: Connection | None = None
        self._closed = False
        self._ids = itertools.count(1)
        self._speed = 0.0

    def redact(
        self,
        texts: Sequence[str],
        *,
        known: Sequence[KnownIdentity],
        restore: RestoreMap,
        language: str | None = None,
        priority: Priority = Priority.OPEN_TICKET,
    ) -> RedactedBatch:
        """See Engine."""
        _check(self.files.ner, "name recognition")
        job = Redact(next(self._ids), priority, tuple(texts), tuple(known), restore, language)
        result = self._run(job, "hiding personal data")
        if not isinstance(result, Redacted):
            raise Bug("a redaction was answered with something else")
        return result.batch

    def embed(
        self, texts: Sequence[str], *, priority: Priority = Priority.OPEN_TICKET
    ) -> list[bytes]:
        """See Engine."""
        _check(self.files.embedding, "search")
        result = self._run(Embed(next(self._ids), priority, tuple(texts)), "preparing a search")
        if not isinstance(result, Embedded):
            raise Bug("an embedding was answered with something else")
        return list(result.vectors)

    def generate(
        self,
        prompt: Prompt,
        *,
        on_text: Callable[[str], None] | None = None,
        stop: Event | None = None,
        priority: Priority = Priority.OPEN_TICKET,
    ) -> Answer:
        """See Engine. Also raises PromptTooLong."""
        if self.files.fault:
            raise ModelFileError(self.files.fault)
        _check(self.files.generation, "language model")
        job = Generate(next(self._ids), priority, prompt)
        result = self._run(job, "wording an answer", on_text=on_text, stop=stop)
        if not isinstance(result, Answered):
            raise Bug("a prompt was answered with something else")
        self._speed = _tokens_per_second(result.answer)
        return result.answer

    def forget(self) -> None:
        """See Engine. A child that does not run has nothing to forget."""
        with self._lock:
            running = self._connection is not None and self._connection.alive
        if running:
            self._run(Forget(next(self._ids)), "forgetting a ticket")

    def start(self) -> None:
        """Starts the child and has it load what it has files for; does not wait for it."""
        connection = self._connected()
        present = {
            Part.REDACTION: self.files.ner,
            Part.EMBEDDING: self.files.embedding,
            Part.GENERATION: self.files.generation,
        }
        for part, file in present.items():
            if file is not None and file.exists():
                connection.tell(Load(next(self._ids), part))

    def status(self) -> EngineStatus:
        """For the status line; never waits."""
        connection = self._connection
        state = self._state(connection)
        return EngineStatus(
            state=state,
            model_title=self.files.generation_title,
            tokens_per_second=self._speed,
            waiting=max(0, connection.under_way - 1) if connection else 0,
            reason=_why(connection) if connection and state is EngineState.DOWN else "",
        )

    def close(self) -> None:
        """Ends the child; jobs under way raise EngineFailed, and so do later ones."""
        with self._lock:
            self._closed = True
            connection = self._connection
        if connection is not None:
            connection.close()

    def _state(self, connection: Connection | None) -> EngineState:
        if connection is None or not connection.alive:
            return EngineState.DOWN
        if not connection.ready.is_set():
            return EngineState.STARTING
        if connection.under_way:
            return EngineState.BUSY
        missing = self.files.generation is None or not self.files.generation.exists()
        return EngineState.NO_MODEL_FILE if missing else EngineState.READY

    def _connected(self) -> Connection:
        with self._lock:
            if self._closed:
                raise EngineFailed("The engine is closed. Start the program again.")
            if self._connection is None or not self._connection.alive:
                if self._connection is not None:
                    self._connection.close()
                self._connection = self._new_connection()
            return self._connection

    def _new_connection(self) -> Connection:
        begin = Begin(
            generation=_path(self.files.generation),
            generation_sha256=self.files.generation_sha256,
            embedding=_path(self.files.embedding),
            ner=_path(self.files.ner),
        )
        return Connection(begin, command=self._command, silence_limit=self._silence_limit)

    def _run(
        self,
        job: Job,
        doing: str,
        *,
        on_text: Callable[[str], None] | None = None,
        stop: Event | None = None,
    ) -> Result:
        """Sends one job and waits for its result; `doing` is for people."""
        if stop is not None and stop.is_set():
            raise Cancelled
        connection = self._connected()
        with _sent(connection, job) as inbox:
            while True:
                match _next(inbox, stop):
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


def _next(inbox: Inbox, stop: Event | None) -> Piece | Result | Ended:
    if stop is None:
        return inbox.get()
    while not stop.is_set():
        with suppress(Empty):
            return inbox.get(timeout=STOP_LOOK)
    raise Cancelled


def _why(connection: Connection) -> str:
    return connection.refusal or f"The engine stopped: {connection.reason}."


def _error(name: str) -> type[UserFacing]:
    """The class of copilot.errors that a child's message names."""
    found = getattr(errors, name, None)
    if isinstance(found, type) and issubclass(found, UserFacing):
        return found
    return EngineFailed


def _check(file: Path | None, what: str) -> None:
    if file is None or not file.exists():
        name = f" ({file.name} is not where it was)" if file else ""
        raise ModelFileError(
            f"There is no {what} file{name}. Nothing was lost; fetch it with "
            "`support-copilot models fetch`, or choose one with `support-copilot models use`."
        )


def _path(file: Path | None) -> str:
    return "" if file is None else str(file.resolve())


def _tokens_per_second(answer: Answer) -> float:
    seconds = answer.seconds - answer.first_token_seconds
    return (answer.answer_tokens - 1) / seconds if answer.answer_tokens > 1 and seconds > 0 else 0.0
