"""updates: off until a place is named, told and fetched from there alone, never installed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from copilot import paths, settings
from copilot.app.updates import news
from copilot.errors import UpdateRefused
from copilot.helpdesk.allowed import ALLOWED
from copilot.settings import Settings, Updates
from copilot.store.aside import LedgerAside
from tests.commandline.conftest import Terminal

ENDINGS = (".deb", ".dmg", ".exe")


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, and sends whoever asks for "elsewhere" to another host."""

    def do_GET(self) -> None:
        if "elsewhere" in self.path:
            self.send_response(302)
            self.send_header("Location", "https://elsewhere.example/updates.json")
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "place"
    folder.mkdir()
    for ending in ENDINGS:
        (folder / f"support-copilot-9{ending}").write_bytes(b"installer" * 2000)
    return folder


@pytest.fixture
def key(terminal: Terminal, place: Path, tmp_path: Path) -> str:
    """The public key, with which the place is signed for version 9.0.0."""
    made = terminal("updates", "make-key", str(tmp_path / "key"))
    signed = terminal(
        *("updates", "sign", str(place), "--key", str(tmp_path / "key")),
        *("--to", "9.0.0", "--notes", "Much better."),
    )
    assert signed.status == 0, signed.err
    return made.out.split("\n")[0].rsplit(" ", 1)[1]


def look_at(at: paths.Places, where: str, key: str) -> None:
    settings.save(Settings(updates=Updates(where, key)), at.settings)


def test_they_are_off_as_it_comes(terminal: Terminal, at: paths.Places) -> None:
    done = terminal("updates", "check")
    assert (done.status, "Updates are off" in done.err) == (1, True)
    assert news(at) == ""
    assert LedgerAside(at).take() == ()


def test_from_a_folder(terminal: Terminal, at: paths.Places, place: Path, key: str) -> None:
    look_at(at, str(place), key)
    told = terminal("updates", "check")
    assert (told.status, "Version 9.0.0" in told.out, "Much better." in told.out) == (0, True, True)
    assert terminal("updates", "check", "--json").data["version"] == "9.0.0"
    target = place.parent / "fetched"
    target.mkdir()
    assert terminal("updates", "fetch", str(target)).status == 0
    (got,) = target.iterdir()
    assert got.read_bytes() == (place / got.name).read_bytes()
    assert news(at).startswith("Version 9.0.0 is there. Much better. Nothing was fetched")


def test_from_an_address_through_the_guard_and_into_the_ledger(
    terminal: Terminal, at: paths.Places, place: Path, key: str
) -> None:
    before = ALLOWED.hosts()
    with served(place) as address:
        look_at(at, address, key)
        assert "Version 9.0.0" in terminal("updates", "check").out
        rows = LedgerAside(at).take()
    assert [(row.host, row.reason) for row in rows] == [
        ("127.0.0.1", "Looking for a new version"),
        ("127.0.0.1", "Looking for a new version"),
    ]
    assert ALLOWED.hosts() == before


def test_it_is_led_nowhere_else(
    terminal: Terminal, at: paths.Places, place: Path, key: str
) -> None:
    with served(place) as address:
        look_at(at, f"{address}/elsewhere", key)
        done = terminal("updates", "check")
    assert (done.status, "cannot be asked for updates" in done.err) == (1, True)
    rows = LedgerAside(at).take()
    assert ("elsewhere.example", "refused: no source of updates") in {
        (row.host, row.reason) for row in rows
    }


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("http://updates.example.com", "cannot be asked"),  # not encrypted
        ("ftp://updates.example.com", "use https://"),
        ("https://ana:secret@updates.example.com", "use https://"),
    ],
)
def test_a_place_that_is_not_safe_is_refused(
    terminal: Terminal, at: paths.Places, where: str, says: str
) -> None:
    look_at(at, where, "ab" * 32)
    done = terminal("updates", "check")
    assert (done.status, says in done.err) == (1, True)


def test_what_is_missing_there_is_said(terminal: Terminal, at: paths.Places, place: Path) -> None:
    with served(place) as address:
        look_at(at, address, "ab" * 32)
        done = terminal("updates", "check")
    assert "updates.json is not at" in done.err


def test_a_place_that_changed_its_hand_is_refused(
    terminal: Terminal, at: paths.Places, place: Path, key: str
) -> None:
    look_at(at, str(place), "ab" * 32)
    done = terminal("updates", "fetch", str(place.parent))
    assert (done.status, "not signed with the key" in done.err) == (1, True)
    with pytest.raises(UpdateRefused):
        news(at)


def test_a_policy_turns_them_off_for_good(
    terminal: Terminal, at: paths.Places, place: Path, key: str, tmp_path: Path
) -> None:
    look_at(at, str(place), key)
    (tmp_path / "policy.toml").write_text('[updates]\nplace = ""\n')
    (tmp_path / "policy.toml").chmod(0o644)
    assert "Updates are off" in terminal("updates", "check").err
    assert news(at) == ""
