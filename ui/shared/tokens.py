"""The colours of the window by meaning, read from resources/themes."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields

from copilot.paths import shipped


@dataclass(frozen=True, slots=True)
class Tokens:
    """One colour for each meaning, as "#rrggbb"."""

    background: str  # behind everything
    panel: str  # surfaces with text
    line: str  # hairlines
    control_line: str  # borders of controls
    ink: str  # text
    muted: str  # second text; still readable at 4.5 contrast
    faint: str  # hints only
    accent: str
    accent_text: str  # text on accent
    accent_off: str  # the main button while it is shut
    accent_off_text: str
    selection: str
    chip: str
    note: str  # internal notes and internal sources
    note_line: str
    supported: str
    supported_fill: str
    warning: str
    warning_fill: str
    danger: str
    danger_fill: str
    personal: str  # underline of personal data


def read_tokens(name: str) -> Tokens:
    """The colours of "light" or "dark"."""
    text = shipped("resources", "themes", f"{name}.toml").read_text(encoding="utf-8")
    return Tokens(**tomllib.loads(text))


def style_sheet(template: str, tokens: Tokens) -> str:
    """The template with every @name replaced; longer names first, as one may begin another."""
    names = sorted((field.name for field in fields(tokens)), key=len, reverse=True)
    for name in names:
        template = template.replace(f"@{name}", getattr(tokens, name))
    return template
