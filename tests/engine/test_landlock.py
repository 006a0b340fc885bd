"""The rule set in the real kernel, in a process of its own: files, commands, other processes."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from copilot.engine import landlock, seccomp

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in seccomp.MACHINES or not landlock.version(),
    reason="needs Landlock",
)

# Prints the errno of each try, or null, before and after. argv: a folder with a file "kept".
TRY_ALL = """
import ctypes, json, os, platform, signal, sys, threading
from pathlib import Path
from copilot.engine import capabilities, landlock, seccomp

folder, other = Path(sys.argv[1]), os.getppid()
libc = ctypes.CDLL(None, use_errno=True)

def tried(way):
    try:
        way()
    except OSError as error:
        return error.errno

def memory():
    os.close(os.open(f"/proc/{other}/mem", os.O_RDWR))

def look():
    return {
        "make": tried(lambda: ((folder / "made").touch(), (folder / "made").unlink())),
        "change": tried(lambda: (folder / "kept").open("r+").close()),
        "remove": tried(lambda: (
            (folder / "kept").rename(folder / "moved"), (folder / "moved").rename(folder / "kept")
        )),
        "folder": tried(lambda: ((folder / "new").mkdir(), (folder / "new").rmdir())),
        "pipe": tried(lambda: (os.mkfifo(folder / "pipe"), (folder / "pipe").unlink())),
        "memory": tried(memory),
        "environment": tried(lambda: Path(f"/proc/{other}/environ").read_bytes()),
        "command": os.waitstatus_to_exitcode(libc.system(b"exit 3")),
        "read": tried((folder / "kept").read_text),
        "nothing": tried(lambda: open("/dev/null", "wb").close()),
        "own": tried(lambda: open("/proc/self/mem", "rb").close()),
    }

found = {"before": look()}
seccomp.install(platform.machine())
landlock.restrict(landlock.version())
capabilities.give_up()
found["after"] = look()
thread = threading.Thread(target=lambda: found.update(thread=look()))
thread.start()
thread.join()
print(json.dumps(found))
"""
LEFT = {"read": None, "nothing": None, "own": None}


def test_no_file_is_changed_no_command_run_no_process_touched(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("kept")
    command = [sys.executable, "-c", TRY_ALL, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, check=True)
    found = json.loads(done.stdout)
    names = ("make", "change", "remove", "folder", "pipe", "memory", "environment")
    assert found["before"] == dict.fromkeys(names) | {"command": 3} | LEFT
    refused = dict.fromkeys(names, 13) | {"command": 127} | LEFT
    assert found["after"] == refused
    assert found["thread"] == refused
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept"]


@pytest.mark.parametrize(("offered", "length"), [(1, 8), (3, 8), (4, 16), (6, 24), (9, 24)])
def test_each_version_is_asked_for_what_it_knows(offered: int, length: int) -> None:
    assert len(landlock._handled(offered)) == length
