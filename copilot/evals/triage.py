"""Reasons to escalate on labelled messages: recall and precision for each kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from copilot.evals.rows import read_rows
from copilot.evals.shares import Share
from copilot.records import EscalationKind

FindKinds = Callable[[str], set[EscalationKind]]


class Labelled(msgspec.Struct, frozen=True):
    """A message and why it should be escalated; no kinds: a benign one."""

    id: str
    text: str
    kinds: tuple[EscalationKind, ...]
    lang: str = ""


class Rate(msgspec.Struct, frozen=True):
    """A share with its counts and its 95 % interval (Wilson)."""

    value: float
    right: int
    all: int
    low: float
    high: float


class Kind(msgspec.Struct, frozen=True):
    """One kind of escalation, or all together."""

    kind: str
    recall: Rate
    precision: Rate


class Report(msgspec.Struct, frozen=True):
    """What `support-copilot eval triage` prints."""

    messages: int
    benign: int
    all: Kind
    benign_marked: Rate  # messages without a reason in which one was seen
    kinds: tuple[Kind, ...]
    missed: tuple[str, ...]  # "h012 legal threat"
    wrong: tuple[str, ...]


def read(path: Path) -> tuple[Labelled, ...]:
    """The lines of a JSONL file. Raises BadInput naming file and line."""
    return read_rows(path, Labelled)


def measure(labelled: Sequence[Labelled], find: FindKinds) -> Report:
    """Kind by kind: a message counts for each kind it is labelled or marked with."""
    found = [(one, find(one.text)) for one in labelled]
    benign = [kinds for one, kinds in found if not one.kinds]
    return Report(
        len(found),
        len(benign),
        _kind("all", found, set(EscalationKind)),
        _rate(sum(bool(kinds) for kinds in benign), len(benign)),
        tuple(_kind(kind.value, found, {kind}) for kind in EscalationKind),
        tuple(f"{one.id} {kind}" for one, kinds in found for kind in sorted({*one.kinds} - kinds)),
        tuple(f"{one.id} {kind}" for one, kinds in found for kind in sorted(kinds - {*one.kinds})),
    )


def lines(report: Report) -> str:
    """For people."""
    out = [f"{report.messages} messages, {report.benign} of them benign; 95 % intervals"]
    for one in (report.all, *report.kinds):
        out.append(f"{one.kind:18} recall {_said(one.recall):32} precision {_said(one.precision)}")
    out.append(f"{'benign, marked':18} {_said(report.benign_marked)}")
    out += [f"missed: {one}" for one in report.missed] + [f"wrong: {one}" for one in report.wrong]
    return "\n".join(out)


def _kind(
    name: str, found: Sequence[tuple[Labelled, set[EscalationKind]]], kinds: set[EscalationKind]
) -> Kind:
    asked = sum(len({*one.kinds} & kinds) for one, _ in found)
    marked = sum(len(seen & kinds) for _, seen in found)
    right = sum(len({*one.kinds} & seen & kinds) for one, seen in found)
    return Kind(name, _rate(right, asked), _rate(right, marked))


def _rate(right: int, all: int) -> Rate:
    low, high = Share(right, all).interval()
    return Rate(round(right / all, 4) if all else 0.0, right, all, round(low, 4), round(high, 4))


def _said(rate: Rate) -> str:
    return f"{rate.value:.3f} [{rate.low:.3f}, {rate.high:.3f}] {rate.right}/{rate.all}"
