"""models, connect, doctor, eval: what this machine has and what it can do."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from tqdm import tqdm

from copilot import paths, settings
from copilot.app import profile
from copilot.app.egress import fetching
from copilot.app.support import model_files_tried, road_tried
from copilot.commandline.leaking import egress
from copilot.commandline.output import as_json, note, say, table
from copilot.commandline.profile import opened
from copilot.errors import BadInput, ModelFileError, StoreError
from copilot.model_files.catalogue import Catalogue, Entry, FileRole, load_catalogue
from copilot.model_files.choice import (
    check_choice,
    choose_folder,
    chosen_file,
    role_of,
)
from copilot.model_files.fetch import fetch
from copilot.model_files.gguf import read_header
from copilot.model_files.memory import check_memory, memory_need
from copilot.model_files.outside import Outside
from copilot.model_files.verify import verify
from copilot.settings import KnowledgeFolder

SETTINGS = {
    FileRole.GENERATION: "model_file",
    FileRole.EMBEDDING: "embedder",
    FileRole.RERANKER: "reranker",
    FileRole.NAMES: "names_model",
}
NO_RERANKER, NO_NAMES = "no-reranker", "no-names"


def models(chosen: argparse.Namespace) -> int:
    """List, fetch, verify or choose model files."""
    catalogue = load_catalogue()
    match chosen.action:
        case "list":
            return _list(catalogue, chosen)
        case "fetch":
            return _fetch(catalogue, chosen)
        case "verify":
            return _verify(catalogue, chosen)
        case _:
            return _use(catalogue, chosen)


def _wanted(catalogue: Catalogue, name: str) -> list[Entry]:
    return [catalogue.by_id(name)] if name else [e for e in catalogue.entry if e.reference]


def _list(catalogue: Catalogue, chosen: argparse.Namespace) -> int:
    places = paths.places(chosen.profile)
    states = _states(catalogue, settings.load(places.settings), places.models)
    if chosen.json:
        as_json(
            [
                msgspec.to_builtins(e)
                | {"present": states[e.id] != "-", "chosen": states[e.id] == "chosen"}
                for e in catalogue.entry
            ]
        )
        return 0
    table(
        (
            states[e.id],
            e.id,
            e.role,
            f"{e.size / 1e6:,.0f} MB",
            f"{e.min_ram / 1e9:.0f} GB RAM",
            e.licence,
            ", ".join(e.languages).replace("*", "many languages"),
            e.title + (" (not tried by us)" if e.untested else ""),
        )
        for e in catalogue.entry
    )
    for name in states.keys() - {entry.id for entry in catalogue.entry}:
        say(f"{states[name]}  {name} (your own)")
    return 0


def _states(catalogue: Catalogue, present: settings.Settings, folder: Path) -> dict[str, str]:
    """ "-", "here" or "chosen" for each id, and "chosen" or "missing" for paths of one's own."""
    states = {
        e.id: "here" if paths.model_place(folder, e.file).exists() else "-" for e in catalogue.entry
    }
    for role in FileRole:
        name = getattr(present, SETTINGS[role]) if role in SETTINGS else ""
        references = [e.id for e in catalogue.entry if e.role is role and e.reference]
        for chosen in [name] if name else references:
            if chosen not in states:
                states[chosen] = "chosen" if Path(chosen).exists() else "missing"
            elif states[chosen] == "here":
                states[chosen] = "chosen"
    return states


def _fetch(catalogue: Catalogue, chosen: argparse.Namespace) -> int:
    places = paths.places(chosen.profile)
    wanted = _wanted(catalogue, chosen.name)
    with fetching(wanted, catalogue, places) as outside:
        for entry in wanted:
            path = _fetched(entry, places.models, outside)
            note(f"{entry.title}: {path}")
    return 0


def _fetched(entry: Entry, folder: Path, outside: Outside) -> Path:
    with tqdm(desc=entry.id, total=entry.size, unit="B", unit_scale=True, disable=None) as shown:

        def advance(done: int, total: int) -> None:
            shown.update(done - shown.n)

        return fetch(entry, folder, outside=outside, on_progress=advance)


def _verify(catalogue: Catalogue, chosen: argparse.Namespace) -> int:
    folder = paths.places(chosen.profile).models
    faults = []
    for entry in _wanted(catalogue, chosen.name):
        try:
            say(f"{entry.id}: right ({verify(entry, folder)})")
        except ModelFileError as error:
            faults.append(error)
            note(f"{entry.id}: {error}")
    return 1 if faults else 0


def _use(catalogue: Catalogue, chosen: argparse.Namespace) -> int:
    if not chosen.name:
        raise BadInput(
            "Name a GGUF file, a folder for search, an id that `support-copilot models list` "
            f"shows, {NO_RERANKER} or {NO_NAMES}."
        )
    places = paths.places(chosen.profile)
    present = settings.load(places.settings)
    if chosen.name == NO_RERANKER:
        settings.save(msgspec.structs.replace(present, reranker=""), places.settings)
        say("From the next start on, what is found is not ranked a second time.")
        return 0
    if chosen.name == NO_NAMES:
        settings.save(msgspec.structs.replace(present, names_model=""), places.settings)
        say("From the next start on, names are found without further files.")
        return 0
    role = role_of(chosen.name, catalogue)
    if role in {FileRole.EMBEDDING, FileRole.RERANKER, FileRole.NAMES}:
        return _use_folder(catalogue, chosen.name, role, places, present)
    choice = check_choice(chosen.name, catalogue, places.models)
    file = chosen_file(choice, catalogue, places.models)
    need = memory_need(read_header(file.path), present.context_tokens)
    tight = check_memory(need, file.title)
    settings.save(msgspec.structs.replace(present, model_file=choice), places.settings)
    say(f"From the next start on: {file.title}")
    say(f"What it changes before that: support-copilot eval assist --model {chosen.name}")
    if tight:
        note(tight)
    return 0


def _use_folder(
    catalogue: Catalogue,
    name: str,
    role: FileRole,
    places: paths.Places,
    present: settings.Settings,
) -> int:
    choice = choose_folder(name, catalogue, places.models)
    fresh = msgspec.structs.replace(present, **{SETTINGS[role]: choice})
    settings.save(fresh, places.settings)
    say(f"From the next start on, for {role}: {choice}")
    if role is FileRole.EMBEDDING and choice != present.embedder:
        say("The knowledge is embedded anew in the background; until then the earlier files serve.")
    return 0


def connect(chosen: argparse.Namespace) -> int:
    """Keep the helpdesk's address in the settings and its token in the keyring, after trying it."""
    places = paths.places(chosen.profile)
    present = settings.load(places.settings)
    if chosen.helpdesk == "demo":
        fresh = msgspec.structs.replace(present, helpdesk="demo", helpdesk_url="")
        settings.save(fresh, places.settings)
        say("The demo desk it is.")
        return 0
    url = chosen.url or (present.helpdesk_url if "helpdesk_url" in settings.locked() else "")
    if not url:
        raise BadInput("Give the helpdesk's address, such as https://rt.example.com.")
    token = getpass.getpass("Token: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
    fresh = msgspec.structs.replace(
        settings.suggested(present, team=urlsplit(url).hostname or url),
        helpdesk="rt",
        helpdesk_url=url.rstrip("/"),
        knowledge=tuple(KnowledgeFolder(str(Path(f).resolve())) for f in chosen.knowledge)
        or present.knowledge,
    )
    person = profile.connect(places, fresh, token)
    say(f"Connected as {person.name} <{person.email}>. `support-copilot sync` reads the tickets.")
    return 0


def doctor(chosen: argparse.Namespace) -> int:
    """Look at model files, store and engine; exit status 1 when something is not in place."""
    if chosen.egress:
        return egress(chosen)
    places = paths.places(chosen.profile)
    rows = model_files_tried(settings.load(places.settings), places)
    try:
        with opened(chosen) as road:
            rows += road_tried(road, places)
    except StoreError as error:
        rows.append(("store", False, str(error)))
    if chosen.json:
        as_json([{"what": what, "right": right, "detail": text} for what, right, text in rows])
    else:
        for what, right, text in rows:
            say(f"{'ok ' if right else 'NOT'}  {what:22}  {text}")
    return 0 if all(right for _, right, _ in rows) else 1
