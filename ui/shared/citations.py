"""The numbers of sources and messages, the same in the draft and in the right column."""

from __future__ import annotations

from copilot.records import Draft, Evidence, Ticket


def source_numbers(draft: Draft | None) -> dict[str, str]:
    """Label of each passage, in the order of the draft's citations: {"passage:7": "1"}."""
    return {name: str(number) for name, number in draft.numbers.items()} if draft else {}


def message_numbers(ticket: Ticket) -> dict[str, str]:
    """Label of each message by its id: {"88": "m1"}, oldest first."""
    return {message.id: f"m{at}" for at, message in enumerate(ticket.messages, start=1)}


def evidence_label(evidence: Evidence, sources: dict[str, str], messages: dict[str, str]) -> str:
    """ "1" for a passage, "m2" for a message, "line 7" of a transcript."""
    kind, _, name = evidence.source.partition(":")
    if kind == "message":
        return messages.get(name, "m")
    if kind == "line":
        return f"line {name}"
    return sources.get(evidence.source, "")


def short(words: str, most: int) -> str:
    """The first words, at most so many characters, with … where something was cut."""
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    closing = "”" if line.endswith("”") else ""
    cut = line[: most - 2]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut else cut} …{closing}"
