"""The settings of a profile: one typed class, each field with its default and a sentence."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import tomli_w

from copilot import settings_policy
from copilot.errors import BadInput, SetByOrganisation
from copilot.settings_policy import Table


def _says(sentence: str) -> msgspec.Meta:
    return msgspec.Meta(description=sentence)


class KnowledgeFolder(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A folder whose files are read into the knowledge."""

    path: Annotated[str, _says("The folder.")]
    kind: Annotated[
        Literal["article", "macro"], _says("Articles, or macros: answers that are kept ready.")
    ] = "article"
    scope: Annotated[
        Literal["public", "internal"], _says("Whether customers may be told what it says.")
    ] = "public"
    team: Annotated[str, _says("The only team that may see it; empty for everybody.")] = ""


class CategoryWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One category of the team's own list, for triage."""

    name: Annotated[str, _says("As the team calls it.")]
    words: Annotated[
        tuple[str, ...], _says("Words that show it, with * for any ending; may be empty.")
    ] = ()


def _days(sentence: str) -> msgspec.Meta:
    return msgspec.Meta(ge=0, le=3650, description=f"{sentence} 0: until deleted by hand.")


class TeamTool(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way to rewrite that the team made for itself."""

    name: Annotated[str, _says("What the menu says.")]
    instruction: Annotated[
        str, _says("How to rewrite, as the end of a sentence: “as a list of short steps”.")
    ]
    where: Annotated[Literal["reply", "note", "everywhere"], _says("Where it is offered.")] = (
        "everywhere"
    )


class Retention(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """For how many days each kind of data is kept."""

    tickets: Annotated[int, _days("Days a closed ticket is kept after its last change.")] = 365
    drafts: Annotated[int, _days("Days a draft that was never sent is kept.")] = 90
    sent: Annotated[int, _days("Days the text of what was sent is kept.")] = 365
    traces: Annotated[int, _days("Days the traces of the model's work are kept.")] = 30
    questions: Annotated[int, _days("Days questions without an answer are kept.")] = 180
    ledger: Annotated[int, _days("Days the ledger of hosts is kept.")] = 365


class Updates(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where to look for newer versions; nothing is looked for without a place."""

    place: Annotated[
        str, _says("Folder or https address with the list of versions; empty: never look.")
    ] = ""
    key: Annotated[
        str, _says("Public Ed25519 key, 64 hexadecimal digits, that signs the list.")
    ] = ""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a person or their IT department may choose."""

    helpdesk: Annotated[
        Literal["demo", "rt"], _says("Which helpdesk: the demo desk or Request Tracker.")
    ] = "demo"
    helpdesk_url: Annotated[
        str, _says("Address of the helpdesk, such as https://rt.example.com.")
    ] = ""
    team: Annotated[str, _says("Name of the team, shown in the title.")] = "Nordlicht Outdoor"
    agent_name: Annotated[str, _says("Your name as the helpdesk knows it.")] = "Anna Lindqvist"
    agent_email: Annotated[str, _says("Your e-mail address in the helpdesk.")] = (
        "anna@nordlicht.example"
    )
    signature: Annotated[str, _says("Last lines of a reply; empty for your first name.")] = ""
    knowledge: Annotated[
        tuple[KnowledgeFolder, ...],
        _says("Folders of articles and macros; the demo desk brings its own."),
    ] = ()
    teams: Annotated[
        tuple[str, ...], _says("Teams you belong to; knowledge of other teams is not shown to you.")
    ] = ()
    categories: Annotated[
        tuple[CategoryWords, ...],
        _says("Categories the team sorts tickets into; the demo desk brings its own."),
    ] = ()
    tools: Annotated[
        tuple[TeamTool, ...], _says("Ways to rewrite that the team made for itself.")
    ] = ()
    embedder: Annotated[
        str,
        _says("Embedding files, as an id of the catalogue or a folder; empty: the reference."),
    ] = ""
    reranker: Annotated[
        str, _says("Reranking files, as an id of the catalogue or a folder; empty: none.")
    ] = ""
    names_model: Annotated[
        str, _says("Files that find names besides the usual ones, as a folder; empty: none.")
    ] = ""
    model_file: Annotated[
        str, _says("Path of your own GGUF model file; empty for the reference model file.")
    ] = ""
    context_tokens: Annotated[
        int,
        msgspec.Meta(
            ge=2048, le=131072, description="Longest prompt and answer together, in tokens."
        ),
    ] = 8192
    sync_seconds: Annotated[
        int, msgspec.Meta(ge=15, le=3600, description="Time between two looks at the helpdesk.")
    ] = 60
    undo_seconds: Annotated[
        int, msgspec.Meta(ge=0, le=600, description="How long an approved reply can be taken back.")
    ] = 10
    approval_days: Annotated[
        int,
        msgspec.Meta(
            ge=1, le=90, description="Days after which an approval that still waits is not sent."
        ),
    ] = 7
    policy_file: Annotated[
        str, _says("The signed file with your team's policy for replies; empty: none.")
    ] = ""
    policy_key: Annotated[
        str, _says("Public key, 64 hex digits, that the policy file must be signed with.")
    ] = ""
    retention: Annotated[Retention, _says("How long each kind of data is kept.")] = Retention()
    updates: Annotated[Updates, _says("Where to look for newer versions; off by default.")] = (
        Updates()
    )
    lock_minutes: Annotated[
        int,
        msgspec.Meta(
            ge=0, le=480, description="Minutes without a key or click until it locks; 0: never."
        ),
    ] = 15
    theme: Annotated[
        Literal["system", "light", "dark"], _says("Light, dark, or as the system.")
    ] = "system"


def load(path: Path) -> Settings:
    """The settings in a TOML file, or the defaults; the organisation's policy lies over them.

    Raises BadInput naming the field, and BrokenPolicy.
    """
    policy, own = _policy(), _own(path)
    _convert(own, path)  # a mistake below the policy shall not wait until the policy is gone
    return msgspec.convert(settings_policy.laid_over(own, policy), Settings)


def save(settings: Settings, path: Path) -> None:
    """Write what differs from the defaults; the file is replaced whole or not at all.

    What the policy sets is not written: there the file keeps what the person chose before. Raises
    SetByOrganisation for another value than the policy's.
    """
    require_open(settings)
    defaults = msgspec.to_builtins(Settings())
    chosen = {k: v for k, v in msgspec.to_builtins(settings).items() if v != defaults[k]}
    kept = settings_policy.put_back(chosen, _own(path), _policy())
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_text(tomli_w.dumps(kept), encoding="utf-8")
    fresh.replace(path)


def locked() -> frozenset[str]:
    """Names of the settings that the organisation's policy sets, such as "retention.tickets"."""
    return settings_policy.locked(_policy())


def suggested(settings: Settings, **values: str) -> Settings:
    """These values where the organisation has not set others."""
    fixed = locked()
    free = {name: value for name, value in values.items() if name not in fixed}
    return msgspec.structs.replace(settings, **free)


def require_open(settings: Settings) -> None:
    """Raises SetByOrganisation where these settings differ from the policy."""
    if name := settings_policy.changed(msgspec.to_builtins(settings), _policy()):
        raise SetByOrganisation(
            f"“{name}” is set by your organisation ({settings_policy.policy_file()}) and cannot be "
            "changed here. Nothing was changed. Ask whoever looks after this machine."
        )


def _policy() -> Table:
    """The policy, each of its fields one that these settings have. Raises BrokenPolicy."""
    file = settings_policy.policy_file()
    policy = settings_policy.read_policy(file)
    try:
        whole = msgspec.convert(policy, Settings)
    except msgspec.ValidationError as error:
        raise settings_policy.broken(file, f"has a mistake: {error}") from error
    return _of(policy, msgspec.to_builtins(whole))


def _of(named: Table, whole: Table) -> Table:
    """Of the whole table what the other one names; so a folder in a list has all its fields."""
    return {
        name: _of(value, whole[name]) if isinstance(value, dict) else whole[name]
        for name, value in named.items()
    }


def _own(path: Path) -> Table:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        why = (
            "it is not UTF-8 text; save it as that, or remove it"
            if isinstance(error, UnicodeDecodeError)
            else error.strerror
        )
        raise BadInput(f"The settings file {path} cannot be read: {why}.") from error
    except tomllib.TOMLDecodeError as error:
        raise _mistake(path, error) from error


def _convert(own: Table, path: Path) -> None:
    try:
        msgspec.convert(own, Settings)
    except msgspec.ValidationError as error:
        raise _mistake(path, error) from error


def _mistake(path: Path, error: Exception) -> BadInput:
    return BadInput(
        f"The settings file {path} has a mistake: {error}. Correct it or remove the file."
    )


def sentences() -> dict[str, str]:
    """Each field's sentence, for the dialog and the help."""
    info = msgspec.json.schema(Settings)["$defs"]["Settings"]["properties"]
    return {name: field["description"] for name, field in info.items()}
