"""Commands about this machine: model files, helpdesk, state, updates."""

from __future__ import annotations

from pathlib import Path

from copilot.commandline.arguments.command import Commands, command, handled_in, with_json


def add(commands: Commands) -> None:
    """All of them."""
    models = command(
        commands, "models", handled_in("machine", "models"), "the model files on this machine"
    )
    models.add_argument("action", choices=("list", "fetch", "verify", "use"))
    models.add_argument("name", nargs="?", default="", help="an id of the list, or a path for use")
    with_json(models)
    connect = command(
        commands, "connect", handled_in("machine", "connect"), "work with your own helpdesk"
    )
    connect.add_argument("helpdesk", choices=("rt", "demo"))
    connect.add_argument("url", nargs="?", default="", help="such as https://rt.example.com")
    connect.add_argument("--knowledge", action="append", default=[], metavar="DIR")
    doctor = command(
        commands, "doctor", handled_in("machine", "doctor"), "look whether everything is in place"
    )
    doctor.add_argument(
        "--egress",
        action="store_true",
        help="try to leak in every way instead, and say what was refused",
    )
    with_json(doctor)
    bundle = command(
        commands,
        "support-bundle",
        handled_in("supporting", "bundle"),
        "how the program is on this machine, for whoever helps you; nothing of a ticket",
    )
    bundle.add_argument("file", nargs="?", type=Path, help="saved here, after it was shown")
    bundle.add_argument("--show", action="store_true", help="show it; without FILE save nothing")
    bundle.add_argument("--yes", action="store_true", help="do not show it and ask before saving")
    remove = command(
        commands,
        "remove-data",
        handled_in("removing", "remove_data"),
        "remove stores, settings, logs and keys of the profile from this machine",
    )
    remove.add_argument("--all", action="store_true", help="of every profile")
    remove.add_argument("--models", action="store_true", help="the model files fetched here too")
    remove.add_argument("--yes", action="store_true", help="do not ask")
    _updates(commands)


def _updates(commands: Commands) -> None:
    text = "newer versions, in the place that the settings name; nothing is installed"
    updates = commands.add_parser("updates", help=text, description=text)
    actions = updates.add_subparsers(title="actions", metavar="ACTION", required=True)
    check = command(
        actions, "check", handled_in("updating", "check"), "whether there is a newer version"
    )
    with_json(check)
    fetch = command(
        actions,
        "fetch",
        handled_in("updating", "fetch"),
        "fetch and prove its installer, for a person",
    )
    fetch.add_argument("folder", type=Path, help="where the installer is put")
    key = command(
        actions,
        "make-key",
        handled_in("updating", "make_key"),
        "a new key, for who gives versions out",
    )
    key.add_argument("file", type=Path, help="where the private key is written")
    sign = command(
        actions,
        "sign",
        handled_in("updating", "sign"),
        "write the signed list of a folder of installers",
    )
    sign.add_argument("folder", type=Path)
    sign.add_argument("--key", type=Path, required=True, metavar="FILE")
    sign.add_argument("--to", required=True, metavar="VERSION", help="such as 0.2.0")
    sign.add_argument("--notes", default="", help="what is new, in a sentence")
