"""support-bundle: how the program is on this machine, shown before it is saved."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from copilot import paths
from copilot.app.support import support_bundle
from copilot.commandline.output import note, say
from copilot.commandline.profile import opened
from copilot.errors import BadInput, StoreError


def bundle(chosen: argparse.Namespace) -> int:
    """Show it, and save it when the person says so; status 1 when they do not."""
    if chosen.file is None and not chosen.show:
        raise BadInput("Name the file to save it in, or give --show to look at it alone.")
    if chosen.file is not None:
        _require_new(chosen.file)
    text = _text(chosen)
    if chosen.show or not chosen.yes:
        say(text)
    if chosen.file is None:
        return 0
    if not chosen.yes and not _wanted():
        note("Nothing was saved.")
        return 1
    _save(text, chosen.file)
    note(f"Saved in {chosen.file}. Nothing was sent to anybody.")
    return 0


def _text(chosen: argparse.Namespace) -> str:
    at = paths.places(chosen.profile)
    try:
        with opened(chosen) as road:
            return support_bundle(road, at)
    except StoreError as error:
        return support_bundle(None, at, error)


def _wanted() -> bool:
    sys.stderr.write("Save this? Type yes: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() == "yes"


def _require_new(file: Path) -> None:
    if file.exists():
        raise BadInput(f"{file} is there already and was not changed. Name another file.")


def _save(text: str, file: Path) -> None:
    try:
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except OSError as error:
        raise BadInput(f"{file} cannot be written: {error.strerror}. Nothing was saved.") from error
    with os.fdopen(handle, "w", encoding="utf-8") as opened_file:
        opened_file.write(text)
