"""The command line as a whole, and the one place where errors become sentences."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext

from copilot import __version__
from copilot.commandline.arguments import (
    knowing,
    looking,
    machine,
    measuring,
    policy,
    privacy,
    sending,
)
from copilot.commandline.arguments.command import handled_in
from copilot.commandline.plain import plain
from copilot.errors import Cancelled, UserFacing
from copilot.paths import places
from copilot.program_log import logging_to

UNLOGGED = ("remove-data",)
OPEN = "open"


def run(arguments: Sequence[str]) -> int:
    """Run one command line; errors for people end in one sentence and exit status 1."""
    chosen = build().parse_args(arguments)
    try:
        with _logged(chosen):
            _require_whole_policy(chosen)
            return int(chosen.work(chosen) or 0)
    except UserFacing as error:
        sys.stderr.write(f"support-copilot: {plain(str(error))}\n")
        return 1
    except BrokenPipeError:
        # Whoever read the output has seen enough; the interpreter must not write to it at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except (KeyboardInterrupt, Cancelled):
        sys.stderr.write("\nStopped; what was finished is kept.\n")
        return 130


def _require_whole_policy(chosen: argparse.Namespace) -> None:
    """Raises BrokenPolicy, also for what would read no settings; the window says it in a window."""
    if chosen.command and chosen.command not in {*UNLOGGED, OPEN}:
        from copilot import settings

        settings.locked()


def _logged(chosen: argparse.Namespace) -> AbstractContextManager[None]:
    """The log of this command. Who removes the folder of the log keeps no file open in it."""
    if chosen.command in UNLOGGED:
        return nullcontext()
    return logging_to(places(chosen.profile).logs, chosen.command or "window")


def build() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = argparse.ArgumentParser(
        prog="support-copilot",
        description="Summaries, drafts with sources and approved replies, on this laptop alone.",
        epilog="Without a command the window opens.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--profile", default="default", help="settings and store of this name")
    parser.set_defaults(work=handled_in("window", "open_window"), json=False)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    for group in (looking, knowing, sending, policy, machine, privacy, measuring):
        group.add(commands)
    return parser
