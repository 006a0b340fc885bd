"""The organisation's policy: it lies over a person's settings, and nobody gets around it."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import pytest

from copilot import paths, settings, settings_policy
from copilot.errors import BadInput, BrokenPolicy, SetByOrganisation
from copilot.settings import KnowledgeFolder, Retention, Settings

POLICY = """
helpdesk = "rt"
helpdesk_url = "https://rt.example.com"
lock_minutes = 5

[retention]
tickets = 30
"""


@pytest.fixture
def own() -> Path:
    return paths.places().settings


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    file = tmp_path / "policy.toml"
    file.write_text(POLICY)
    file.chmod(0o644)
    return file


def test_without_a_policy_nothing_is_locked(own: Path) -> None:
    assert settings.locked() == frozenset()
    assert settings.load(own) == Settings()


def test_it_lies_over_what_the_person_chose(own: Path, policy: Path) -> None:
    own.write_text('helpdesk = "demo"\nlock_minutes = 0\n[retention]\ntickets = 900\ndrafts = 7\n')
    found = settings.load(own)
    assert (found.helpdesk, found.helpdesk_url) == ("rt", "https://rt.example.com")
    assert found.lock_minutes == 5
    assert found.retention == Retention(tickets=30, drafts=7)
    assert settings.locked() == {"helpdesk", "helpdesk_url", "lock_minutes", "retention.tickets"}


def test_what_is_not_locked_may_be_changed_and_is_all_that_is_written(
    own: Path, policy: Path
) -> None:
    own.write_text("lock_minutes = 60\n[retention]\ntickets = 900\n")
    found = settings.load(own)
    retention = msgspec.structs.replace(found.retention, drafts=7)
    settings.save(msgspec.structs.replace(found, theme="dark", retention=retention), own)
    policy.unlink()
    assert settings.load(own) == Settings(
        theme="dark", lock_minutes=60, retention=Retention(tickets=900, drafts=7)
    )


CHANGES = {
    "another helpdesk": ({"helpdesk": "demo"}, "helpdesk"),
    "another address": ({"helpdesk_url": "https://evil.example.com"}, "helpdesk_url"),
    "never locked": ({"lock_minutes": 0}, "lock_minutes"),
    "kept longer": ({"retention": Retention(tickets=31)}, "retention.tickets"),
}


@pytest.mark.parametrize(("change", "name"), CHANGES.values(), ids=CHANGES)
def test_what_is_locked_is_refused_by_name_and_nothing_is_written(
    own: Path, policy: Path, change: dict[str, object], name: str
) -> None:
    own.write_text('theme = "dark"\n')
    changed = msgspec.structs.replace(settings.load(own), **change)
    with pytest.raises(SetByOrganisation, match=f"“{name}” is set by your organisation"):
        settings.save(changed, own)
    assert own.read_text() == 'theme = "dark"\n'


def test_a_list_of_folders_is_locked_as_a_whole(own: Path, policy: Path) -> None:
    policy.write_text('[[knowledge]]\npath = "/srv/articles"\n')
    found = settings.load(own)
    assert found.knowledge == (KnowledgeFolder("/srv/articles"),)
    settings.save(msgspec.structs.replace(found, theme="light"), own)
    with pytest.raises(SetByOrganisation, match="knowledge"):
        settings.save(msgspec.structs.replace(found, knowledge=()), own)


BROKEN = {
    "no TOML": ("lock_minutes = = 5", "is no TOML"),
    "an unknown name": ("lock_minute = 5", "lock_minute"),
    "an unknown name in a table": ("[retention]\nticket = 5", "ticket"),
    "another kind of value": ('lock_minutes = "five"', "lock_minutes"),
    "a value out of bounds": ("lock_minutes = 5000", "lock_minutes"),
    "no text": (b"\xff\xfe\x00", "cannot be read"),
}


@pytest.mark.parametrize(("text", "says"), BROKEN.values(), ids=BROKEN)
def test_a_broken_policy_stops_the_start(
    own: Path, policy: Path, text: str | bytes, says: str
) -> None:
    policy.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(BrokenPolicy, match=says) as caught:
        settings.load(own)
    assert "does not start with less" in str(caught.value)
    with pytest.raises(BrokenPolicy):
        settings.save(Settings(), own)
    assert not own.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="rights are access lists there")
def test_a_policy_that_anybody_may_change_is_none(own: Path, policy: Path) -> None:
    policy.chmod(0o666)
    with pytest.raises(BrokenPolicy, match="can be changed by others"):
        settings.load(own)


def test_a_policy_that_is_a_folder_is_broken(own: Path, tmp_path: Path) -> None:
    (tmp_path / "policy.toml").mkdir()
    with pytest.raises(BrokenPolicy, match="cannot be read"):
        settings.load(own)


def test_a_mistake_of_the_person_is_told_from_one_of_the_policy(own: Path, policy: Path) -> None:
    own.write_text("lock_minutes = 'ten'\n")
    with pytest.raises(BadInput, match="lock_minutes") as caught:
        settings.load(own)
    assert str(own) in str(caught.value)


def test_suggestions_give_way_to_it(own: Path, policy: Path) -> None:
    policy.write_text('team = "Desk of all"\n')
    found = settings.suggested(settings.load(own), team="rt.example.com", agent_name="Ana")
    assert (found.team, found.agent_name) == ("Desk of all", "Ana")


def test_nobodys_environment_moves_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    before = settings_policy.policy_file()
    for name in ("HOME", "XDG_CONFIG_DIRS", "XDG_CONFIG_HOME", "SUPPORT_COPILOT_HOME"):
        monkeypatch.setenv(name, "/nowhere")
    assert settings_policy.policy_file() == before
    assert before.is_absolute()


def test_a_settings_file_in_another_encoding_says_what_to_do(tmp_path: Path) -> None:
    own = tmp_path / "settings.toml"
    own.write_bytes('team = "Nordlicht"'.encode("utf-16"))
    with pytest.raises(BadInput, match="not UTF-8 text; save it as that"):
        settings.load(own)
