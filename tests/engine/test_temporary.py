"""Temporary files that touch no folder, in a process of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import os, tempfile
from copilot.engine.temporary import keep_in_memory
keep_in_memory()
with tempfile.TemporaryFile(suffix=".npz") as own:
    own.write(b"abc")
    own.seek(0)
    print(own.read(), os.readlink(f"/proc/self/fd/{own.fileno()}"))
with tempfile.TemporaryFile("w+", encoding="utf-8") as own:
    print(own.write("Groesse"), tempfile.gettempdir())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Linux has files in memory")
def test_a_temporary_file_is_in_memory(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={"TMPDIR": str(tmp_path / "none")},
        capture_output=True,
        text=True,
        check=True,
    )
    first, second = ran.stdout.splitlines()
    assert first == "b'abc' /memfd:temporary (deleted)"
    assert second == "7 /tmp"
