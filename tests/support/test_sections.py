"""The parts of a bundle: numbers and choices are shown, texts of the settings never."""

from __future__ import annotations

from pathlib import Path

import msgspec

from copilot.settings import KnowledgeFolder, Retention, Settings, Updates
from copilot.support import sections
from copilot.support.sections import Section, as_text

OWN = Settings(
    helpdesk="rt",
    helpdesk_url="https://rt.acme.example",
    agent_name="Ana Ruiz",
    agent_email="ana@acme.example",
    signature="Ana",
    team="Acme Care",
    teams=("billing", "fraud"),
    knowledge=(KnowledgeFolder("/srv/secret-project"),),
    model_file="/home/ana/own.gguf",
    undo_seconds=30,
    retention=Retention(tickets=30),
    updates=Updates("/srv/updates", "ab" * 32),
)


def shown(fixed: frozenset[str] = frozenset()) -> dict[str, str]:
    lines = sections.settings(OWN, fixed).lines
    return {name: rest.strip() for name, _, rest in (line.partition(": ") for line in lines)}


def test_every_setting_has_a_line() -> None:
    found = shown()
    tables = {"retention": Retention, "updates": Updates}
    below = {f"{t}.{f}" for t, kind in tables.items() for f in kind.__struct_fields__}
    assert set(found) == (set(Settings.__struct_fields__) - set(tables)) | below


def test_numbers_and_choices_are_shown() -> None:
    found = shown(frozenset({"retention.tickets", "helpdesk_url"}))
    assert found["helpdesk"] == "rt"
    assert found["undo_seconds"] == "30"
    assert found["sync_seconds"] == "60 (default)"
    assert found["retention.tickets"] == "30 (organisation)"
    assert found["knowledge"] == "1 given"
    assert found["teams"] == "2 given"
    assert found["helpdesk_url"] == "set, not shown (organisation)"
    assert found["reranker"] == "as it comes"


def test_no_text_of_them_is_shown() -> None:
    text = as_text([sections.settings(OWN, frozenset())])
    texts = [v for v in msgspec.to_builtins(OWN).values() if isinstance(v, str) and len(v) > 2]
    texts.remove(OWN.theme)
    assert [one for one in (*texts, "secret", "billing", "abab", "/srv") if one in text] == []


def test_versions_and_machine(tmp_path: Path) -> None:
    versions = as_text([sections.versions("1.2.3")])
    assert "Support Copilot: 1.2.3, from its source" in versions
    assert "not known here" not in versions
    machine = sections.machine(tmp_path)
    assert [line.split(":")[0] for line in machine.lines][:3] == ["system", "processors", "memory"]


def test_what_works_needs_no_words() -> None:
    section = sections.results(
        [("store", True, "/home/ana/store.db"), ("search", False, "It died.")]
    )
    assert section.lines == ("ok  store", "NOT search: It died.")


def test_of_a_log_the_end_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "a.log"
    assert sections.last_lines("Log", file) == Section("Log", ("none",))
    file.write_text("")
    assert sections.last_lines("Log", file) == Section("Log", ("empty",))
    file.write_text("\n".join(f"line {n}" for n in range(1000)))
    lines = sections.last_lines("Log", file).lines
    assert (len(lines), lines[0], lines[-1]) == (400, "line 600", "line 999")
