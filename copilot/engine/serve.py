"""The engine process at work: jobs from one pipe into three lanes, results onto the other pipe."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Event, Lock, Thread
from typing import BinaryIO, Protocol, TypeVar, assert_never

from copilot.engine.frames import FrameError, Writable, read_frame, write_frame
from copilot.engine.lane import GaveWay, Lane, Turn
from copilot.engine.memory import limit_memory
from copilot.engine.protocol import (
    Alive,
    Answered,
    Begin,
    Cancel,
    Embed,
    Embedded,
    Extract,
    Failed,
    Forget,
    Forgot,
    Generate,
    Job,
    Load,
    Loaded,
    Message,
    Part,
    Piece,
    Probe,
    Probed,
    Read,
    Ready,
    Redact,
    Redacted,
    Rerank,
    Reranked,
    Result,
    Targets,
    ToChild,
    decode_to_child,
    encode,
)
from copilot.engine.protocol import Stopped as StoppedMessage
from copilot.errors import Cancelled, ModelFileError, Unreadable, UserFacing
from copilot.records import (
    Answer,
    Attempt,
    Extracted,
    KnownIdentity,
    Prompt,
    RedactedBatch,
    RestoreMap,
)

HEARTBEAT = 1.0  # seconds
EMBEDDERS_KEPT = 2  # the one that serves, and the one that an index moves to
LONGEST_READ = 32 * 1024 * 1024  # bytes of text of one file; must fit into a frame
T = TypeVar("T")
Stopped = Callable[[], bool]
Pause = Callable[[], None]  # called between two slices; raises Cancelled


class Generator(Protocol):
    """generation.generator.Generator as the engine process sees it."""

    def answer(
        self, prompt: Prompt, *, on_text: Callable[[str], None], stopped: Stopped
    ) -> Answer: ...
    def forget(self) -> None: ...


class Redactor(Protocol):
    """redaction.analyzer.Redactor as the engine process sees it."""

    def redact(
        self,
        texts: Sequence[str],
        *,
        known: Sequence[KnownIdentity],
        restore: RestoreMap,
        language: str | None,
    ) -> RedactedBatch: ...


Embedder = Callable[[Sequence[str], Pause], list[bytes]]
Reranker = Callable[[str, Sequence[str], Pause], list[float]]


@dataclass(frozen=True, slots=True)
class Parts:
    """How the heavy parts are loaded, each on its first job and in its lane."""

    generator: Callable[[Path, str], Generator]  # GGUF file, its sha256
    embedder: Callable[[Path], Embedder]
    reranker: Callable[[Path], Reranker]
    redactor: Callable[[Path, Path | None], Redactor]  # the pipeline, and files for names or None
    extract: Callable[[str, bytes], Extracted]  # file name, bytes; raises Unreadable


def serve(parts: Parts, jobs: BinaryIO, results: Writable, *, wall: str = "python") -> None:
    """Works until the parent closes its end. Raises FrameError when it sends nonsense.

    `wall`: what keeps this process from the network, see no_network.seal().
    """
    begin = _next(jobs)
    if not isinstance(begin, Begin):
        raise FrameError("the first message is Begin")
    if begin.memory:
        limit_memory(begin.memory)
    out = Outbound(results)
    work = Work(parts, begin, out)
    model_lane, text_lane, file_lane = (
        Lane(name, work.run) for name in ("model file", "text", "files")
    )
    out.send(Ready(wall))
    Thread(target=_beat, args=(out,), name="heartbeat", daemon=True).start()
    while (message := _next(jobs)) is not None:
        match message:
            case Generate() | Forget() | Load(part=Part.GENERATION):
                model_lane.put(message)
            case Embed() | Rerank() | Redact() | Load():
                text_lane.put(message)
            case Extract() | Probe():
                file_lane.put(message)
            case Cancel():
                for lane in (model_lane, text_lane, file_lane):
                    lane.cancel(message.id)
            case Begin():
                raise FrameError("Begin comes once")
            case _:
                assert_never(message)


class Outbound:
    """The one pipe to the parent, for all threads."""

    def __init__(self, pipe: Writable) -> None:
        self._pipe = pipe
        self._lock = Lock()

    def send(self, message: Message) -> None:
        with self._lock:
            write_frame(self._pipe, encode(message))


class Work:
    """Runs one job of a lane and reports its result, whatever happens."""

    def __init__(self, parts: Parts, files: Begin, out: Outbound) -> None:
        self.parts = parts
        self.files = files
        self.out = out
        self._embedders: dict[str, Embedder] = {}  # by sha256, the one used last at the end

    @cached_property
    def generator(self) -> Generator:
        file = _present(self.files.generation, "generation")
        return self.parts.generator(file, self.files.generation_sha256)

    def embedder(self, sha256: str) -> Embedder:
        """The embedder of these files; the one not used for longest is dropped for a third."""
        found = self._embedders.pop(sha256, None)
        if found is None:
            while len(self._embedders) >= EMBEDDERS_KEPT:
                del self._embedders[next(iter(self._embedders))]
            folder = dict(self.files.embeddings).get(sha256, "")
            found = self.parts.embedder(_present(folder, "embedding"))
        self._embedders[sha256] = found
        return found

    @cached_property
    def reranker(self) -> Reranker:
        return self.parts.reranker(_present(self.files.reranker, "reranking"))

    @cached_property
    def redactor(self) -> Redactor:
        names = Path(self.files.names) if self.files.names else None
        return self.parts.redactor(_present(self.files.ner, "ner"), names)

    def run(self, job: Job, turn: Turn) -> None:
        try:
            self.out.send(self._result(job, turn))
        except GaveWay:
            raise
        except Cancelled:
            self.out.send(StoppedMessage(job.id))
        except UserFacing as error:
            self.out.send(Failed(job.id, type(error).__name__, str(error)))
        except Exception as error:  # the job boundary
            self.out.send(Failed(job.id, "EngineFailed", _without_content(error)))

    def _result(self, job: Job, turn: Turn) -> Result:
        if turn.stopped():
            raise Cancelled
        match job:
            case Generate():
                return self._generate(job, turn)
            case Embed():
                embed = self.embedder(job.embedder)
                return Embedded(job.id, tuple(embed(job.texts, turn.pause)))
            case Rerank():
                return Reranked(job.id, tuple(self.reranker(job.query, job.texts, turn.pause)))
            case Extract():
                return Read(job.id, self._extract(job))
            case Redact():
                batch = self.redactor.redact(
                    job.texts, known=job.known, restore=job.restore, language=job.language
                )
                return Redacted(job.id, batch)
            case Forget():
                if "generator" in self.__dict__:
                    self.generator.forget()
                return Forgot(job.id)
            case Probe():
                return Probed(job.id, _attempts(job.to))
            case Load():
                self._load(job.part)
                return Loaded(job.id)
            case _:
                assert_never(job)

    def _load(self, part: Part) -> object:
        match part:
            case Part.GENERATION:
                return self.generator
            case Part.EMBEDDING:
                return self.embedder(next(iter(dict(self.files.embeddings)), ""))
            case Part.RERANKING:
                return self.reranker
            case Part.REDACTION:
                return self.redactor
            case _:
                assert_never(part)

    def _generate(self, job: Generate, turn: Turn) -> Answered:
        def on_text(text: str) -> None:
            self.out.send(Piece(job.id, text))

        def stopped() -> bool:
            turn.give_way()
            return turn.stopped()

        return Answered(job.id, self.generator.answer(job.prompt, on_text=on_text, stopped=stopped))

    def _extract(self, job: Extract) -> Extracted:
        try:
            found = self.parts.extract(job.name, job.data)
        except MemoryError:
            raise Unreadable("needs more memory than one file may take") from None
        if len(found.text.encode()) > LONGEST_READ:
            raise Unreadable("holds more text than is read from one file (32 MB)")
        return found


def _attempts(to: Targets) -> tuple[Attempt, ...]:
    from copilot.engine.attempts import attempts  # seldom asked for

    return attempts(to)


def _present(path: str, role: str) -> Path:
    if not path:
        raise ModelFileError(
            f"There is no {role} file yet. Nothing was lost; fetch it with "
            "support-copilot models fetch and ask again."
        )
    return Path(path)


def _without_content(error: Exception) -> str:
    """Where it broke. The error's own text is left out: it may quote a ticket."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}"
    return f"The engine could not do this job ({place}). Nothing was lost; ask again."


def _next(jobs: BinaryIO) -> ToChild | None:
    body = read_frame(jobs)
    return None if body is None else decode_to_child(body)


def _beat(out: Outbound) -> None:
    never = Event()
    while not never.wait(HEARTBEAT):
        out.send(Alive())
