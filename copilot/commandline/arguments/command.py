"""One command of the line, and the function that works for it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Work = Callable[[argparse.Namespace], int | None]


def handled_in(module: str, name: str) -> Work:
    """A command whose module is imported when it runs: the window must not wait for the others."""

    def work(chosen: argparse.Namespace) -> int | None:
        command: Work = getattr(import_module(f"copilot.commandline.{module}"), name)
        return command(chosen)

    return work


def command(
    commands: Commands,
    name: str,
    work: Work,
    text: str,
) -> argparse.ArgumentParser:
    """A new one; `text` says what it does, in a few words."""
    made = commands.add_parser(name, help=text, description=text)
    made.set_defaults(work=work)
    return made


def with_json(command: argparse.ArgumentParser) -> None:
    """It can print data instead of text."""
    command.add_argument("--json", action="store_true", help="print data as JSON")
