"""Disk full and missing rights while fetching, as sentences for people."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from copilot.errors import ModelFileError


def require_space(folder: Path, needed: int) -> None:
    """Raises ModelFileError when fewer than `needed` bytes are free where `folder` is."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise ModelFileError(
            f"The disk with {folder} has {free / 1e9:.1f} GB free and {needed / 1e9:.1f} GB are "
            "needed. What was fetched so far is kept; make room and fetch again."
        )


@contextmanager
def clear_disk_errors(folder: Path) -> Iterator[None]:
    """Turns "no space" and "not allowed" into a ModelFileError; other errors pass."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise ModelFileError(
                f"The disk with {folder} is full. What was fetched so far is kept; make room and "
                "fetch again."
            ) from error
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise ModelFileError(
                f"{error.filename or folder} may not be written. Change its rights, or set "
                "SUPPORT_COPILOT_HOME to a folder of yours, and fetch again."
            ) from error
        raise
