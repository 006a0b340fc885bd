"""remove-data: everything that the program keeps of a person, after one question."""

from __future__ import annotations

import argparse
import sys

from copilot.app.removing import plan, remove
from copilot.commandline.output import note, say


def remove_data(chosen: argparse.Namespace) -> int:
    """Remove it; status 1 when it was not confirmed."""
    wanted = plan(chosen.profile, everything=chosen.all, models=chosen.models)
    if not wanted.folders:
        say("There is nothing to remove.")
        return 0
    if not chosen.yes and not _confirmed([str(folder) for folder in wanted.folders]):
        note("Nothing was removed.")
        return 1
    done = remove(wanted)
    for folder in done.folders:
        say(f"removed  {folder}")
    say(f"removed  {done.secrets} secrets of the keyring")
    for sentence in done.stayed:
        say(sentence)
    return 0


def _confirmed(folders: list[str]) -> bool:
    for folder in folders:
        note(folder)
    note(
        "These folders go with all drafts, approvals and the audit chain in them, and the keys in "
        "the keyring. What waits in the outbox is not sent. The helpdesk is not changed."
    )
    sys.stderr.write("This cannot be undone. Type remove: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip() == "remove"
