"""Golden cases: what a draft for a demo ticket must cite, say and not say."""

from __future__ import annotations

from pathlib import Path

import msgspec

from copilot.errors import BadInput
from copilot.paths import shipped


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One ticket of the demo desk and what a good draft does with it; words in lower case."""

    ticket: str
    protects: str
    asks: tuple[str, ...]
    articles: tuple[str, ...]  # names of article files without .md; any one of them is right
    must_say: tuple[str, ...]  # "6 months|six months": one of them is enough
    must_not_say: tuple[str, ...]
    answerable: bool
    language: str = "en"


def load(path: Path | None) -> tuple[Case, ...]:
    """Cases in a JSON file, by default the shipped ones. Raises BadInput naming the mistake."""
    path = path or shipped("resources", "evals", "assist.json")
    try:
        return msgspec.json.decode(path.read_bytes(), type=tuple[Case, ...])
    except OSError as error:
        raise BadInput(f"The cases {path} cannot be read: {error.strerror}.") from error
    except msgspec.DecodeError as error:
        raise BadInput(f"The cases {path} have a mistake: {error}.") from error
