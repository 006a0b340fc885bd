"""The engine process as its parent uses it: blocking calls, and a new child after a death."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event

from copilot.engine import EmbeddingFile, EngineFiles, Priority
from copilot.engine.calls import run
from copilot.engine.connection import Connection
from copilot.engine.process import command
from copilot.engine.protocol import (
    Answered,
    Begin,
    Embed,
    Embedded,
    Extract,
    Forget,
    Generate,
    Job,
    Load,
    Part,
    Probe,
    Probed,
    Redact,
    Redacted,
    Rerank,
    Reranked,
    Result,
    Targets,
)
from copilot.engine.reading import SECONDS_FOR_ONE, FileReader
from copilot.engine.reviving import Revived
from copilot.errors import Bug, Cancelled, ModelFileError
from copilot.records import (
    Answer,
    Attempt,
    EngineState,
    EngineStatus,
    Extracted,
    KnownIdentity,
    Prompt,
    RedactedBatch,
    RestoreMap,
)

_HALF = re.compile("[\ud800-\udfff]")
SILENCE_LIMIT = 20.0  # seconds without a heartbeat after which the child is taken for dead


class EngineClient:
    """The real Engine. A child starts with its first job, or ahead of it with start()."""

    def __init__(
        self,
        files: EngineFiles,
        *,
        child: Sequence[str] | None = None,
        silence_limit: float = SILENCE_LIMIT,
        seconds_for_a_file: float = SECONDS_FOR_ONE,
    ) -> None:
        self.files = files
        started_by = tuple(child or command())
        self.child = Revived(_begin(files), command=started_by, silence_limit=silence_limit)
        self.reader = FileReader(started_by, seconds=seconds_for_a_file)
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
        whole = tuple(map(_whole, texts))
        named = tuple(KnownIdentity(one.type, _whole(one.text)) for one in known)
        job = Redact(next(self._ids), priority, whole, named, restore, language)
        result = self._run(job, "hiding personal data")
        if not isinstance(result, Redacted):
            raise Bug("a redaction was answered with something else")
        return result.batch

    def embed(
        self,
        texts: Sequence[str],
        *,
        embedder: str = "",
        query: bool = False,
        stop: Event | None = None,
        priority: Priority = Priority.OPEN_TICKET,
    ) -> list[bytes]:
        """See Engine."""
        files = _embedding_file(self.files, embedder)
        prefix = files.query_prefix if query else files.passage_prefix
        marked = tuple(prefix + text for text in texts)
        job = Embed(next(self._ids), priority, files.sha256, marked)
        result = self._run(job, "preparing a search", stop=stop)
        if not isinstance(result, Embedded):
            raise Bug("an embedding was answered with something else")
        return list(result.vectors)

    def rerank(
        self, query: str, texts: Sequence[str], *, priority: Priority = Priority.OPEN_TICKET
    ) -> list[float]:
        """See Engine."""
        _check(self.files.reranker, "reranking")
        job = Rerank(next(self._ids), priority, query, tuple(texts))
        result = self._run(job, "ranking what was found")
        if not isinstance(result, Reranked):
            raise Bug("a ranking was answered with something else")
        return list(result.scores)

    def extract(
        self,
        name: str,
        data: bytes,
        *,
        stop: Event | None = None,
        priority: Priority = Priority.PREPARED_AHEAD,
    ) -> Extracted:
        """See Engine. In a child of its own, one file at a time."""
        if stop is not None and stop.is_set():
            raise Cancelled
        return self.reader.extract(Extract(next(self._ids), priority, name, data), stop)

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
        if self.child.running:
            self._run(Forget(next(self._ids)), "forgetting a ticket")

    def start(self) -> None:
        """Starts the child and has it load what it has files for; does not wait for it."""
        connection = self.child.connected()
        present = {
            Part.REDACTION: self.files.ner,
            Part.EMBEDDING: next((each.folder for each in self.files.embeddings), None),
            Part.RERANKING: self.files.reranker,
            Part.GENERATION: self.files.generation,
        }
        for part, file in present.items():
            if file is not None and file.exists():
                connection.tell(Load(next(self._ids), part))

    def status(self) -> EngineStatus:
        """For the status line; never waits."""
        connection = self.child.connection
        state = self._state(connection)
        return EngineStatus(
            state=state,
            model_title=self.files.generation_title,
            tokens_per_second=self._speed,
            waiting=max(0, connection.under_way - 1) if connection else 0,
            wall=connection.wall if connection else "",
            reason=_why(connection) if connection and state is EngineState.DOWN else "",
        )

    def try_to_leak(self, to: Targets) -> tuple[Attempt, ...]:
        """Each way out of the engine process, tried in it, then the same in the reader of files."""
        return tuple(
            replace(attempt, name=f"{place}: {attempt.name}")
            for place, child in (("engine", self.child), ("reader", self.reader.child))
            for attempt in self._tried(child, to)
        )

    def _tried(self, child: Revived, to: Targets) -> tuple[Attempt, ...]:
        result = run(child.connected(), Probe(next(self._ids), to), "trying to leak")
        if not isinstance(result, Probed):
            raise Bug("a look for leaks was answered with something else")
        return result.attempts

    def close(self) -> None:
        """Ends both children; jobs under way raise EngineFailed, and so do later ones."""
        self.child.close()
        self.reader.child.close()

    def _state(self, connection: Connection | None) -> EngineState:
        if connection is None or not connection.alive:
            return EngineState.DOWN
        if not connection.ready.is_set():
            return EngineState.STARTING
        if connection.under_way:
            return EngineState.BUSY
        missing = self.files.generation is None or not self.files.generation.exists()
        return EngineState.NO_MODEL_FILE if missing else EngineState.READY

    def _run(
        self,
        job: Job,
        doing: str,
        *,
        on_text: Callable[[str], None] | None = None,
        stop: Event | None = None,
    ) -> Result:
        if stop is not None and stop.is_set():
            raise Cancelled
        return run(self.child.connected(), job, doing, on_text=on_text, stop=stop)


def _begin(files: EngineFiles) -> Begin:
    return Begin(
        generation=_path(files.generation),
        generation_sha256=files.generation_sha256,
        embeddings=tuple((each.sha256, _path(each.folder)) for each in files.embeddings),
        reranker=_path(files.reranker),
        ner=_path(files.ner),
        names=_path(files.names),
    )


def _embedding_file(files: EngineFiles, sha256: str) -> EmbeddingFile:
    """The files with this sha256, "" for the chosen ones. Raises ModelFileError."""
    fitting = [each for each in files.embeddings if sha256 in {"", each.sha256}]
    if sha256 and not fitting:
        raise ModelFileError(
            f"The embedding files with the sha256 {sha256[:12]}… are not on this machine any more. "
            "Nothing was lost; choose them again with `support-copilot models use`, or read the "
            "knowledge again with the files that are chosen now."
        )
    _check(fitting[0].folder if fitting else None, "search")
    return fitting[0]


def _why(connection: Connection) -> str:
    return connection.refusal or f"The engine stopped: {connection.reason}."


def _check(file: Path | None, what: str) -> None:
    if file is None or not file.exists():
        name = f" ({file.name} is not where it was)" if file else ""
        raise ModelFileError(
            f"There is no {what} file{name}. Nothing was lost; fetch it with "
            "`support-copilot models fetch`, or choose one with `support-copilot models use`."
        )


def _whole(text: str) -> str:
    """Half of a surrogate pair, as JSON of other programs can hold it, cannot be sent."""
    return _HALF.sub("\ufffd", text)


def _path(file: Path | None) -> str:
    return "" if file is None else str(file.resolve())


def _tokens_per_second(answer: Answer) -> float:
    seconds = answer.seconds - answer.first_token_seconds
    return (answer.answer_tokens - 1) / seconds if answer.answer_tokens > 1 and seconds > 0 else 0.0
