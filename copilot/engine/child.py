"""The engine process put together: the one file that names other rooms.

Redaction, embedding, generation and the reading of files live in such a child so that one boundary
keeps all text that libraries work on away from networks, secrets and the store. Something has to
build them there, and copilot/app/ runs in the other process; so this file does, and hands them to
serve().
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from copilot.engine.frames import FrameError, write_frame
from copilot.engine.no_network import seal
from copilot.engine.process import MEASURED_AGAINST, PROCESSOR_LIBRARY, TRY_PROCESSOR
from copilot.engine.processor import try_best
from copilot.engine.protocol import Refused, encode
from copilot.engine.serve import Embedder, Generator, Parts, Redactor, Reranker, serve
from copilot.errors import EngineFailed
from copilot.records import Extracted


def real_parts() -> Parts:
    """The heavy parts; nothing is imported before its first job."""
    return Parts(
        generator=_generator,
        embedder=_embedder,
        reranker=_reranker,
        redactor=_redactor,
        extract=_extract,
    )


def parts_of(arguments: Sequence[str]) -> Parts:
    """The real parts, or for MEASURED_AGAINST those with presidio as it comes for a redactor."""
    if list(arguments) == [MEASURED_AGAINST]:
        return replace(real_parts(), redactor=_presidio_default)
    return real_parts()


def run(arguments: Sequence[str]) -> int:
    """What the command line of the engine process asks for; returns the exit status."""
    if list(arguments[:1]) == [TRY_PROCESSOR]:
        _no_core_dumps()
        return try_best(Path(arguments[1]), arguments[2:])
    return main(parts_of(arguments))


def main(parts: Parts | None = None) -> int:
    """Runs the engine process on its standard pipes until the parent closes them."""
    jobs, results = private_pipes()
    _no_core_dumps()
    try:
        wall = seal()
    except EngineFailed as error:
        write_frame(results, encode(Refused(str(error))))
        return 1
    try:
        serve(parts or real_parts(), jobs, results, wall=wall)
    except (FrameError, BrokenPipeError):
        return 2
    return 0


def private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Moves the pipes away from 0 and 1, where libraries print to: that goes to stderr."""
    jobs = os.fdopen(os.dup(0), "rb")
    results = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return jobs, results


def _no_core_dumps() -> None:
    """A core dump would hold ticket text."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _generator(file: Path, model_sha256: str) -> Generator:
    from copilot.generation.llama import load_generator

    named = os.environ.get(PROCESSOR_LIBRARY)
    library = Path(named) if named else None
    return load_generator(file, model_sha256=model_sha256, processor_library=library)


def _embedder(folder: Path) -> Embedder:
    from copilot.knowledge.embedder import load_embedder

    embedder: Embedder = load_embedder(folder)
    return embedder


def _reranker(folder: Path) -> Reranker:
    from copilot.knowledge.reranker import load_reranker

    reranker: Reranker = load_reranker(folder)
    return reranker


def _extract(name: str, data: bytes) -> Extracted:
    from copilot.knowledge.reading.extracting import extract

    extracted: Extracted = extract(name, data)
    return extracted


def _presidio_default(folder: Path, names: Path | None) -> Redactor:
    from copilot.redaction.presidio_default import load_presidio_default

    baseline: Redactor = load_presidio_default(folder)
    return baseline


def _redactor(folder: Path, names: Path | None) -> Redactor:
    from copilot.redaction.analyzer import load_redactor

    redactor: Redactor = load_redactor(folder, names)
    return redactor
