"""Builds llama-cpp-python for any x86-64 machine: one library for each kind of processor.

The one that fits is chosen as the program runs (copilot/engine/processor.py). Of the fourteen that
llama.cpp can make these six stay: each covers the laptops of some years, and each costs half a
minute of building.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from pathlib import Path

VARIANTS = ("x64", "sse42", "haswell", "alderlake", "icelake", "zen4")
FOR_ALL = ("-DGGML_NATIVE=OFF", "-DLLAVA_BUILD=OFF")
SEVERAL = (
    "-DGGML_BACKEND_DL=ON",
    "-DGGML_CPU_ALL_VARIANTS=ON",
    "-DCMAKE_INSTALL_BINDIR=llama_cpp/lib",
    "-DCMAKE_INSTALL_LIBDIR=llama_cpp/lib",
)
GGML = Path("vendor/llama.cpp/ggml/src/CMakeLists.txt")
EACH = "function(ggml_add_cpu_backend_variant tag_name)\n"
WANTED = "|".join(VARIANTS)
CHOSEN = f'if (NOT "${{tag_name}}" MATCHES "^({WANTED})$")\n    return()\nendif()\n'
COMMON = "set(LLAMA_BUILD_COMMON ON CACHE"  # a library for llama.cpp's own programs


class Changed(Exception):
    """The source is not as it was when the edits below were written."""


def build(python: Path, version: str, sources: Path, wheels: Path) -> Path:
    """The wheel of this version in `wheels`; it is built only when it is not there yet."""
    made = sorted(wheels.glob(f"llama_cpp_python-{version}-*.whl"))
    if made:
        return made[0]
    source = _source(python, version, sources)
    several = sys.platform in {"linux", "win32"}
    narrowed(source / "CMakeLists.txt", COMMON, COMMON.replace(" ON ", " 0 "))
    if several:
        narrowed(source / GGML, EACH, EACH + CHOSEN)
    wheels.mkdir(parents=True, exist_ok=True)
    options = (*FOR_ALL, *SEVERAL) if several else FOR_ALL
    subprocess.run(
        [python, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", wheels, source],
        env=os.environ | {"CMAKE_ARGS": " ".join(options)} | _same_anywhere(source),
        check=True,
    )
    return next(wheels.glob(f"llama_cpp_python-{version}-*.whl"))


def _same_anywhere(source: Path) -> dict[str, str]:
    """So that no library names the folder it was built in; not for Microsoft's compiler.

    The build ID is made of names that are stripped afterwards, and those hold the folder as well.
    """
    if sys.platform == "win32":
        return {}
    named = f"-ffile-prefix-map={source}=llama-cpp-python"
    flags = {"CFLAGS": named, "CXXFLAGS": named}
    if sys.platform == "linux":
        flags["LDFLAGS"] = "-Wl,--build-id=none"
    return {name: f"{os.environ.get(name, '')} {flag}".strip() for name, flag in flags.items()}


def narrowed(file: Path, before: str, after: str) -> None:
    """Puts `after` in the place of `before`, which must stand there once. Raises Changed."""
    text = file.read_text(encoding="utf-8")
    if after in text:
        return
    if text.count(before) != 1:
        raise Changed(f"{file} does not say “{before.strip()}” once; look at llama_wheel.py")
    file.write_text(text.replace(before, after), encoding="utf-8")


def _source(python: Path, version: str, sources: Path) -> Path:
    folder = sources / f"llama_cpp_python-{version}"
    if not folder.is_dir():
        options = ("--quiet", "--no-deps", "--no-binary", "llama-cpp-python")
        wanted = f"llama-cpp-python=={version}"
        subprocess.run(
            [python, "-m", "pip", "download", *options, "--dest", sources, wanted], check=True
        )
        with tarfile.open(sources / f"{folder.name}.tar.gz") as packed:
            packed.extractall(sources, filter="data")
    return folder
