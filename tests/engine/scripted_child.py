"""A real engine process with scripted parts: the prompt's user text says what the model does."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from copilot.engine.child import main
from copilot.engine.serve import Embedder, Generator, Parts, Pause, Redactor, Reranker
from copilot.errors import Cancelled, PromptTooLong, Unreadable
from copilot.records import (
    Answer,
    Extracted,
    KnownIdentity,
    Prompt,
    RedactedBatch,
    RedactedText,
    Redaction,
    RestoreMap,
)


class ScriptedGenerator:
    def __init__(self, file: Path, model_sha256: str) -> None:
        self.model_sha256 = model_sha256
        self.jobs = 0

    def answer(
        self, prompt: Prompt, *, on_text: Callable[[str], None], stopped: Callable[[], bool]
    ) -> Answer:
        self.jobs += 1
        word, _, rest = prompt.user.partition(" ")
        text = SCRIPT[word](rest, on_text, stopped)
        return Answer(
            text=RedactedText(text),
            model_sha256=self.model_sha256,
            prompt_sha256="",
            prompt_tokens=1,
            kept_tokens=0,
            answer_tokens=self.jobs,
            first_token_seconds=0.0,
            seconds=0.0,
            finish="stop",
        )

    def forget(self) -> None:
        self.jobs = 0


def count(rest: str, on_text: Callable[[str], None], stopped: Callable[[], bool]) -> str:
    for number in range(int(rest)):
        on_text(f"{number} ")
    return "counted"


def wait(rest: str, on_text: Callable[[str], None], stopped: Callable[[], bool]) -> str:
    on_text("begun")
    while not stopped():
        threading.Event().wait(0.005)
    raise Cancelled


def shout(rest: str, on_text: Callable[[str], None], stopped: Callable[[], bool]) -> str:
    """Prints to standard output in every way a library can."""
    print("print", flush=True)  # noqa: T201
    os.write(1, b"\xff" * 100)
    ctypes.CDLL(None).puts(b"puts")
    ctypes.CDLL(None).fflush(None)
    return f"read {len(sys.stdin.read())}"


def crash(rest: str, on_text: Callable[[str], None], stopped: Callable[[], bool]) -> str:
    on_text("begun")
    os.abort()


def fail(rest: str, on_text: Callable[[str], None], stopped: Callable[[], bool]) -> str:
    raise ValueError(f"library quotes {rest}")


def refuse(rest: str, on_text: Callable[[str], None], stopped: Callable[[], bool]) -> str:
    raise PromptTooLong("too long; shorten it")


def tell(rest: str, on_text: Callable[[str], None], stopped: Callable[[], bool]) -> str:
    limits = Path("/proc/self/limits").read_text().splitlines()
    return json.dumps(
        {
            "environment": dict(os.environ),
            "descriptors": [str(Path(f"/proc/self/fd/{n}").readlink()) for n in (0, 1, 2)],
            "core": next(line for line in limits if line.startswith("Max core")).split()[4],
        }
    )


def reach(rest: str, on_text: Callable[[str], None], stopped: Callable[[], bool]) -> str:
    """Tries every way out; the answer says for each whether it was refused."""
    import socket

    ways: dict[str, Callable[[], object]] = {
        "AF_INET": lambda: socket.socket(socket.AF_INET),
        "AF_INET6": lambda: socket.socket(socket.AF_INET6),
        "AF_UNIX": lambda: socket.socket(socket.AF_UNIX),
        "name": lambda: socket.getaddrinfo("localhost", 80),
        "libc": lambda: libc_socket(),
        "subprocess": lambda: subprocess.run(["/bin/true"], check=True),
        "system": lambda: os.system("true"),  # noqa: S605
        "fork": os.fork,
        "spawn": lambda: os.posix_spawn("/bin/true", ["true"], {}),
    }
    return json.dumps({name: was_refused(way) for name, way in ways.items()})


def libc_socket() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.socket(2, 1, 0) < 0:
        raise OSError(ctypes.get_errno(), "socket")


def was_refused(way: Callable[[], object]) -> str:
    try:
        way()
    except OSError as error:
        return f"refused {error.errno}"
    return "reached"


SCRIPT = {f.__name__: f for f in (count, wait, shout, crash, fail, refuse, tell, reach)}


class ScriptedRedactor:
    def redact(
        self,
        texts: Sequence[str],
        *,
        known: Sequence[KnownIdentity],
        restore: RestoreMap,
        language: str | None,
    ) -> RedactedBatch:
        redactions = tuple(Redaction(RedactedText(text.upper()), ()) for text in texts)
        return RedactedBatch(redactions, restore, language or "en")


def generator(file: Path, model_sha256: str) -> Generator:
    return ScriptedGenerator(file, model_sha256)


def embedder(folder: Path) -> Embedder:
    """Gives the text as its vector; a text may also ask for more."""
    LOADED.append(folder)

    def embed(texts: Sequence[str], pause: Pause) -> list[bytes]:
        while "until stopped" in texts:
            pause()
            threading.Event().wait(0.005)
        if "loaded" in texts:
            return [str(len(LOADED)).encode()]
        return [text.encode() for text in texts]

    return embed


LOADED: list[Path] = []  # the embedding files, in the order of loading


def reranker(folder: Path) -> Reranker:
    return lambda query, texts, pause: [float(query in text) for text in texts]


def extract(name: str, data: bytes) -> Extracted:
    """The file's name says how its reading goes; its text tells the process that read it."""
    match name:
        case "crash.pdf":
            os.abort()
        case "slow.pdf":
            threading.Event().wait()
        case "damaged.pdf":
            raise Unreadable("is damaged: Seite 3 fehlt")
        case "hungry.pdf":
            raise MemoryError
        case "broken.pdf":
            raise ValueError(f"library quotes {data.decode()}")
    return Extracted(name, f"{len(data)} bytes in {os.getpid()}")


def redactor(folder: Path, names: Path | None) -> Redactor:
    return ScriptedRedactor()


if __name__ == "__main__":
    os._exit(main(Parts(generator, embedder, reranker, redactor, extract)))
