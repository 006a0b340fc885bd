"""What an organisation sets for everybody on a machine; it lies over what a person chose."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from copilot.errors import BrokenPolicy

Table = dict[str, Any]

LINUX = Path("/etc/support-copilot/policy.toml")
MACOS = Path("/Library/Application Support/support-copilot/policy.toml")
OTHERS_MAY_WRITE = 0o022  # group and others


def policy_file() -> Path:
    """Where the policy of this machine is. No variable of a person's environment moves it."""
    if sys.platform == "win32":
        from platformdirs.windows import get_win_folder

        return Path(get_win_folder("CSIDL_COMMON_APPDATA")) / "support-copilot" / "policy.toml"
    return MACOS if sys.platform == "darwin" else LINUX


def read_policy(file: Path) -> Table:
    """The table in the file, {} where there is none. Raises BrokenPolicy."""
    try:
        text = file.read_text(encoding="utf-8")
        mode = file.stat().st_mode
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise broken(file, f"cannot be read: {error}") from error
    # On Windows the rights are access lists, which the mode does not show.
    if sys.platform != "win32" and mode & OTHERS_MAY_WRITE:
        raise broken(file, "can be changed by others than its owner (chmod 644 it)")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise broken(file, f"is no TOML: {error}") from error


def broken(file: Path, what: str) -> BrokenPolicy:
    """The refusal to start without what the organisation asked for."""
    return BrokenPolicy(
        f"The settings of your organisation, {file}, {what}. Nothing was opened or changed: the "
        "program does not start with less than they ask for. Tell whoever looks after this machine."
    )


def locked(policy: Table) -> frozenset[str]:
    """The names that are set there; those of a table with it: "retention.tickets"."""
    return frozenset(name for name, _ in _leaves(policy))


def laid_over(own: Table, policy: Table) -> Table:
    """A person's table with the policy over it; tables are merged, everything else replaced."""
    merged = dict(own)
    for name, value in policy.items():
        below = own.get(name)
        both = isinstance(value, dict) and isinstance(below, dict)
        merged[name] = laid_over(below, value) if both else value  # type: ignore[arg-type]
    return merged


def put_back(chosen: Table, own: Table, policy: Table) -> Table:
    """What to write for a person: what they chose, and under the policy what they had before."""
    kept = dict(chosen)
    for name, value in policy.items():
        kept.pop(name, None)
        if isinstance(value, dict):
            inner = put_back(_table(chosen, name), _table(own, name), value)
            kept |= {name: inner} if inner else {}
        elif name in own:
            kept[name] = own[name]
    return kept


def changed(chosen: Table, policy: Table) -> str:
    """The first name that is locked and has another value in a whole table; "" for none."""
    for name, value in _leaves(policy):
        found: Any = chosen
        for part in name.split("."):
            found = found[part]
        if found != value:
            return name
    return ""


def _leaves(table: Table, before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _table(above: Table, name: str) -> Table:
    found = above.get(name)
    return found if isinstance(found, dict) else {}
