"""updates: whether there is a newer version, its installer, and how one is given out."""

from __future__ import annotations

import argparse
from datetime import date

from copilot import __version__, paths
from copilot.app.updates import fetch_newer, newer_version
from copilot.commandline.output import as_json, say
from copilot.updates import making

NONE = f"Nothing newer than {__version__} is there."


def check(chosen: argparse.Namespace) -> None:
    """Say whether there is a newer version."""
    found = newer_version(paths.places(chosen.profile))
    if chosen.json:
        as_json(found)
    elif found is None:
        say(NONE)
    else:
        say(f"Version {found.version} of {found.released} is there; this is {__version__}.")
        say(found.notes or "No notes came with it.")
        say("`support-copilot updates fetch FOLDER` fetches its installer; it installs nothing.")


def fetch(chosen: argparse.Namespace) -> None:
    """Put the installer of a newer version into a folder."""
    files = fetch_newer(paths.places(chosen.profile), chosen.folder)
    for file in files:
        say(f"{file}: as the signed list says. Install it when it suits you.")
    if not files:
        say(f"{NONE[:-1]} for this system.")


def make_key(chosen: argparse.Namespace) -> None:
    """Make a key for signing lists of versions."""
    say(f"Public key, for “updates.key”: {making.make_key(chosen.file)}")
    say(f"The private key is in {chosen.file}. Whoever has it can give versions out.")


def sign(chosen: argparse.Namespace) -> None:
    """Write the list of a folder of installers and sign it."""
    made = making.sign(
        chosen.folder, chosen.key, version=chosen.to, notes=chosen.notes, today=date.today()
    )
    for file in made.files:
        say(f"{file.system:8}{file.size:>14,}  {file.name}")
    say(f"Version {made.version} is signed in {chosen.folder}.")
