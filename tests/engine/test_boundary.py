"""What the child may know and reach, and what its parent does not load."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from copilot.engine.client import EngineClient
from copilot.engine.process import environment
from tests.engine.conftest import ask, child_of

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
SECRETS = {
    "RT_TOKEN": "secret-1",
    "AWS_SECRET_ACCESS_KEY": "secret-2",
    "HTTPS_PROXY": "http://user:secret-3@proxy",
    "SSH_AUTH_SOCK": "/run/secret-4",
    "DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/secret-5",
    "SUPPORT_COPILOT_PASSPHRASE_FILE": "/secret-6",
    "PYTHONPATH": "/secret-7",
    "LD_PRELOAD": "",
}


@linux
def test_the_child_has_no_credentials(
    engine: EngineClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    told = json.loads(engine.generate(ask("tell")).text)
    with open(f"/proc/{child_of(engine)}/environ", "rb") as file:  # noqa: PTH123
        begun_with = file.read()
    assert b"PATH=" in begun_with
    assert b"secret" not in begun_with
    assert SECRETS.keys() & told["environment"].keys() == set()
    assert told["environment"]["TRANSFORMERS_OFFLINE"] == "1"


def test_only_listed_names_are_handed_on() -> None:
    parent = {"PATH": "/bin", "LC_ALL": "C", "LANG": "de", "HOME": "/home/dana", "TOKEN": "x"}
    assert environment(parent).keys() & parent.keys() == {"PATH", "LC_ALL", "LANG"}


@linux
def test_libraries_that_print_do_not_reach_the_pipe(engine: EngineClient) -> None:
    assert engine.generate(ask("shout")).text == "read 0"
    assert engine.generate(ask("count 1")).text == "counted"
    told = json.loads(engine.generate(ask("tell")).text)
    assert told["descriptors"] == ["/dev/null"] * 3


@linux
def test_a_crash_leaves_no_core_dump(engine: EngineClient) -> None:
    assert json.loads(engine.generate(ask("tell")).text)["core"] == "0"


@linux
def test_the_child_reaches_no_network_and_runs_no_commands(engine: EngineClient) -> None:
    reached = json.loads(engine.generate(ask("reach")).text)
    assert reached.keys() >= {"AF_INET", "AF_UNIX", "libc", "subprocess", "fork"}
    assert reached == dict.fromkeys(reached, "refused 1")


def test_the_parent_loads_nothing_heavy() -> None:
    look = (
        "import sys, copilot.engine.client; "
        "heavy = {'torch', 'sentence_transformers', 'presidio_analyzer', 'spacy', 'llama_cpp', "
        "'numpy', 'transformers'}; print(sorted(heavy & sys.modules.keys()))"
    )
    ran = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
