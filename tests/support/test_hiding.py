"""What tells who and where is taken out, and what a helper needs is left."""

from __future__ import annotations

import pytest

from copilot.support.hiding import hidden

NAMES = {
    "/home/ana": "[home]",
    "/home/ana/.local/share/support-copilot/default": "[data]",
    "ana": "[user]",
    "Ana Ruiz": "[agent]",
    "rt.acme.example": "[host]",
    "": "[nothing]",
    "al": "[too short]",
}
GOES = {
    "the home folder": ("in /home/ana/x.gguf", "in [home]/x.gguf"),
    "a folder of it": (
        "/home/ana/.local/share/support-copilot/default/store.db",
        "[data]/store.db",
    ),
    "a name": ("of Ana Ruiz, agent", "of [agent], agent"),
    "in other letters": ("of ANA RUIZ", "of [agent]"),
    "the user alone": ("ana is signed in", "[user] is signed in"),
    "a host": ("rt.acme.example cannot be reached", "[host] cannot be reached"),
    "a host of a web address": ("GET https://other.example/x failed", "GET https://[host] failed"),
    "an address for mail": ("to dana.w+1@mail.example.com now", "to [e-mail] now"),
    "an address": ("from 10.1.2.3: no", "from [address]: no"),
    "a long address": ("from fe80:0:0:0:1:2:3:4 no", "from [address] no"),
    "somebody else's home": ("at /Users/eve/x", "at [home]/x"),
    "a home on Windows": (r"at C:\Users\Eve Miller\x", r"at [home] Miller\x"),
}
STAYS = {
    "a version of the system": "Linux 6.18.44-amd64",
    "a version of four numbers in a word": "lib1.2.3.4-5",
    "a sha256": "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    "a part of a word": "analyzer and banana",
    "a time": "2026-11-16 08:10:22,114",
    "two letters": "al of it",
}


@pytest.mark.parametrize(("text", "left"), GOES.values(), ids=GOES)
def test_what_goes(text: str, left: str) -> None:
    assert hidden(text, NAMES) == left


@pytest.mark.parametrize("text", STAYS.values(), ids=STAYS)
def test_what_stays(text: str) -> None:
    assert hidden(text, NAMES) == text
