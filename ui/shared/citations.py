"""The numbers of sources and messages, the same in the draft and in the right column."""

from __future__ import annotations

from copilot.records import Draft, Evidence, Ticket


def source_numbers(draft: Draft | None) -> dict[str, str]:
    """Label of each passage, best first, cited or not: {"passage:7": "1"}."""
    if draft is None:
        return {}
    names = [f"passage:{found.passage.id}" for found in draft.sources]
    names += [one.source for sentence in draft.sentences for one in sentence.evidence]
    passages = dict.fromkeys(name for name in names if name.startswith("passage:"))
    return {name: str(number) for number, name in enumerate(passages, start=1)}


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
