"""Choosing among libraries for kinds of processors, with real child processes in their place."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from copilot.engine import process, processor
from copilot.errors import EngineFailed

# A child as try_best is one: it names the best that is left, and dies with those told to it.
CHILD = """
import os, signal, sys
folder, *ended_with = sys.argv[1:]
deadly = {deadly!r}
left = [n for n in ("zen4", "haswell", "x64") if "libggml-cpu-" + n + ".so" not in ended_with]
if not left:
    sys.exit(1)
print("libggml-cpu-" + left[0] + ".so", flush=True)
if left[0] in deadly:
    os.kill(os.getpid(), signal.SIGILL)
print("right")
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("zen4", "haswell", "x64"):
        (tmp_path / f"libggml-cpu-{name}.so").touch()
    (tmp_path / "libggml-base.so.0").touch()
    return tmp_path


def child(*deadly: str) -> tuple[str, ...]:
    return (sys.executable, "-c", CHILD.format(deadly=deadly))


@pytest.mark.parametrize(
    ("deadly", "best"),
    [((), "zen4"), (("zen4",), "haswell"), (("zen4", "haswell"), "x64")],
    ids=["all run", "one dies", "two die"],
)
def test_the_best_that_does_not_end_its_child_is_taken(
    deadly: tuple[str, ...], best: str, folder: Path
) -> None:
    assert processor.fitting(child(*deadly), folder) == folder / f"libggml-cpu-{best}.so"


def test_where_none_runs_it_is_said_in_words(folder: Path) -> None:
    with pytest.raises(EngineFailed, match="processor can run none of the libraries"):
        processor.fitting(child("zen4", "haswell", "x64"), folder)


def test_a_child_that_says_nothing_is_not_asked_for_ever(folder: Path) -> None:
    asked: list[int] = []

    def run(command: tuple[str, ...]) -> tuple[int, str]:
        asked.append(len(command))
        return -signal.SIGILL, ""

    with pytest.raises(EngineFailed):
        processor.fitting(("silent",), folder, run)
    assert asked == [2]


def test_llama_built_for_this_machine_alone_needs_no_choice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built_here = tmp_path / "llama_cpp"
    (built_here / "lib").mkdir(parents=True)
    (built_here / "__init__.py").touch()
    monkeypatch.setattr(processor, "find_spec", lambda _: _Spec(str(built_here / "__init__.py")))
    assert processor.folder_of_libraries() is None
    assert process._processor() == {}
    (built_here / "lib" / "libggml-cpu-x64.so").touch()
    assert processor.folder_of_libraries() == built_here / "lib"


class _Spec:
    def __init__(self, origin: str) -> None:
        self.origin = origin
