"""policy, approve-request, take-answer: two profiles, a signed policy, and a file between them."""

from __future__ import annotations

from pathlib import Path

import pytest

from copilot import paths, settings
from copilot.settings import Settings
from tests.commandline.conftest import Terminal

ANNA, LENA = "anna@nordlicht.example", "lena@nordlicht.example"
TEXT = "Hello Dana,\n\nwe refund 250 EUR for the filter today.\n\nKind regards\nAnna\n"


def policy_text(anna: str, lena: str, number: int = 1) -> str:
    return f"""
number = {number}
team = "Nordlicht Outdoor"

[[people]]
name = "Anna Lindqvist"
email = "{ANNA}"
key = "{anna}"

[[people]]
name = "Lena Moss"
email = "{LENA}"
key = "{lena}"
may = ["reply", "note", "second"]

[second_person]
refund_over = 100
"""


@pytest.fixture
def team(terminal: Terminal, tmp_path: Path) -> Path:
    """Anna's profile and Lena's, with a policy that Lena signed in force in both."""
    lena = Settings(agent_name="Lena Moss", agent_email=LENA)
    settings.save(lena, paths.places("lena").settings)
    keys = [terminal(*who, "policy", "key").out.strip() for who in ((), ("--profile", "lena"))]
    path = tmp_path / "team.toml"
    path.write_text(policy_text(*keys))
    assert "Signed" in terminal("--profile", "lena", "policy", "sign", str(path)).out
    for who in ((), ("--profile", "lena")):
        assert "In force: policy 1" in terminal(*who, "policy", "use", str(path)).out
    return path


def test_a_reply_with_a_file_goes_out_once_a_colleague_saw_the_file(
    terminal: Terminal, team: Path, tmp_path: Path
) -> None:
    number_two = policy_text(
        *(terminal(*who, "policy", "key").out.strip() for who in ((), ("--profile", "lena"))),
        number=2,
    )
    team.write_text(f"{number_two}attachments = true\n")
    terminal("--profile", "lena", "policy", "sign", str(team))
    reply, request, answer, plan = (
        tmp_path / name for name in ("reply", "asked.request", "signed", "plan.pdf")
    )
    reply.write_text("Hello Dana,\n\nhere is the plan.\n\nKind regards\nAnna\n")
    plan.write_bytes(b"%PDF-1.4 the plan")
    terminal("sync")
    asks = ("approve", "4217", "--text", str(reply), "--accept-findings")
    gone = terminal(*asks, "--attach", str(tmp_path / "gone.pdf"), typed="yes\n")
    assert (gone.status, "cannot be read" in gone.err) == (1, True)
    alone = terminal(*asks, "--attach", str(plan), typed="yes\n")
    assert (alone.status, "files outside: plan.pdf" in alone.err) == (1, True)
    assert "Attached:    plan.pdf (application/pdf, 17 bytes, sha256 " in alone.out
    asked = terminal(*asks, "--request", str(request), typed="yes\n")
    assert "holds the reply in plain" in asked.out
    folder = tmp_path / "look"
    folder.mkdir()
    lena = ("--profile", "lena", "approve-request", str(request), "--answer", str(answer))
    shown = terminal(*lena, "--save-files", str(folder), typed="yes\n")
    assert "plan.pdf (application/pdf, 17 bytes" in shown.out
    assert (folder / "plan.pdf").read_bytes() == plan.read_bytes()
    again = terminal(*lena, "--save-files", str(folder), typed="yes\n")
    assert "could not be written: File exists" in again.err
    off = terminal("approve", "4217", "--take-off", "plan.pdf", typed="no\n")
    assert "Attached:    nothing" in off.out
    assert "no file called" in terminal("approve", "4217", "--take-off", "plan.pdf").err
    assert "changed after you asked" in terminal("take-answer", str(answer)).err
    terminal("approve", "4217", "--attach", str(plan), typed="no\n")
    assert "is waiting" in terminal("take-answer", str(answer)).out


def test_a_refund_over_the_limit_goes_out_with_two_signatures(
    terminal: Terminal, team: Path, tmp_path: Path
) -> None:
    reply, request, answer = (tmp_path / name for name in ("reply", "asked.request", "signed"))
    reply.write_text(TEXT)
    terminal("sync")
    asks = ("approve", "4217", "--text", str(reply), "--accept-findings")
    alone = terminal(*asks, typed="yes\n")
    assert (alone.status, "A second person has to sign" in alone.err) == (1, True)
    assert "--request FILE" in alone.err
    asked = terminal(*asks, "--request", str(request), typed="yes\n")
    assert "holds the reply in plain" in asked.out
    assert request.stat().st_mode & 0o077 == 0
    waiting = terminal("outbox")
    assert waiting.out == "Nothing there.\n"
    assert f"#4217 waits for a second signature: {ANNA} asked" in waiting.err
    assert "over 100.00" in waiting.err

    lena = ("--profile", "lena", "approve-request", str(request), "--answer", str(answer))
    refused = terminal(*lena, typed="no\n")
    assert (refused.status, answer.exists()) == (1, False)
    shown = terminal(*lena, typed="yes\n")
    for words in ("we refund 250 EUR", "To:", "over 100.00", f"Approved by {ANNA}"):
        assert words in shown.out

    assert "is waiting" in terminal("take-answer", str(answer)).out
    assert "second signature" not in terminal("outbox").err
    (item,) = terminal("outbox", "--json").data
    assert item["second"]["email"] == LENA
    assert "whole" in terminal("audit", "verify").out
    events = [row["event"] for row in terminal("audit", "show", "--json").data]
    assert events.index("policy in force") < events.index("second asked")
    assert events.index("second asked") < events.index("approved")


def test_a_policy_that_was_changed_stops_approving(
    terminal: Terminal, team: Path, tmp_path: Path
) -> None:
    reply = tmp_path / "reply"
    reply.write_text("Hello Dana,\n\nI look into it today.\n\nKind regards\nAnna\n")
    terminal("sync")
    team.write_text(team.read_text().replace("100", "1000"))
    said = terminal("approve", "4217", "--text", str(reply), "--accept-findings", typed="yes\n")
    assert (said.status, "not what was signed" in said.err) == (1, True)
    for command in (("policy", "check", str(team)), ("policy", "show")):
        shown = terminal(*command)
        assert (shown.status, "not what was signed" in shown.err) == (1, True)
    assert terminal("outbox").out == "Nothing there.\n"


def test_what_a_policy_says_can_be_read_and_checked(terminal: Terminal, team: Path) -> None:
    assert "A second person signs refunds over 100.00." in terminal("policy", "show").out
    assert "rightly signed" in terminal("policy", "check", str(team)).out
    other = terminal("policy", "check", str(team), "--key", "ab" * 32)
    assert (other.status, "another key" in other.err) == (1, True)
    (state, shown) = (terminal("policy", "show", "--json").data, terminal("policy", "show"))
    assert state["title"] == "policy 1 of Nordlicht Outdoor"
    assert state["title"] in shown.out
    assert terminal("policy", "use").out == "No policy is in force any more.\n"
    assert "no policy here" in terminal("policy", "show").out


def test_a_policy_with_a_mistake_is_not_signed(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "team.toml"
    path.write_text('number = 1\nteam = "S"\nsecnd_person = 1\n')
    said = terminal("policy", "sign", str(path))
    assert (said.status, "secnd_person" in said.err) == (1, True)
    assert not path.with_name("team.toml.sig").exists()
    assert "cannot be read" in terminal("policy", "sign", str(tmp_path / "none")).err
