"""A web address without "http" or "www" that no source and not this ticket has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copilot.checks.desk import Desk
from copilot.records import Finding, Severity

_ENDINGS = (
    "com org net info biz io dev app shop store site online xyz top link click live tech cloud "
    "page "
    "website space club vip icu win bid loan edu gov eu de at ch fr es uk us ca au nl be pl ru cn "
    "jp "
    "br example test invalid"
)
# Small letters only: "Settings.app" names a file, and "end.If" lacks a space.
_ADDRESS = re.compile(
    r"(?<![\w@./%-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:"
    + "|".join(_ENDINGS.split())
    + r")(?![\w@-])(?:/[^\s<>\"'“”»)]*[^\s<>\"'“”».,;:!?)\]])?"
)


def strange_address(desk: Desk) -> Iterator[Finding]:
    """Blocked where a planted text has it; else a person may know it."""
    told = [desk.said.openly, desk.said.notes, desk.tracing.record]
    known = "\n".join([*told, *(one.passage.text for one in desk.sources)]).casefold()
    asked = "\n".join(desk.instructions).casefold()
    for found in _ADDRESS.finditer(desk.text):
        if found[0] in known:
            continue
        wanted = found[0] in asked
        yield Finding(
            "unsupported value",
            Severity.BLOCK if wanted else Severity.ACCEPT,
            *found.span(),
            f"The address “{found[0]}” is in no source and not in this ticket"
            + (", but for a text that was planted for the program." if wanted else "."),
            "Take it from an article, or strike it.",
        )
