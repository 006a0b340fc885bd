"""What goes into the packaged program."""

from __future__ import annotations

import ast
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

from copilot.support.sections import PACKAGES
from tests.packaging.recipes import PACKAGING, recipe

ROOT = PACKAGING.parent
contents = recipe("contents")


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6\\plugins\\platforms\\qwindows.dll".replace("\\", "/"),
        "llama_cpp/lib/libllama.so",
        "llama_cpp/lib/libggml.so.0",
        "llama_cpp/lib/libggml-cpu-x64.so",
        "libgomp.so.1",
        "spacy/lang/en/__init__.py",
        "sqlite_vec/vec0.so",
        "tldextract/.tld_set_snapshot",
        "presidio_analyzer/conf/default.yaml",
        "resources/names/first.txt",
        "resources/licences/sbom.cdx.json",
        "model-files/all-minilm-l6-v2/model.safetensors",
    ],
)
def test_what_the_program_needs_stays(name: str) -> None:
    assert contents.is_kept(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/sqldrivers/libqsqlite.so",
        "PySide6/Qt/plugins/platforms/libqvnc.so",
        "PySide6/Qt/qml/QtQuick/qmldir",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt/translations/designer_de.qm",
        "libgtk-3.so.0",
        "llama_cpp/lib/libllama-common.so.0",
        "llama_cpp/lib/libggml-base.so.0.25.3",
        "numpy/_core/tests/data/a.npy",
        "spacy/lang/de/stop_words.py",
        "spacy/tokens/doc.pyx",
        "spacy-3.8.7.dist-info/RECORD",
        "llama_cpp_python-0.3.36.dist-info/direct_url.json",
    ],
)
def test_what_it_does_not_need_is_left_out(name: str) -> None:
    assert not contents.is_kept(name)


def test_modules_that_are_named_in_code_exist() -> None:
    named = [*contents.MODULES, *contents.MODULES_BELOW, *contents.DATA_OF]
    assert [name for name in named if not _exists(name)] == []


def _exists(name: str) -> bool:
    """Without importing what is above it, which takes seconds."""
    top, *below = name.split(".")
    found = find_spec(top)
    place = Path(*(found.submodule_search_locations or ())[:1]) if found else Path()
    return found is not None and (not below or any(place.glob(f"{'/'.join(below)}*")))


def test_nothing_that_our_code_imports_as_it_is_loaded_is_left_out() -> None:
    """Libraries around torch are imported inside functions, behind a question for them."""
    out = tuple(contents.MODULES_LEFT_OUT)
    astray = []
    for path in [*(ROOT / "copilot").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            astray += [f"{path}: {n}" for n in names if n in out or n.split(".")[0] in out]
    assert astray == []


def test_model_files_inside_are_the_references_for_search_and_redaction() -> None:
    catalogue = tomllib.loads((ROOT / "models" / "catalogue.toml").read_text(encoding="utf-8"))
    inside = [
        entry["file"]
        for entry in catalogue["entry"]
        if entry.get("reference") and entry["role"] != "generation"
    ]
    assert sorted(inside) == sorted(contents.MODEL_FILES)


def test_packages_left_out_are_asked_for_by_the_project() -> None:
    """A name that is not there any more would leave nothing out."""
    build = recipe("build")
    asked = " ".join(build.requirements("package"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    every = " ".join(project["dependencies"])
    for name in contents.NOT_INSTALLED:
        assert name in every
        assert name not in asked
    assert "pyinstaller" in asked
    assert build.pinned("llama-cpp-python") in (PACKAGING / "constraints.txt").read_text()


def test_two_folders_are_compared_by_their_bytes(tmp_path: Path) -> None:
    compare = recipe("compare")
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        (folder / "same").write_text("same")
    assert compare.differences(one, other) == []
    (one / "changed").write_text("a")
    (other / "changed").write_text("b")
    (one / "alone").touch()
    assert compare.differences(one, other) == [f"only in {one}: alone", "differs: changed"]


def test_the_table_puts_libraries_to_their_package(tmp_path: Path) -> None:
    inner = tmp_path / "_internal"
    for name, size in (("numpy/a.so", 5), ("numpy.libs/b.so", 7), ("model-files/x/c", 9)):
        (inner / name).parent.mkdir(parents=True, exist_ok=True)
        (inner / name).write_bytes(b"." * size)
    assert recipe("table").sizes(tmp_path) == {"numpy": 12, "model-files/x": 9}


def test_the_support_bundle_of_a_package_knows_the_versions_of_what_is_inside() -> None:
    named = set(contents.METADATA_OF) | contents.NOT_INSTALLED
    assert set(PACKAGES) - named == set()
