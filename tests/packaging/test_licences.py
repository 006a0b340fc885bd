"""The SBOM and the notices: whole, valid, of the versions that are pinned, no licence forgotten."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from copilot import __version__
from tests.packaging.test_lock import locked, normal, pinned

ROOT = Path(__file__).resolve().parents[2]
BOM = json.loads((ROOT / "resources/licences/sbom.cdx.json").read_text(encoding="utf-8"))
NOTICES = (ROOT / "resources/licences/notices.txt").read_text(encoding="utf-8")
AGAIN = "run make licences"
# As packaging/contents.py says; it is no package that could be imported from here.
NOT_INSTALLED = set(
    re.findall(
        r'"([\w-]+)"',
        re.search(
            r"^NOT_INSTALLED = .*$", (ROOT / "packaging/contents.py").read_text(), re.MULTILINE
        ).group(),
    )
)
# What CycloneDX 1.6 takes; https://cyclonedx.org/docs/1.6/json
TYPES = {"application", "library", "data", "machine-learning-model"}
FIELDS = {"type", "bom-ref", "name", "version", "licenses", "purl", "hashes", "externalReferences"}


def by_name() -> dict[str, dict]:
    return {normal(one["name"]): one for one in BOM["components"]}


def licence(one: dict) -> str:
    (only,) = one["licenses"]
    return only.get("expression") or only["license"]["id"]


def test_the_head_is_as_the_schema_wants_it():
    assert (BOM["bomFormat"], BOM["specVersion"], BOM["version"]) == ("CycloneDX", "1.6", 1)
    uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    assert re.fullmatch(f"urn:uuid:{uuid}", BOM["serialNumber"])
    assert BOM["metadata"]["component"]["version"] == __version__, AGAIN


def test_every_component_has_what_the_schema_wants():
    references = [one["bom-ref"] for one in BOM["components"]]
    assert len(references) == len(set(references))
    for one in BOM["components"]:
        assert set(one) <= FIELDS
        assert one["type"] in TYPES
        assert one["name"]
        assert licence(one), one["name"]
        assert not set(one["licenses"][0]) - {"expression", "license"}
        for each in one.get("hashes", ()):
            assert (each["alg"], len(each["content"])) == ("SHA-256", 64)


def test_dependencies_name_components():
    known = {one["bom-ref"] for one in BOM["components"]}
    known.add(BOM["metadata"]["component"]["bom-ref"])
    for one in BOM["dependencies"]:
        assert {one["ref"], *one["dependsOn"]} <= known
    assert sum("dependsOn" in one for one in BOM["dependencies"]) > 20


def test_every_package_has_the_version_that_is_pinned():
    packages = {normal(o["name"]): o["version"] for o in BOM["components"] if "purl" in o}
    assert len(packages) > 60
    pins = pinned()
    # setuptools comes with the virtual environment.
    other = {n: v for n, v in packages.items() if n in pins and pins[n] != v}
    assert other == {}, AGAIN
    assert set(packages) - set(pins) - set(locked()) <= {"setuptools", "pip"}, AGAIN


def test_every_dependency_of_the_program_is_in_it():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {normal(re.match(r"[\w.-]+", one).group()) for one in project["dependencies"]}
    assert needed - NOT_INSTALLED - set(by_name()) == set(), AGAIN
    assert not NOT_INSTALLED & set(by_name()), AGAIN


LICENCES = {
    "python-stdnum": "LGPL-2.1-or-later",
    "qt": "LGPL-3.0-only",
    "pyside6-essentials": "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
    "sqlcipher": "BSD-3-Clause",
    "llama.cpp and ggml": "MIT",
    "inter, the typeface": "OFL-1.1",
    "names of faker": "MIT",
    "names of mimesis": "MIT",
    "words of scowl": "LicenseRef-SCOWL",
    "python": "PSF-2.0",
}


@pytest.mark.parametrize(("name", "wanted"), LICENCES.items(), ids=LICENCES)
def test_a_licence_with_duties_is_named(name: str, wanted: str):
    assert (
        licence({one["name"].lower().replace("_", "-"): one for one in BOM["components"]}[name])
        == wanted
    )


def test_the_model_files_of_the_catalogue_are_in_it():
    entries = tomllib.loads((ROOT / "models/catalogue.toml").read_text(encoding="utf-8"))["entry"]
    hashes = {one["hashes"][0]["content"] for one in BOM["components"] if "hashes" in one}
    assert hashes == {one["sha256"] for one in entries if one.get("reference")}, AGAIN


def test_every_component_has_a_notice_with_a_text():
    pieces = re.split(r"^=== ", NOTICES, flags=re.MULTILINE)[1:]
    heads = {piece.split("\n")[0] for piece in pieces}
    assert heads == {f"{o['name']} {o.get('version', '')}".rstrip() for o in BOM["components"]}
    thin = [piece.split("\n")[0] for piece in pieces if len(piece.split("\n\n", 1)[1].strip()) < 30]
    assert thin == []


@pytest.mark.parametrize(
    "text",
    [
        "GNU LESSER GENERAL PUBLIC LICENSE\n                       Version 3",
        "GNU GENERAL PUBLIC LICENSE\n                       Version 3",
        "Version 2.1, February 1999",
        "SIL OPEN FONT LICENSE",
        "Copyright 2000-2011 by Kevin Atkinson",
        "ZETETIC LLC",
        "The ggml authors",
        "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2",
    ],
)
def test_texts_that_a_licence_wants_handed_on(text: str):
    assert text in NOTICES


def test_what_refers_to_another_text_finds_it():
    named = set(re.findall(r"^The same text as under “(.+)”\.$", NOTICES, re.MULTILINE))
    heads = {o["name"] for o in BOM["components"]}
    assert named
    assert named <= heads


def test_it_is_what_the_command_writes():
    """With the packages of this machine: another system has others."""
    code = (
        "import sys; sys.path.insert(0, 'packaging'); import licences; "
        "print(len(licences.needed(['httpx'])), licences.needed(['msgspec'])['msgspec'].version)"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    count, version = ended.stdout.split()
    assert int(count) > 4, ended.stderr
    assert version == by_name()["msgspec"]["version"]
