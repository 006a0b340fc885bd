"""What is written for macOS and Windows, as far as it can be looked at elsewhere."""

from __future__ import annotations

import ctypes
import re
import sys
from pathlib import Path

import pytest

from copilot.engine import job, sandbox


def test_the_profile_is_whole_and_names_the_temporary_folder(tmp_path: Path) -> None:
    odd = tmp_path / 'a "b" \\ c'
    text = sandbox.profile(odd).decode()
    outside = re.sub(r'"(\\.|[^"\\])*"', '""', text)
    assert outside.count("(") == outside.count(")")
    assert '"' not in outside.replace('""', "")
    assert text.startswith("(version 1)\n(allow default)\n")
    for denied in ("network*", "process-fork", "process-exec*", "file-write*"):
        assert f"(deny {denied})" in text
    (place,) = re.findall(r'\(subpath "(.*)"\)', text)
    assert re.sub(r"\\(.)", r"\1", place) == str(odd.resolve())


def test_the_structures_are_as_long_as_in_winnt_h() -> None:
    if ctypes.sizeof(ctypes.c_void_p) != 8:
        pytest.skip("the lengths are those of 64 bits")
    lengths = [ctypes.sizeof(each) for each in (job.BasicLimits, job.ExtendedLimits, job.NetRate)]
    assert lengths == [64, 144, 16]
    assert job.ExtendedLimits.ProcessMemoryLimit.offset == 112


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="they have it")
def test_elsewhere_there_is_neither() -> None:
    with pytest.raises(AttributeError, match="WinDLL"):
        job.enter()
    with pytest.raises(OSError, match="libsandbox"):
        sandbox.enter()
