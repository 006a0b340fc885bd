"""Commands that approve, send, and show what was done."""

from __future__ import annotations

from pathlib import Path

from copilot.commandline.arguments.command import Commands, command, handled_in, with_json


def add(commands: Commands) -> None:
    """All of them."""
    approve = command(
        commands, "approve", handled_in("sending", "approve"), "show what will be sent, and ask"
    )
    approve.add_argument("ticket", help="number of the ticket whose draft it is")
    approve.add_argument("--text", type=Path, metavar="FILE", help="send this text instead")
    approve.add_argument("--note", action="store_true", help="an internal note, not a reply")
    approve.add_argument("--status", choices=("open", "pending", "solved"), help="new status")
    approve.add_argument(
        "--attach", type=Path, action="append", default=[], metavar="FILE", help="add this file"
    )
    approve.add_argument(
        "--take-off", action="append", default=[], metavar="NAME", help="take this file off"
    )
    approve.add_argument(
        "--accept-findings", action="store_true", help="accept what the checks ask a person about"
    )
    approve.add_argument(
        "--request",
        type=Path,
        metavar="FILE",
        help="where a second person has to sign: save the request for them here",
    )
    outbox = command(
        commands, "outbox", handled_in("sending", "outbox"), "what was approved, and where it is"
    )
    outbox.add_argument("--take-back", metavar="ID", help="take an approved item back")
    outbox.add_argument(
        "--decide", nargs=2, metavar=("ID", "again|leave"), help="settle an unknown delivery"
    )
    with_json(outbox)
    send = command(
        commands, "send", handled_in("sending", "send"), "deliver what is approved and due"
    )
    with_json(send)
    audit = command(
        commands, "audit", handled_in("sending", "audit"), "the record of what was seen and sent"
    )
    audit.add_argument("action", choices=("verify", "show", "export"))
    audit.add_argument(
        "file", nargs="?", type=Path, help="where export writes, or an export for verify to check"
    )
    with_json(audit)
    text = "how drafts came to be, and what became of them"
    traces = commands.add_parser("traces", help=text, description=text)
    actions = traces.add_subparsers(title="actions", metavar="ACTION", required=True)
    shown = command(actions, "show", handled_in("tracing", "show"), "the steps of a ticket's draft")
    shown.add_argument("ticket", help="number of the ticket")
    shown.add_argument("--note", action="store_true", help="of its note, not of its reply")
    with_json(shown)
    export = command(
        actions,
        "export",
        handled_in("tracing", "export"),
        "all traces as OpenTelemetry spans, as JSON",
    )
    export.add_argument("file", type=Path, help="where to write them")
