"""Writes resources/licences: the SBOM (CycloneDX 1.6) and the notices of everything in a package.

Run by `make licences` after a change of packages, and by a package build on each system (with the
folder to write to): what is listed is what is installed here of the dependencies in pyproject.toml,
without what a package does without.
"""

from __future__ import annotations

import json
import platform
import re
import sqlite3
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from bom import Part, bom, normal, notices
from contents import NOT_INSTALLED
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
TEXT_NAME = re.compile(r"licen[cs]e|copying|notice|unlicense", re.IGNORECASE)
NO_TEXT = {".py", ".pyc", ".so", ".pyi"}
Said = dict[str, Any]  # a table of components.toml
OF_LICENCE = {"Apache-2.0": "LICENSE", "MIT": "packaging/licence-texts/MIT.txt"}
# As they stand in older records, by their SPDX name.
SPDX = {
    "Apache 2.0": "Apache-2.0",
    "Apache 2.0 License": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
}


def needed(names: Iterable[str]) -> dict[str, Distribution]:
    """Every installed distribution that these need on this system, by its normal name."""
    found: dict[str, Distribution] = {}
    waiting = [Requirement(name) for name in names]
    while waiting:
        wanted = waiting.pop()
        if normal(wanted.name) in found or not _applies(wanted):
            continue
        try:
            here = distribution(wanted.name)
        except PackageNotFoundError:
            sys.exit(f"{wanted.name} is not installed: run make setup first.")
        found[normal(wanted.name)] = here
        waiting += [Requirement(line) for line in here.requires or ()]
    return dict(sorted(found.items()))


def _left_out(line: str) -> bool:
    return normal(Requirement(line).name) in NOT_INSTALLED


def _applies(wanted: Requirement) -> bool:
    return wanted.marker is None or wanted.marker.evaluate({"extra": ""})


def packages(known: dict[str, Said]) -> Iterator[Part]:
    """What a package holds of what the project asks for, and what that needs in turn."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = needed(line for line in project["dependencies"] if not _left_out(line))
    for name, here in found.items():
        said = known.get(name, {})
        below = [normal(Requirement(line).name) for line in here.requires or ()]
        yield Part(
            here.metadata["Name"],
            here.version.partition("+")[0],  # a local mark such as "+cpu" is no other version
            str(said.get("licence") or _licence(here)),
            _text(said, list(_own_texts(here))),
            purl=f"pkg:pypi/{name}@{here.version.partition('+')[0]}",
            needs=tuple(sorted({one for one in below if one in found})),
        )


def _licence(here: Distribution) -> str:
    data = here.metadata
    classified = [
        line.rpartition(" :: ")[2]
        for line in data.get_all("Classifier") or ()
        if line.startswith("License :: OSI")
    ]
    said = data.get("License-Expression") or data.get("License") or ""
    short = said if said and "\n" not in said else "".join(classified[:1])
    return SPDX.get(short, short)


def _own_texts(here: Distribution) -> Iterator[str]:
    for file in sorted(here.files or (), key=str):
        wanted = TEXT_NAME.search(file.name) or "/licenses/" in file.as_posix()
        path = Path(str(file.locate()))
        if wanted and path.suffix not in NO_TEXT and path.is_file():
            yield path.read_text(encoding="utf-8", errors="replace")


def components(listed: Iterable[Said]) -> Iterator[Part]:
    for one in listed:
        yield Part(
            str(one["name"]),
            _version(str(one.get("version", "")), str(one.get("within", ""))),
            str(one["licence"]),
            _text(one, []),
            address=str(one.get("address", "")),
            kind=str(one.get("kind", "library")),
        )


def _version(said: str, within: str) -> str:
    from sqlcipher3 import dbapi2 as sqlcipher

    cipher = sqlcipher.connect(":memory:").execute("PRAGMA cipher_version").fetchone()[0]
    found = {
        "of the interpreter": platform.python_version(),
        "of SQLCipher": str(cipher).split(" ")[0],
        "of SQLite": sqlcipher.sqlite_version,
        "as its package": distribution(within).version if within else "",
    }
    return found.get(said, said)


def model_files() -> Iterator[Part]:
    entries = tomllib.loads((ROOT / "models/catalogue.toml").read_text(encoding="utf-8"))["entry"]
    for entry in entries:
        if entry.get("reference"):
            yield Part(
                entry["title"],
                "",
                entry["licence"],
                _text({"texts": [OF_LICENCE[entry["licence"]]]}, []),
                kind="machine-learning-model",
                sha256=entry["sha256"],
            )


def _text(said: Said, own: list[str]) -> str:
    files = said.get("texts", [])
    given = [_file(str(name)).read_text(encoding="utf-8") for name in files]
    parts = [str(said.get("copyright", "")), *([text for text in own if text.strip()] or given)]
    return "\n\n".join(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _file(name: str) -> Path:
    library = Path(sqlite3.__file__).parent.parent
    return library / name[7:] if name.startswith("python:") else ROOT / name


def main(arguments: list[str]) -> None:
    """Into resources/licences; or into a folder of the packaged program, of what is in there."""
    folder = Path(arguments[0]) if arguments else ROOT / "resources" / "licences"
    said = tomllib.loads((ROOT / "packaging/components.toml").read_text(encoding="utf-8"))
    known = {normal(one["name"]): one for one in said["package"]}
    parts = [*components(said["component"]), *packages(known), *model_files()]
    parts.sort(key=lambda part: part.name.lower())
    source = (ROOT / "copilot/__init__.py").read_text(encoding="utf-8")
    version = source.split('"')[-2]
    folder.mkdir(exist_ok=True)
    text = json.dumps(bom(parts, version), indent=1, ensure_ascii=False)
    (folder / "sbom.cdx.json").write_text(text + "\n", encoding="utf-8")
    (folder / "notices.txt").write_text(notices(parts), encoding="utf-8")
    print(f"{len(parts)} parts in {folder}")


if __name__ == "__main__":
    main(sys.argv[1:])
