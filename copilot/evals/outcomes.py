"""What the program came to for one ticket, as it is kept and graded."""

from __future__ import annotations

from pathlib import PurePosixPath

import msgspec

from copilot.records import Draft, Scope, Summary, Triage


class Cited(msgspec.Struct, frozen=True):
    """One stretch that a sentence rests on; the source by the name of its file, without ending."""

    source: str
    quote: str
    internal: bool = False


class Told(msgspec.Struct, frozen=True):
    """One sentence of a reply: reply[start:end]."""

    start: int
    end: int
    kind: str
    cited: tuple[Cited, ...] = ()


class Marked(msgspec.Struct, frozen=True):
    """What a check saw in reply[start:end], or in all of it when both are 0."""

    check: str
    severity: str
    start: int
    end: int


class Outcome(msgspec.Struct, frozen=True):
    """A reply with its evidence, a summary and what was suggested, names restored."""

    ticket: str
    reply: str
    told: tuple[Told, ...] = ()
    marked: tuple[Marked, ...] = ()
    missing: tuple[str, ...] = ()  # asks without knowledge, told to the agent
    summary: tuple[str, ...] = ()  # its lines, without the next step
    next_step: str = ""
    facts: tuple[str, ...] = ()  # read by rules
    escalations: tuple[str, ...] = ()
    seconds: float = 0.0
    failed: str = ""  # why there is no reply


def outcome(draft: Draft, summary: Summary, triage: Triage | None) -> Outcome:
    """From the records of the road; no triage: nothing was suggested."""
    names = {f"passage:{f.passage.id}": f.passage.source_id for f in draft.sources}
    told = tuple(
        Told(
            s.start,
            s.end,
            s.kind,
            tuple(
                Cited(
                    source_name(names.get(e.source, e.source)), e.quote, e.scope is not Scope.PUBLIC
                )
                for e in s.evidence
            ),
        )
        for s in draft.sentences
    )
    return Outcome(
        draft.ticket.id,
        draft.text,
        told,
        tuple(Marked(f.check, f.severity, f.start, f.end) for f in draft.findings),
        draft.missing,
        summary_lines(summary),
        summary.next_step.text,
        tuple(fact.text for fact in summary.facts),
        tuple(dict.fromkeys(e.kind for e in triage.escalations)) if triage else (),
    )


def summary_lines(summary: Summary) -> tuple[str, ...]:
    """The lines that tell what is so, without the facts."""
    lines = (summary.wants, *summary.happened, *summary.promised, *summary.open)
    return tuple(line.text for line in lines if line.text)


def source_name(source: str) -> str:
    """The file's name without its ending, as cases name articles."""
    return PurePosixPath(source).stem
