"""The walls: which room may import what. The message of a failure says what to do instead."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = {"records", "errors", "settings", "paths"}
# Where rooms meet: a package, and what it may import besides rooms and what all share.
MEET = {
    "locking": {"locking"},
    "privacy": {"privacy", "locking"},
    "road": {"road"},
    "app": {"app", "road", "privacy", "locking", "pipeline", "program_log", "settings_policy"},
}
PACKAGES = sorted(p.name for p in (ROOT / "copilot").iterdir() if (p / "__init__.py").exists())
ROOMS = [name for name in PACKAGES if name not in {*MEET, "records"}]
# The engine process is put together in one file; it is the only room that may name other rooms.
COMPOSITION = {"copilot/engine/child.py", "copilot/engine/__main__.py"}
UI_MAY = SHARED | {"app", "pipeline", "program_log"}
# The terminal is an edge like the window; it runs model-file and eval work itself.
COMMANDLINE_MAY = UI_MAY | {"commandline", "model_files", "evals", "updates"}
HEAVY = {
    "torch": (
        "copilot/knowledge/torch_threads.py",
        "copilot/knowledge/reranker.py",
        "copilot/redaction/names_model.py",
    ),
    "transformers": "copilot/redaction/names_model.py",
    "sentence_transformers": ("copilot/knowledge/embedder.py", "copilot/knowledge/reranker.py"),
    "tokenizers": "copilot/knowledge/bert_files.py",
    "presidio_analyzer": "copilot/redaction/",
    "presidio_anonymizer": "copilot/redaction/",
    "spacy": "copilot/redaction/",
    "llama_cpp": "copilot/generation/",
    "pypdfium2": "copilot/knowledge/reading/pdf",
    "docx": "copilot/knowledge/reading/word.py",
    "lxml": "copilot/knowledge/reading/word.py",
    "bs4": "copilot/knowledge/reading/html.py",
    "markdownify": "copilot/knowledge/reading/html.py",
    "soupsieve": "copilot/knowledge/reading/html.py",
}
ONLY_ROOM = {
    "httpx": ("copilot/helpdesk/", "copilot/model_files/"),
    # The attempts open none: they show that they are refused.
    "socket": ("copilot/helpdesk/", "copilot/engine/attempts.py"),
    "sqlcipher3": ("copilot/store/",),
    "sqlite_utils": ("copilot/store/",),
    "sqlite_vec": ("copilot/store/",),
    "sqlite3": ("copilot/store/",),
    "pickle": (),
    "keyring": ("copilot/locking/keys.py",),
}


def sources() -> list[Path]:
    return sorted([*(ROOT / "copilot").rglob("*.py"), *(ROOT / "ui").rglob("*.py")])


def imports(path: Path) -> list[tuple[str, bool]]:
    """(module, is it imported as the file is loaded) for each import of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inner = {
        id(n)
        for f in ast.walk(tree)
        if isinstance(f, ast.FunctionDef | ast.AsyncFunctionDef)
        for n in ast.walk(f)
    }
    typing_only = {
        id(n)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.dump(block.test)
        for n in ast.walk(block)
    }
    found = []
    for node in ast.walk(tree):
        at_load = id(node) not in inner and id(node) not in typing_only
        if isinstance(node, ast.Import):
            found += [(alias.name, at_load) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: import by full name, not relatively"
            found.append((str(node.module), at_load))
            if node.module in {"copilot", "ui"}:
                names = [alias.name for alias in node.names if alias.name != "__version__"]
                found += [(f"{node.module}.{name}", at_load) for name in names]
    return found


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_a_file_keeps_the_walls(path: Path) -> None:
    name, parts = name_of(path), path.relative_to(ROOT).parts
    package = parts[1] if parts[0] == "copilot" else ""
    room = package if package in ROOMS else ""
    for module, at_load in imports(path):
        top, *below = module.split(".")
        if parts[0] == "copilot":
            may_open = name == "copilot/commandline/window.py" and not at_load
            assert top != "PySide6", f"{name} imports PySide6: move what shows something to ui/"
            assert top != "ui" or may_open, (
                f"{name} imports ui: give ui a function or a record instead"
            )
        if room and top == "copilot" and below and name not in COMPOSITION:
            allowed = COMMANDLINE_MAY if room == "commandline" else SHARED | {room}
            assert below[0] in allowed, (
                f"{name} imports copilot.{below[0]}: rooms do not import rooms; "
                "take a function or a small Protocol and let copilot/app/ hand the real part in"
            )
        if package in MEET and top == "copilot" and below:
            assert below[0] in SHARED.union(MEET[package], ROOMS) - {"commandline"}, (
                f"{name} imports copilot.{below[0]}: what stands nearer to the window imports "
                "copilot/" + package + "/, not the other way round"
            )
        if top == "copilot" and below and len(parts) == 2 and name != "copilot/__main__.py":
            assert below[0] not in {"app", "commandline"}, (
                f"{name}: copilot/app/ hands it its parts"
            )
        if package == "records" and top == "copilot":
            assert below[:1] == ["records"], f"{name} imports {module}: records know nothing else"
        if parts[0] == "ui" and top == "copilot" and below:
            assert below[0] in UI_MAY, (
                f"{name} imports copilot.{below[0]}: ask copilot.pipeline for it"
            )
        if top in HEAVY:
            assert name.startswith(HEAVY[top]), f"{name} imports {top}: only {HEAVY[top]} may"
            assert not at_load, (
                f"{name} imports {top} as it is loaded: import it in the function that uses it"
            )
        if top in ONLY_ROOM:
            assert name.startswith(ONLY_ROOM[top]), (
                f"{name} imports {top}: only {ONLY_ROOM[top]} may"
            )


def test_the_architecture_page_names_every_package() -> None:
    page = (ROOT / "copilot" / "README.md").read_text(encoding="utf-8")
    assert [room for room in PACKAGES if f"`{room}/`" not in page] == []


def test_no_file_is_named_for_nothing() -> None:
    banned = {"utils.py", "helpers.py", "common.py", "misc.py"}
    assert [name_of(p) for p in sources() if p.name in banned] == []
