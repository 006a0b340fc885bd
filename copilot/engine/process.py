"""How the engine process is started: its command, its environment, its pipes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import copilot
from copilot.engine import processor

MEASURED_AGAINST = "presidio-default"
TRY_PROCESSOR = "try-processor"
PROCESSOR_LIBRARY = "SUPPORT_COPILOT_PROCESSOR_LIBRARY"

# Nothing else is handed on: tokens, proxies and addresses of agents stay with the parent.
PASSED_ON = frozenset({"PATH", "LANG", "LANGUAGE", "TMPDIR", "OMP_NUM_THREADS"})
PASSED_ON_WINDOWS = frozenset({"SYSTEMROOT", "TEMP", "TMP", "PATHEXT"})
FIXED = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "PYTHONIOENCODING": "utf-8",
    # Threads that wait for each other spin for a quarter of a millisecond and then sleep. By
    # default they spin so long that one other busy program slows embedding and decoding manifold.
    # torch and llama.cpp share the copy of this library that is loaded first, which reads it once.
    "GOMP_SPINCOUNT": "10000",
}


def command(*more: str) -> tuple[str, ...]:
    """The frozen program starts itself; its __main__ hands "engine-process" to child.main().

    With MEASURED_AGAINST the child redacts as presidio does by default.
    """
    if getattr(sys, "frozen", False):
        return (sys.executable, "engine-process", *more)
    return (sys.executable, "-m", "copilot.engine", *more)


def environment(parent: Mapping[str, str]) -> dict[str, str]:
    """What the child may know of the parent's environment."""
    allowed = PASSED_ON | PASSED_ON_WINDOWS if sys.platform == "win32" else PASSED_ON
    kept = {k: v for k, v in parent.items() if k in allowed or k.startswith("LC_")}
    return kept | FIXED


def _processor() -> dict[str, str]:
    """Where llama.cpp comes as one library for each kind of processor: the one that fits here."""
    folder = processor.folder_of_libraries()
    if folder is None:
        return {}
    return {PROCESSOR_LIBRARY: str(processor.fitting(command(TRY_PROCESSOR), folder))}


def start_process(arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    """Starts the child, with pipes at its standard input and output.

    Its standard error goes nowhere: libraries may quote ticket text in a warning. It has its own
    session, so that Ctrl+C in a terminal reaches the parent alone.
    """
    return subprocess.Popen(  # noqa: S603 - our own program
        arguments,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(os.environ) | _processor(),
        cwd=None if getattr(sys, "frozen", False) else Path(copilot.__file__).parent.parent,
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
