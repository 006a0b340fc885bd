"""A person in a draft whom neither the ticket nor an agent nor a source names."""

from __future__ import annotations

from collections.abc import Iterator

from copilot.checks.desk import Desk
from copilot.checks.forms import plain_text, words, written
from copilot.records import Finding, Severity


def unknown_person(desk: Desk) -> Iterator[Finding]:
    """Found by statistics, which may take a product for a person: somebody has to say."""
    places = list(desk.tracing.persons(desk.text))
    if not places:
        return
    sources = [f"{one.passage.title}\n{one.passage.text}" for one in desk.sources]
    said = plain_text("\n".join([desk.said.openly, desk.said.notes, desk.tracing.record, *sources]))
    for start, end in places:
        name = desk.text[start:end]
        pieces = [word for word, _, _ in words(name)]
        if all(f" {word} " in said for word in pieces):
            continue
        if not desk.tracing.published(written(name), name):
            yield Finding(
                "unknown person",
                Severity.ACCEPT,
                start,
                end,
                f"“{name}” seems to be a person who is neither in this ticket nor in a source.",
                "Strike the name, or accept it if it belongs here.",
            )
