"""What commands print: plain text for people, JSON for programs."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import msgspec

from copilot.commandline.plain import plain
from copilot.records import Draft, Finding, Severity, Summary, Terms


def as_json(record: object) -> None:
    """One JSON value on standard output."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(record), indent=2).decode() + "\n")


def say(text: str = "") -> None:
    """A line on standard output."""
    sys.stdout.write(plain(text) + "\n")


def note(text: str) -> None:
    """Progress and warnings, on standard error, so that output can be piped."""
    sys.stderr.write(plain(text) + "\n")


def when(moment: datetime) -> str:
    """Local time, to the minute."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def table(rows: Iterable[Sequence[str]]) -> None:
    """Columns of text; on a terminal the last one is cut to its width."""
    listed = [tuple(row) for row in rows]
    if not listed:
        return
    widths = [max(len(row[i]) for row in listed) for i in range(len(listed[0]) - 1)]
    room = max(20, shutil.get_terminal_size((100, 24)).columns - sum(widths) - 2 * len(widths))
    for row in listed:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        last = row[-1] if not sys.stdout.isatty() else _cut(row[-1], room)
        say("  ".join([*cells, last]).rstrip())


def _cut(text: str, room: int) -> str:
    return textwrap.shorten(text, room, placeholder="…")


def _with_words(what: str, words: str) -> str:
    return f"{what} “{words}”" if words else what


def summary_lines(summary: Summary) -> None:
    """A summary as the window shows it."""
    listed = [
        ("Wants", summary.wants.text),
        *(("Happened", line.text) for line in summary.happened),
        *(("Open", line.text) for line in summary.open),
        *(("Promised", line.text) for line in summary.promised),
        ("Next", summary.next_step.text),
        ("Mood", _with_words(summary.mood, summary.mood_words)),
        ("Urgency", _with_words(summary.urgency, summary.urgency_words)),
        *([("Note", summary.note)] if summary.note else []),
        *((fact.kind.capitalize(), fact.text) for fact in summary.facts),
    ]
    shown = ""
    for label, text in listed:
        first = label if label != shown else ""
        shown = label
        body = textwrap.wrap(text, 84) or ["-"]
        say(f"  {first:<10}{body[0]}")
        for more in body[1:]:
            say(f"  {'':<10}{more}")


def draft_lines(draft: Draft) -> None:
    """A draft, then what each sentence rests on, then what the checks found.

    Sources have the numbers that they have in the window.
    """
    numbers = draft.numbers
    say(textwrap.indent(draft.text, "  "))
    say()
    for sentence in draft.sentences:
        for evidence in sentence.evidence:
            internal = " (internal)" if evidence.scope == "internal" else ""
            said = textwrap.shorten(draft.text[sentence.start : sentence.end], 60, placeholder="…")
            quote = textwrap.shorten(evidence.quote, 90, placeholder="…")
            number = f"[{numbers[evidence.source]}] " if evidence.source in numbers else ""
            say(f"  “{said}”\n      {number}{evidence.title}{internal}: “{quote}”")
    if draft.note:
        say(f"  ! {draft.note}")
    for missing in draft.missing:
        say(f"  ? Nothing found for: {missing}")
    for finding in draft.findings:
        say(finding_line(draft, finding))


def terms_lines(terms: Terms) -> Iterator[str]:
    """Under what an approval would stand."""
    days = "1 day" if terms.days == 1 else f"{terms.days} days"
    yield f"The approval holds for {days} and can be taken back for {terms.undo_seconds} seconds."
    if terms.policy:
        yield f"It is given under {terms.policy}."
    for reason in terms.second:
        yield f"A second person has to sign: {reason}"
    if terms.hours:
        yield f"Replies go out {terms.hours}. {terms.held}".strip()
    if terms.refused:
        yield terms.refused


def finding_line(draft: Draft, finding: Finding) -> str:
    """One finding with its place and what to do."""
    marks = {Severity.BLOCK: "✗", Severity.ACCEPT: "!", Severity.NOTE: "·"}
    place = draft.text[finding.start : finding.end]
    where = f" “{textwrap.shorten(place, 60, placeholder='…')}”" if place else ""
    return f"  {marks[finding.severity]} {finding.text}{where} {finding.advice}"
