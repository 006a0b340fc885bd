"""Which of llama.cpp's libraries this processor can run, found out in a child process.

The packaged program carries one library for each kind of processor. One that was made for another
kind ends the process that uses it, so a child computes a little with the best one first.
"""

from __future__ import annotations

import ctypes
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from copilot.errors import EngineFailed

PATTERNS = {"linux": "libggml-cpu-*.so", "win32": "ggml-cpu-*.dll", "darwin": "libggml-cpu-*.so"}
NAMES = {
    "linux": ("libggml-base.so.0", "libggml.so.0"),
    "win32": ("ggml-base.dll", "ggml.dll"),
    "darwin": ("libggml-base.0.dylib", "libggml.0.dylib"),
}
SECONDS = 30.0
# Numbers of ggml.h; the kinds of weights that model files have most.
F32, WEIGHTS = 0, (1, 2, 8, 12, 14)  # F16, Q4_0, Q8_0, Q4_K, Q6_K
WIDTH, HEIGHT, BYTES = 512, 32, 16 * 1024 * 1024
Run = Callable[[Sequence[str]], tuple[int, str]]


class _Memory(ctypes.Structure):
    """ggml_init_params."""

    _fields_ = (
        ("size", ctypes.c_size_t),
        ("buffer", ctypes.c_void_p),
        ("no_alloc", ctypes.c_bool),
    )


def folder_of_libraries() -> Path | None:
    """The folder with several libraries; None where llama.cpp was built for this machine alone."""
    found = find_spec("llama_cpp")
    folder = Path(found.origin).parent / "lib" if found and found.origin else None
    return folder if folder and libraries(folder) else None


def libraries(folder: Path) -> list[Path]:
    """One for each kind of processor."""
    return sorted(folder.glob(PATTERNS.get(sys.platform, PATTERNS["linux"])))


def _run(command: Sequence[str]) -> tuple[int, str]:
    """Exit status (not 0 when it was ended by a signal or took too long), standard output."""
    started = subprocess.Popen(  # noqa: S603 - our own program
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    with started:
        try:
            said, _ = started.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            started.kill()
            said, _ = started.communicate()
    return started.returncode, said


@cache
def fitting(command: tuple[str, ...], folder: Path, run: Run = _run) -> Path:
    """The best library of `folder` that a child of `command` computed with and lived.

    Raises EngineFailed when it lived with none.
    """
    ended_with: list[str] = []
    for _ in libraries(folder):
        status, said = run((*command, str(folder), *ended_with))
        tried, *right = said.splitlines() or [""]
        if status == 0 and right == ["right"]:
            return folder / tried
        if not tried:
            break
        ended_with.append(tried)
    raise EngineFailed(
        "The engine did not start: this computer's processor can run none of the libraries that "
        "came with the program. Nothing was lost; it needs a 64-bit processor of 2009 or later."
    )


def try_best(folder: Path, ended_with: Sequence[str]) -> int:
    """What the child does: says which library is best here, computes with it, says “right”."""
    left = [one for one in libraries(folder) if one.name not in ended_with]
    scored = [(_score(one), one) for one in left]
    score, best = max(scored, default=(0, folder))
    if score <= 0:
        return 1
    sys.stdout.write(f"{best.name}\n")
    sys.stdout.flush()  # it may be the last that is heard of this process
    if not all(_computes(folder, best, kind) for kind in WEIGHTS):
        return 1
    sys.stdout.write("right\n")
    sys.stdout.flush()  # the engine process ends without tidying up
    return 0


def _score(library: Path) -> int:
    """What the library says of this processor: 0, it does not fit; else the higher the better.

    The code that says it is made for all processors.
    """
    ctypes.CDLL(str(library.parent / NAMES[sys.platform][0]), mode=ctypes.RTLD_GLOBAL)
    return int(ctypes.CDLL(str(library)).ggml_backend_score())


def _computes(folder: Path, library: Path, kind: int) -> bool:
    """Nothing times nothing, with weights of this kind, is nothing."""
    base, ggml = (ctypes.CDLL(str(folder / name)) for name in NAMES[sys.platform])
    for of, name in (
        (ggml, "ggml_backend_load"),
        (base, "ggml_backend_reg_dev_get"),
        (base, "ggml_backend_dev_init"),
        (base, "ggml_init"),
        (base, "ggml_new_tensor_2d"),
        (base, "ggml_set_zero"),
        (base, "ggml_mul_mat"),
        (base, "ggml_new_graph"),
    ):
        getattr(of, name).restype = ctypes.c_void_p
    at = ctypes.c_void_p
    registered = at(ggml.ggml_backend_load(str(library).encode()))
    device = at(base.ggml_backend_reg_dev_get(registered, ctypes.c_size_t(0)))
    backend = at(base.ggml_backend_dev_init(device, None))
    memory = at(base.ggml_init(_Memory(BYTES, None, False)))
    sides = [
        at(base.ggml_new_tensor_2d(memory, each, ctypes.c_int64(WIDTH), ctypes.c_int64(HEIGHT)))
        for each in (kind, F32)
    ]
    for side in sides:
        base.ggml_set_zero(side)
    product = at(base.ggml_mul_mat(memory, *sides))
    graph = at(base.ggml_new_graph(memory))
    base.ggml_build_forward_expand(graph, product)
    if base.ggml_backend_graph_compute(backend, graph) != 0:
        return False
    base.ggml_get_data_f32.restype = ctypes.POINTER(ctypes.c_float)
    values = base.ggml_get_data_f32(product)
    return not any(values[place] for place in range(HEIGHT * HEIGHT))
