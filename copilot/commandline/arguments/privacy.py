"""Commands about personal data: what is kept, how long, and redaction."""

from __future__ import annotations

from pathlib import Path

from copilot.commandline.arguments.command import Commands, command, handled_in, with_json


def add(commands: Commands) -> None:
    """All of them."""
    text = "what is kept of people, for how long, and locked with what"
    privacy = commands.add_parser("privacy", help=text, description=text)
    actions = privacy.add_subparsers(title="actions", metavar="ACTION", required=True)
    with_json(
        command(actions, "status", handled_in("privacy", "status"), "what is kept, and how long")
    )
    with_json(
        command(
            actions, "clear", handled_in("privacy", "clear"), "delete what is older than its time"
        )
    )
    delete = command(
        actions,
        "delete",
        handled_in("privacy", "delete"),
        "delete a customer everywhere, and report it",
    )
    delete.add_argument("person", metavar="PERSON", help="a name or an e-mail address")
    delete.add_argument("--yes", action="store_true", help="do not ask for the name once more")
    with_json(delete)
    command(
        actions,
        "change-key",
        handled_in("privacy", "change_key"),
        "encrypt the store under a new key",
    )
    phrase = command(
        actions,
        "passphrase",
        handled_in("privacy", "passphrase"),
        "ask for a passphrase from now on",
    )
    which = phrase.add_mutually_exclusive_group()
    which.add_argument("--file", type=Path, metavar="FILE", help="it stands in this file")
    which.add_argument("--remove", action="store_true", help="the keyring alone opens it again")
    _redacting(commands)


def _redacting(commands: Commands) -> None:
    redact = command(
        commands,
        "redact",
        handled_in("redacting", "redact"),
        "take personal data out of standard input",
    )
    redact.add_argument("--lang", default="", metavar="XX", help="its language, if it is short")
    redact.add_argument(
        "--record",
        type=Path,
        metavar="FILE.json",
        help="what is known: {requester: {name, email, phones, addresses, orders, accounts}, "
        "agents: [{name, email}], plain: [never hidden]}",
    )
    with_json(redact)
