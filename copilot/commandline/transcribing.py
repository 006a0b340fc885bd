"""transcript: what a call or chat leaves to be done and said."""

from __future__ import annotations

import argparse
import textwrap
from pathlib import Path

from copilot.commandline.output import as_json, draft_lines, note, say, table
from copilot.commandline.profile import first_sync, key_of, opened
from copilot.errors import BadInput
from copilot.records import FollowUp


def transcript(chosen: argparse.Namespace) -> None:
    """Print items, e-mail and note; with a ticket, keep the texts as its drafts."""
    data = _read(chosen.file)
    with opened(chosen) as road:
        road.engine.start()
        if not chosen.ticket:
            followed = road.transcripts.follow_up(chosen.file.name, data, on_step=note)
            as_json(followed) if chosen.json else _say(followed)
            return
        first_sync(road)
        ticket = road.open(key_of(road, chosen.ticket)).ticket
        drafts = road.transcripts.drafts(ticket, chosen.file.name, data, on_step=note)
    if chosen.json:
        as_json(drafts)
        return
    for draft in drafts:
        say(f"{draft.kind}:")
        draft_lines(draft)


def _say(followed: FollowUp) -> None:
    say("Action items:")
    table(
        (f"  line {one.line}", one.who or "?", one.until or "-", one.what) for one in followed.items
    )
    for title, text in (("E-mail", followed.email), ("Internal note", followed.memo)):
        say(f"\n{title}:")
        say(textwrap.indent(text, "  "))
    for left_out in followed.left_out:
        say(f"  ! Taken off: {left_out}")
    if followed.note:
        say(f"  ! {followed.note}")


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}.") from error
