"""eval assist and eval make-cases in the terminal, on cases of one's own."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from copilot import paths
from copilot.app import profile
from copilot.app.benches import assist
from copilot.helpdesk.demo.desk import DemoDesk
from copilot.model_files.choice import ChosenFile
from copilot.paths import shipped
from copilot.settings import Settings, save
from tests.app.test_assist import ARTICLE, script
from tests.commandline.conftest import Terminal
from tests.fakes.engine import ScriptedEngine

ASK = "How often do I push water through the outlet of the filter?"


def ticket(number: str) -> dict[str, Any]:
    message = {"id": "m1", "author": "customer", "author_name": "Gil", "visibility": "public"}
    return {
        "id": number,
        "subject": "filter",
        "status": "open",
        "requester": {"name": "Gil", "email": "gil@example.com"},
        "messages": [{**message, "author_email": "gil@example.com", "text": ASK}],
    }


def case(number: str, **more: Any) -> dict[str, Any]:
    asked = [{"ask": "how often", "articles": ["slow"]}]
    common = {"protects": "the count", "kinds": ["plain"], "expects": "answer", "asks": asked}
    return {"ticket": number, **common, "must_say": ["clean water"], **more}


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Cases of one's own, a scripted engine, and a model file that is only named."""
    folder = tmp_path / "cases"
    (folder / "articles").mkdir(parents=True)
    (folder / "articles" / "slow.md").write_text(ARTICLE)
    (folder / "tickets.json").write_text(json.dumps([ticket("1"), ticket("2")]))
    (folder / "cases.json").write_text(json.dumps([case("1"), case("2", kinds=["angry"])]))
    monkeypatch.setattr(profile, "engine_of", lambda *_: ScriptedEngine(script))
    file = ChosenFile(tmp_path / "m.gguf", "Named 1B", "5c" * 32, 4096, True)
    monkeypatch.setattr(assist, "chosen_file", lambda *_: file)
    return folder


def test_own_cases_are_measured_and_carried_on(terminal: Terminal, own: Path) -> None:
    first = terminal("eval", "assist", "--cases", str(own), "--limit", "1")
    assert first.status == 0
    assert "1 cases" in first.out
    assert "Named 1B" in first.out
    assert "1/1 1 (0" in first.err
    again = terminal("eval", "assist", "--cases", str(own))
    assert " 1 (kept)" in again.err
    assert " 2 (0" in again.err
    assert "(kept)" not in terminal("eval", "assist", "--cases", str(own), "--fresh").err


def test_a_regression_fails_and_names_its_cases(terminal: Terminal, own: Path) -> None:
    assert terminal("eval", "assist", "--cases", str(own), "--keep").status == 0
    assert terminal("eval", "assist", "--cases", str(own)).status == 0
    wrong = [case(n, must_say=["soap and bleach"]) for n in "12"]
    (own / "cases.json").write_text(json.dumps(wrong))
    worse = terminal("eval", "assist", "--cases", str(own))
    assert worse.status == 1
    assert "REGRESSION -1.000 [-1.000, -1.000] must say (2 cases; fell: 1, 2)" in worse.out


def test_other_knowledge_shows_what_it_changes(
    terminal: Terminal, own: Path, tmp_path: Path
) -> None:
    terminal("eval", "assist", "--cases", str(own), "--keep")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "slow.md").write_text(ARTICLE.replace("clean water", "air"))
    changed = terminal(
        "eval", "assist", "--cases", str(own), "--knowledge", str(tmp_path / "other")
    )
    assert "fell: 1, 2" in changed.out


def test_other_prompts_are_answered_anew_and_named(
    terminal: Terminal, own: Path, tmp_path: Path
) -> None:
    terminal("eval", "assist", "--cases", str(own), "--keep")
    prompts = tmp_path / "prompts"
    shutil.copytree(shipped("resources", "prompts"), prompts)
    read = prompts / "read.md"
    read.write_text(re.sub(r"(?m)^version: \d+$", "version: 77", read.read_text()))
    arguments = ("eval", "assist", "--cases", str(own), "--prompts", str(prompts))
    changed = terminal(*arguments, "--json")
    assert changed.data["prompts"]["read"] == "77"
    assert "(kept)" not in changed.err
    read.write_text("no head")
    assert "read.md needs front matter" in terminal(*arguments).err
    (prompts / "read.md").write_text((prompts / "say.md").read_text())
    assert "has no prompt file read.md" in terminal(*arguments).err
    shutil.copytree(shipped("resources", "prompts"), prompts, dirs_exist_ok=True)
    (prompts / "say.md").write_text((prompts / "say.md").read_text().replace("{text}", "it"))
    assert "say.md has to hold {language}, {text}" in terminal(*arguments).err


def test_simple_ways_beside_it_and_the_page(terminal: Terminal, own: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    report = ("--report", str(page), "--only", "angry", "--json")
    done = terminal("eval", "assist", "--cases", str(own), "--simple", *report)
    assert set(done.data["figures"]) == {"program", "one big prompt", "extractive"}
    assert done.data["cases"] == 1
    some = terminal("eval", "assist", "--cases", str(own), "--simple", "1", "--json").data
    assert {one["cases"] for one in some["figures"]["one big prompt"]} == {1}
    assert max(one["cases"] for one in some["figures"]["extractive"]) == 2
    assert (
        "| Task | Figure | program, 1 cases | one big prompt, 1 cases | extractive, 1 cases |"
        in page.read_text()
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--only", "calm"), "There is no case calm"),
        (("--knowledge", "/nowhere"), "There is no folder /nowhere"),
    ],
)
def test_mistakes_are_told(
    terminal: Terminal, own: Path, arguments: tuple[str, str], told: str
) -> None:
    done = terminal("eval", "assist", "--cases", str(own), *arguments)
    assert done.status == 1
    assert told in done.err


def test_cases_out_of_solved_tickets(terminal: Terminal, tmp_path: Path) -> None:
    at = paths.places()
    save(Settings(undo_seconds=0), at.settings)
    DemoDesk(at.data, paths.shipped("resources", "demo", "tickets.json"))
    made = terminal("eval", "make-cases", str(tmp_path / "made"), "--limit", "12")
    assert made.status == 0
    assert "out of 12 solved tickets" in made.out
    cases = json.loads((tmp_path / "made" / "cases.json").read_bytes())
    assert cases
    assert all(one["must_say"] for one in cases)
    assert "must_say" in (tmp_path / "made" / "cases.json").read_text()
    again = terminal("eval", "make-cases", str(tmp_path / "made"))
    assert again.status == 1
    assert "already" in again.err
