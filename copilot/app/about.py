"""What the program is on this machine, and what it is made of."""

from __future__ import annotations

import json
import re
from pathlib import Path

from copilot import __version__, settings_policy
from copilot import settings as settings_file
from copilot.errors import Bug
from copilot.model_files.catalogue import Catalogue, FileRole, load_catalogue
from copilot.paths import Places, shipped
from copilot.records import About, Component
from copilot.settings import Settings

SET = " · set by your organisation"
OWN = "Apache-2.0, © 2026 the authors of Support Copilot"


def about(at: Places) -> About:
    """Reads the settings and what is shipped; asks nobody. Raises BadInput and BrokenPolicy."""
    chosen, fixed = settings_file.load(at.settings), settings_file.locked()
    catalogue = load_catalogue()
    facts = (
        ("Version", __version__),
        ("Licence", OWN),
        *_model_files(chosen, catalogue, fixed),
        ("Your data", str(at.data)),
        ("Log", str(at.logs)),
        ("Updates", chosen.updates.place or "not looked for"),
        ("Set by your organisation", _fixed(fixed)),
    )
    return About(__version__, facts, components())


def components() -> tuple[Component, ...]:
    """What others made, from the lists that are shipped with the program."""
    folder = shipped("resources", "licences")
    listed = json.loads((folder / "sbom.cdx.json").read_text(encoding="utf-8"))["components"]
    notices = _notices((folder / "notices.txt").read_text(encoding="utf-8"))
    return tuple(_component(one, notices) for one in listed)


def _component(one: dict[str, object], notices: dict[str, str]) -> Component:
    name, version = str(one["name"]), str(one.get("version", ""))
    head = f"{name} {version}".rstrip()
    if head not in notices:
        raise Bug(f"there is no notice of {head}")
    licence, _, text = notices[head].partition("\n\n")
    return Component(name, version, licence, text.strip())


def _notices(text: str) -> dict[str, str]:
    """What stands below each head."""
    pieces = re.split(r"^=== ", text, flags=re.MULTILINE)[1:]
    return {head: below for head, _, below in (piece.partition("\n") for piece in pieces)}


def _model_files(
    chosen: Settings, catalogue: Catalogue, fixed: frozenset[str]
) -> list[tuple[str, str]]:
    wanted = (
        ("Model file", FileRole.GENERATION, "model_file"),
        ("Search", FileRole.EMBEDDING, "embedder"),
        ("Names", FileRole.NER, ""),
    )
    return [
        (what, _file(role, getattr(chosen, name, ""), catalogue) + (SET if name in fixed else ""))
        for what, role, name in wanted
    ]


def _file(role: FileRole, choice: str, catalogue: Catalogue) -> str:
    entries = {entry.id: entry for entry in catalogue.entry}
    if choice and choice not in entries:
        return f"{Path(choice).name}, none of the catalogue"
    entry = entries[choice] if choice else catalogue.reference(role)
    return f"{entry.title} · {entry.licence}"


def _fixed(names: frozenset[str]) -> str:
    return f"{', '.join(sorted(names))} ({settings_policy.policy_file()})" if names else "nothing"
