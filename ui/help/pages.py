"""The help pages as they are shipped, each with its title."""

from __future__ import annotations

from dataclasses import dataclass

from copilot.paths import shipped

FIRST, SETTINGS = "getting-started.md", "settings.md"


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One page; `name` is its file's, `text` its Markdown."""

    name: str
    title: str
    text: str


def read_pages() -> tuple[HelpPage, ...]:
    """Every page: where to begin first, then by title."""
    files = shipped("resources", "help").glob("*.md")
    pages = [_page(path.name, path.read_text(encoding="utf-8")) for path in files]
    return tuple(sorted(pages, key=lambda page: (page.name != FIRST, page.title)))


def _page(name: str, text: str) -> HelpPage:
    return HelpPage(name, text.partition("\n")[0].removeprefix("# "), text)
