"""What a profile's doctor finds, and the support bundle, from the real parts."""

from __future__ import annotations

import getpass
import os
import platform
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from copilot import __version__
from copilot import settings as settings_file
from copilot.engine import Engine
from copilot.errors import ModelFileError, UserFacing
from copilot.helpdesk.contract import Reader
from copilot.model_files.catalogue import Catalogue, Entry, FileRole, load_catalogue
from copilot.model_files.choice import ChosenFolder, chosen_names, chosen_reranker
from copilot.model_files.verify import verified
from copilot.paths import Places
from copilot.pipeline import Road
from copilot.program_log import CRASHES, NAME, fault
from copilot.records import Prompt, RedactedText, RestoreMap
from copilot.settings import Settings
from copilot.support import sections
from copilot.support.hiding import hidden
from copilot.support.sections import Section

Tried = tuple[str, bool, str]  # what, does it work, what it said

HEAD = (
    "Support Copilot: how it is on this machine, for whoever helps you.",
    "It holds no text of any ticket, no name, no address, no password and no key.",
)


def model_files_tried(chosen: Settings, at: Places) -> list[Tried]:
    """Whether each model file that is needed is there and whole."""
    catalogue = load_catalogue()
    rows: list[Tried] = [
        (f"{FileRole(entry.role)} file", *_tried(entry, at.models))
        for entry in catalogue.entry
        if entry.reference
    ]
    if chosen.reranker:
        rows.append(
            (
                "reranker file",
                *_tried_folder(chosen_reranker, chosen.reranker, catalogue, at.models),
            )
        )
    if chosen.names_model:
        names = _tried_folder(chosen_names, chosen.names_model, catalogue, at.models)
        rows.append(("names file", *names))
    return rows


def parts_tried(engine: Engine, reader: Reader) -> Iterator[Tried]:
    """The parts that do the work, each once, for real."""
    short = Prompt("doctor", "1", "Answer with one word.", RedactedText("Say yes."), 4)
    parts: tuple[tuple[str, Callable[[], object]], ...] = (
        ("redaction", lambda: engine.redact(["Hello"], known=(), restore=RestoreMap())),
        ("search", lambda: engine.embed(["Hello"])),
        ("model file", lambda: engine.generate(short)),
        ("helpdesk", reader.account),
    )
    for name, work in parts:
        try:
            work()
        except UserFacing as error:
            yield name, False, str(error)
        else:
            yield name, True, "works"


def road_tried(road: Road, at: Places) -> list[Tried]:
    """The store, each part of the road once, and the audit chain."""
    broken = road.audit.broken()
    chain = ("audit chain", not broken, broken[0].why if broken else "whole")
    return [("store", True, str(at.store)), *parts_tried(road.engine, road.reader), chain]


def support_bundle(road: Road | None, at: Places, why: UserFacing | None = None) -> str:
    """How the program is, as a text that may leave the laptop; it takes some seconds.

    Without a road it says `why` there is none by the kind of the error alone.
    """
    chosen = settings_file.load(at.settings)
    tried = model_files_tried(chosen, at)
    tried += road_tried(road, at) if road else [("store", False, fault(why) if why else "closed")]
    parts = [
        Section("Support bundle", HEAD),
        sections.versions(__version__),
        sections.machine(at.data),
        sections.settings(chosen, settings_file.locked()),
        sections.results(tried),
        *(_of_road(road) if road else ()),
        sections.last_lines("Log", at.logs / NAME),
        sections.last_lines("Crashes of C code", at.logs / CRASHES),
    ]
    return hidden(sections.as_text(parts), _names(chosen, at)) + "\n"


def _of_road(road: Road) -> Iterator[Section]:
    state, knowledge = road.privacy.state(), road.knowledge.state()
    kept = [(one.kind.value, one.rows) for one in state.kept]
    views = [(f"tickets, {view.value}", count) for view, count in road.counts().items()]
    known = [
        ("folders of knowledge", len(knowledge.folders)),
        ("corrections", len(state.corrections)),
        ("audit rows", len(road.audit.rows())),
        ("in the outbox", len(road.outbox())),
    ]
    yield sections.counts([*views, *kept, *known])
    engine = road.engine.status()
    yield Section(
        "Engine",
        sections.named(
            (
                ("state", engine.state.value),
                ("kept off the network by", engine.wall or "not started"),
                ("tokens a second", f"{engine.tokens_per_second:.1f}"),
                ("store locked with", state.locked_by),
            )
        ),
    )


def _names(chosen: Settings, at: Places) -> dict[str, str]:
    """What is known of this person and place, by what stands for it."""
    first, *_ = [*chosen.agent_name.split(), ""]
    return {
        str(Path.home()): "[home]",
        str(at.data): "[data]",
        str(at.config): "[config]",
        str(at.models): "[models]",
        str(at.logs): "[logs]",
        _user(): "[user]",
        platform.node(): "[machine]",
        urlsplit(chosen.helpdesk_url).hostname or "": "[host]",
        chosen.agent_name: "[agent]",
        first: "[agent]",
        chosen.agent_email: "[e-mail]",
        chosen.team: "[team]",
        chosen.model_file: "[own model file]",
    }


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no name for this number, as in a container
        return os.environ.get("USER", "")


def _tried(entry: Entry, folder: Path) -> tuple[bool, str]:
    try:
        return True, str(verified(entry, folder))
    except ModelFileError as error:
        return False, str(error)


def _tried_folder(
    choose: Callable[[str, Catalogue, Path], ChosenFolder | None],
    choice: str,
    catalogue: Catalogue,
    folder: Path,
) -> tuple[bool, str]:
    try:
        found = choose(choice, catalogue, folder)
    except ModelFileError as error:
        return False, str(error)
    return True, str(found.folder if found else "")
