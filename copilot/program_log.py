"""The log file: starts, ends, versions, kinds of errors and their places; never anybody's words."""

from __future__ import annotations

import logging
import os
import platform
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

from copilot import __version__

NAME, CRASHES = "support-copilot.log", "crash.log"
SIZE, FILES = 1_000_000, 4  # bytes of one file; files of before that are kept beside it
OWN = ("copilot", "ui", "qt")
LOG = logging.getLogger(__name__)


class Plain(str):
    """A text that may stand in the log, as it holds nobody's words; any other is left out."""

    __slots__ = ()


def fault(error: BaseException) -> Plain:
    """The kinds of an error and of its causes, and their places in the code; never a message."""
    return Plain(" <- ".join(_one(each) for each in _with_causes(error)))


class Guarded(logging.Formatter):
    """Writes the fixed text of a call, numbers, and what is Plain; of libraries only the place."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, whatever was logged."""
        said = _said(record) if record.name.split(".")[0] in OWN else _place(record)
        kind = record.exc_info[1] if record.exc_info else None
        about = f" {fault(kind)}" if kind is not None else ""
        stamp = f"{self.formatTime(record)} {record.process} {record.levelname} {record.name}"
        return " ".join(f"{stamp}: {said}{about}".split())


class OwnFile(RotatingFileHandler):
    """A log file that its owner alone can read."""

    def _open(self):  # type: ignore[no-untyped-def]  # noqa: ANN202 - the type is a private one
        return open(self.baseFilename, self.mode, encoding="utf-8", opener=_private)


@contextmanager
def logging_to(folder: Path, what: str) -> Iterator[None]:
    """While this is open the log goes to files in `folder`; `what` names the command that runs.

    What ends it is noted, and goes on. A folder that cannot be written costs the log alone.
    """
    handler = _handler(folder)
    root = logging.getLogger()
    before = {name: logging.getLogger(name).level for name in OWN}
    root.addHandler(handler)
    for name in OWN:
        logging.getLogger(name).setLevel(logging.INFO)
    LOG.info("Start of %s, version %s, %s", Plain(what), Plain(__version__), Plain(_machine()))
    try:
        yield
    except BaseException as error:
        LOG.info("End of %s by %s", Plain(what), fault(error))
        raise
    else:
        LOG.info("End of %s", Plain(what))
    finally:
        root.removeHandler(handler)
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)
        handler.close()


def crash_file(folder: Path) -> Path:
    """Where faulthandler writes stacks of C code; the file of before is kept when it is full."""
    file = folder / CRASHES
    if file.exists() and file.stat().st_size > SIZE:
        file.replace(file.with_suffix(".log.1"))
    return file


def _handler(folder: Path) -> logging.Handler:
    try:
        made: logging.Handler = OwnFile(folder / NAME, maxBytes=SIZE, backupCount=FILES)
    except OSError:
        made = logging.NullHandler()
    made.setFormatter(Guarded())
    return made


def _said(record: logging.LogRecord) -> str:
    given = record.args if isinstance(record.args, tuple) else ()
    shown = tuple(one if isinstance(one, Plain | int | float) else "…" for one in given)
    try:
        return str(record.msg) % shown if shown else str(record.msg)
    except (TypeError, ValueError):
        return _place(record)


def _place(record: logging.LogRecord) -> str:
    return f"{Path(record.pathname).name}:{record.lineno}"


def _with_causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    now: BaseException | None = error
    while now is not None and id(now) not in seen:
        seen.add(id(now))
        yield now
        now = now.__cause__ or now.__context__


def _one(error: BaseException) -> str:
    places = traceback.extract_tb(error.__traceback__)
    inner = [f"{Path(one.filename).name}:{one.lineno}" for one in places[-4:]]
    return f"{type(error).__name__} at {' '.join(inner)}" if inner else type(error).__name__


def _machine() -> str:
    frozen = ", packaged" if getattr(sys, "frozen", False) else ""
    return f"{platform.system()} {platform.release()}, Python {platform.python_version()}{frozen}"


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
