"""Commands that read tickets and work on one."""

from __future__ import annotations

from pathlib import Path

from copilot.commandline.arguments.command import Commands, command, handled_in, with_json
from copilot.records import QueueView

DEMO_TICKET = "4217"


def add(commands: Commands) -> None:
    """All of them."""
    window = command(
        commands,
        "open",
        handled_in("window", "open_ticket"),
        "a ticket in the window, by its address",
    )
    window.add_argument("address", help="support-copilot://ticket/4211")
    sync = command(
        commands, "sync", handled_in("looking", "sync"), "read what changed in the helpdesk"
    )
    with_json(sync)
    listed = command(
        commands, "list", handled_in("looking", "list_tickets"), "the tickets of a view"
    )
    listed.add_argument(
        "view", nargs="?", default="all", choices=[view.value for view in QueueView]
    )
    listed.add_argument("--search", default="", help="words in subject, requester or text")
    with_json(listed)
    show = command(commands, "show", handled_in("looking", "show"), "one ticket with its messages")
    show.add_argument("ticket", help="number of the ticket")
    with_json(show)
    for name, work, text in (
        ("summarise", handled_in("walking", "summarise"), "a structured summary of a ticket"),
        ("draft", handled_in("walking", "draft"), "a reply draft with a source for each sentence"),
    ):
        one = command(commands, name, work, text)
        one.add_argument("number", nargs="?", default="", metavar="TICKET")
        one.add_argument("--ticket", type=Path, metavar="FILE.json", help="a ticket in a file")
        one.add_argument("--knowledge", type=Path, metavar="DIR", help="a folder of articles")
        with_json(one)
    transcript = command(
        commands,
        "transcript",
        handled_in("transcribing", "transcript"),
        "action items, a follow-up e-mail and a note from a call or chat",
    )
    transcript.add_argument("file", type=Path, help="text, WebVTT (.vtt) or SubRip (.srt)")
    transcript.add_argument(
        "--ticket", default="", metavar="TICKET", help="keep e-mail and note as its drafts"
    )
    with_json(transcript)
    demo = command(
        commands, "demo", handled_in("walking", "demo"), "walk one demo ticket down the whole road"
    )
    demo.add_argument("number", nargs="?", default=DEMO_TICKET, metavar="TICKET")
    with_json(demo)
