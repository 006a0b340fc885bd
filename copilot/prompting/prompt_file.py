"""Reads a prompt file: front matter, fixed instructions, and the user's part."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from copilot.errors import BadInput

_PARTS = re.compile(
    r"\A---\n(?P<front>.*?)\n---\n(?P<system>.*?)\n=== user ===\n(?P<user>.*)\Z", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class PromptFile:
    """A prompt as it is kept in resources/prompts; `{ticket}` and other names stand for values."""

    name: str
    version: str
    owner: str  # who answers for it
    max_tokens: int
    seconds: float  # of work, after which its run is stopped
    system: str
    user: str
    schema: str  # JSON text; "" for free text
    sha256: str  # of the file, and of its schema file where it has one


def load_prompt(path: Path) -> PromptFile:
    """Reads resources/prompts/<name>.md and the schema file beside it that it names.

    Raises BadInput when a part is missing.
    """
    source = path.read_text("utf-8")
    found = _PARTS.match(source)
    if not found:
        raise BadInput(
            f"{path.name} needs front matter, instructions and a part after === user ==="
        )
    values = dict(_pair(line) for line in found["front"].splitlines() if line.strip())
    try:
        name, version, owner = values["name"], values["version"], values["owner"]
        max_tokens, seconds = int(values["max_tokens"]), float(values["seconds"])
    except (KeyError, ValueError) as problem:
        needed = "name, version, owner, max_tokens and seconds"
        raise BadInput(f"{path.name} needs {needed}: {problem}") from problem
    schema = _schema(path.parent / values["schema"]) if "schema" in values else ""
    digest = hashlib.sha256(f"{source}\0{schema}".encode()).hexdigest()
    user = found["user"].strip()
    return PromptFile(
        name=name,
        version=version,
        owner=owner,
        max_tokens=max_tokens,
        seconds=seconds,
        system=found["system"].strip(),
        user=user,
        schema=schema,
        sha256=digest,
    )


def load_prompts(folder: Path) -> dict[str, PromptFile]:
    """All prompt files of a folder by name."""
    return {file.name: file for file in map(load_prompt, sorted(folder.glob("*.md")))}


def _schema(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as problem:
        raise BadInput(f"The schema file {path} cannot be read: {problem.strerror}.") from problem


def _pair(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip(), value.strip()
