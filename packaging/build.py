"""Builds the packages: python packaging/build.py [--model] [--work FOLDER] [--into FOLDER].

It needs Python 3.11 to 3.13 with its shared library, a C++ compiler and cmake; on Linux dpkg-deb,
tar and xz as well. Nothing of a developer's .venv is used or changed.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
import tomllib
import venv
from pathlib import Path

import archive
import deb
import llama_wheel
from contents import MODEL_FILES, NAME, NOT_INSTALLED, STRIPPED
from versions import ROOT

CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
STARTED = time.monotonic()


def main() -> None:
    """One step after the other; what an earlier run made is used again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", action="store_true", help="the model file's package, too")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "package")
    parser.add_argument("--into", type=Path, default=ROOT / "dist")
    given = parser.parse_args()
    work, into = given.work.resolve(), given.into.resolve()
    for folder in (work, into):
        folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("SOURCE_DATE_EPOCH", _time_of_commit())
    os.environ["PYTHONHASHSEED"] = "1"  # PyInstaller's order of modules
    python = environment(work)
    models = fetched(python, *MODEL_FILES)
    folder = collected(python, models, work)
    if sys.platform == "linux":
        linux_packages(folder, work, into)
        if given.model:
            model_package(python, work, into)
    finish(python, into)
    say(f"done: {into}")


def environment(work: Path) -> Path:
    """The Python of an environment with what the program needs, PyInstaller and nothing else."""
    home = work / "venv"
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    stamp = home / "complete"
    if not stamp.exists():
        say("installing packages")
        venv.create(home, with_pip=True, clear=True)
        run(python, "-m", "pip", "install", "-q", "-c", CONSTRAINTS, *requirements("package"))
        say("building llama.cpp for all kinds of processors")
        wheel = llama_wheel.build(python, pinned("llama-cpp-python"), work, work / "wheels")
        run(python, "-m", "pip", "install", "-q", "-c", CONSTRAINTS, wheel)
        run(python, "-m", "pip", "check")
        stamp.touch()
    return python


def requirements(extra: str) -> list[str]:
    """What pyproject.toml asks for, with an extra and without what is not in the package."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"][extra]]
    apart = NOT_INSTALLED | {"llama-cpp-python"}
    return [each for each in wanted if re.split(r"[<>=\[ ]", each)[0].lower() not in apart]


def pinned(package: str) -> str:
    """The version in constraints.txt; llama-cpp-python's is written with underscores there."""
    text = CONSTRAINTS.read_text(encoding="utf-8").replace("_", "-").lower()
    found = re.search(rf"^{re.escape(package)}==(\S+)$", text, re.MULTILINE)
    if found is None:
        raise LookupError(f"{CONSTRAINTS} does not name {package}")
    return found[1]


def fetched(python: Path, *names: str) -> Path:
    """The folder with these model files, each proved by its sha256."""
    say(f"fetching model files: {', '.join(names)}")
    for name in names:
        run(python, "-m", "copilot", "models", "fetch", name)
    asked = "from copilot.paths import places; print(places().models)"
    said = subprocess.run(
        [python, "-c", asked], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return Path(said.stdout.strip())


def collected(python: Path, models: Path, work: Path) -> Path:
    """PyInstaller's folder."""
    say("collecting the program")
    os.environ["SUPPORT_COPILOT_MODELS"] = str(models)
    out = work / "collected"
    options = ("--noconfirm", "--log-level", "ERROR", "--distpath", out, "--workpath", work / "pyi")
    spec = ROOT / "packaging" / f"{NAME}.spec"
    run(python, "-m", "PyInstaller", *options, spec)
    # Of what is in this package, not of what a developer has installed.
    run(python, ROOT / "packaging" / "licences.py", resources_in(out) / "licences")
    if sys.platform == "linux":
        strip(out / NAME / "_internal")
    return out / NAME


def resources_in(out: Path) -> Path:
    """Where PyInstaller put the resources; on macOS a program is a folder of its own kind."""
    if sys.platform == "darwin":
        return out / "Support Copilot.app" / "Contents" / "Resources" / "resources"
    return out / NAME / "_internal" / "resources"


def strip(folder: Path) -> None:
    """Without what debuggers read, spaCy's libraries are an eighth."""
    for package in STRIPPED:
        libraries = [str(file) for file in sorted((folder / package).rglob("*.so"))]
        run("strip", "--strip-unneeded", *libraries)


def linux_packages(folder: Path, work: Path, into: Path) -> None:
    """The .deb, the archive and the file that unpacks itself."""
    say("packing the .deb")
    deb.build_program(folder, work, into)
    say("packing the archive")
    packed = archive.build_archive(folder, into)
    archive.build_one_file(packed, into)


def model_package(python: Path, work: Path, into: Path) -> None:
    """The reference generation file as a package of its own."""
    catalogue = tomllib.loads((ROOT / "models" / "catalogue.toml").read_text(encoding="utf-8"))
    entry = next(e for e in catalogue["entry"] if e.get("reference") and e["role"] == "generation")
    folder = fetched(python, entry["id"])
    say("packing the model file")
    deb.build_model(entry, folder / entry["file"], work, into)


def finish(python: Path, into: Path) -> None:
    """Checksums, and a signature where SUPPORT_COPILOT_SIGNING_KEY names a key file."""
    run(python, ROOT / "packaging" / "signing.py", "sums", into)
    key = os.environ.get("SUPPORT_COPILOT_SIGNING_KEY")
    if key:
        run(python, ROOT / "packaging" / "signing.py", "sign", key, into)
    else:
        say("not signed: SUPPORT_COPILOT_SIGNING_KEY names no key file")


def run(*command: object) -> None:
    """A command in the root of the project; ends the build when it fails."""
    subprocess.run([str(each) for each in command], cwd=ROOT, check=True)


def say(text: str) -> None:
    """With the seconds since the start."""
    print(f"[{time.monotonic() - STARTED:4.0f} s] {text}", flush=True)


def _time_of_commit() -> str:
    said = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return said.stdout.strip() or "1763700000"


if __name__ == "__main__":
    main()
