"""doctor --egress: tries to leak in every way, and says what was refused."""

from __future__ import annotations

import argparse

from copilot import paths, settings
from copilot.app.leaks import look_for_leaks
from copilot.commandline.output import as_json, note, say

WALLS = {
    "seccomp": "the kernel (seccomp) and a guard in Python",
    "sandbox": "the sandbox of macOS and a guard in Python",
    "python": "a guard in Python alone, which native code can walk around",
}


def egress(chosen: argparse.Namespace) -> int:
    """Exit status 1 when anything got out."""
    places = paths.places(chosen.profile)
    look = look_for_leaks(settings.load(places.settings), places)
    leaked = sum(not attempt.refused for attempt in look.attempts)
    if chosen.json:
        as_json(look)
        return 1 if leaked else 0
    for attempt in look.attempts:
        say(f"{'refused' if attempt.refused else 'LEAKED '}  {attempt.name}: {attempt.said}")
    say(f"{len(look.attempts) - leaked} of {len(look.attempts)} attempts were refused.")
    say(f"The engine process is kept off the network by {WALLS.get(look.wall, look.wall)}.")
    say(f"May be contacted: {', '.join(look.hosts) or 'nobody (the demo desk)'}.")
    note(
        "The window process has to reach the helpdesk. There the guard in Python is the only wall: "
        "it holds back the program and its Python libraries, not native code."
    )
    return 1 if leaked else 0
