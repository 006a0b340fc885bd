"""The report of an evaluation, for the terminal and as data."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from copilot.evals.assist import Measured
from copilot.evals.comparing import Change
from copilot.evals.figures import (
    BARS,
    TIMES_THE_BIG_PROMPT,
    Bar,
    Figure,
    figures,
    net_said,
)

BIG_PROMPT = "one big prompt"


@dataclass(frozen=True, slots=True)
class About:
    """What was measured, and when."""

    model: str
    prompts: Mapping[str, str]  # version by name
    day: date

    def line(self) -> str:
        prompts = ", ".join(f"{name} {version}" for name, version in sorted(self.prompts.items()))
        return f"{self.model}; prompts {prompts}; {self.day.isoformat()}"


def text(measured: Sequence[Measured], found: Sequence[Change], about: About) -> str:
    """For a terminal."""
    ours = measured[0]
    lines = [f"{len(ours.grades)} cases, {seconds(ours)}; {about.line()}", ""]
    lines += [_row(figure) for figure in ours.figures()]
    lines += ["", *(_bar_line(*row) for row in bar_rows(measured))]
    lines += ["", "Kinds of failure:"]
    lines += [f"{len(ids):4} {kind}: {', '.join(ids)}" for kind, ids in ours.failures().items()]
    if found:
        lines += ["", "Against the baseline (paired, 95 %):", *map(change_line, found)]
    return "\n".join(lines)


def as_data(
    measured: Sequence[Measured], found: Sequence[Change], about: About
) -> dict[str, object]:
    """For programs."""
    return {
        "model": about.model,
        "prompts": dict(about.prompts),
        "cases": len(measured[0].grades),
        "figures": {one.name: [_data(figure) for figure in one.figures()] for one in measured},
        "bars": [
            {"bar": name, "limit": limit, "value": value, "met": met}
            for name, limit, value, met in bar_rows(measured)
        ],
        "failures": dict(measured[0].failures()),
        "changes": [
            {
                "figure": one.figure,
                "mean": one.mean,
                "low": one.low,
                "high": one.high,
                "fell": one.fell,
                "regressed": one.regressed,
            }
            for one in found
        ],
    }


def bar_rows(measured: Sequence[Measured]) -> Iterator[tuple[str, str, float, bool]]:
    """(name, limit, value, met) of every bar that the cases say something about."""
    found = {figure.name: figure for figure in measured[0].figures()}
    for bar in BARS:
        if bar.figure in found:
            value = found[bar.figure].value
            yield bar.figure, _limit(bar), value, bar.met(value)
    for theirs in measured[1:]:
        if theirs.name == BIG_PROMPT:
            yield from _net_row(measured[0], theirs)


def _net_row(ours: Measured, theirs: Measured) -> Iterator[tuple[str, str, float, bool]]:
    """Over the cases that both have."""
    tickets = {graded.case.ticket for graded in theirs.grades}
    both = [graded for graded in ours.grades if graded.case.ticket in tickets]
    net, least = net_said(figures(both)), net_said(theirs.figures())
    if net is not None and least is not None:
        limit = TIMES_THE_BIG_PROMPT * least
        name = f"must say minus must not say ({len(both)} cases)"
        yield (
            name,
            f"at least {limit:.3f}, {TIMES_THE_BIG_PROMPT} of the big prompt",
            net,
            net >= limit,
        )


def _limit(bar: Bar) -> str:
    at_most = not bar.met(bar.limit + 1)
    return f"at most {bar.limit}" if at_most else f"at least {bar.limit}"


def _row(figure: Figure) -> str:
    interval = f"[{figure.low:.2f}, {figure.high:.2f}]"
    return f"{figure.value:6.3f}  {interval}  {figure.name} ({figure.right}/{figure.all})"


def _bar_line(name: str, limit: str, value: float, met: bool) -> str:
    return f"{'met   ' if met else 'MISSED'}  {value:.3f}  {name} ({limit})"


def change_line(change: Change) -> str:
    fell = f"; fell: {', '.join(change.fell)}" if change.fell else ""
    worse = "REGRESSION " if change.regressed else ""
    interval = f"[{change.low:+.3f}, {change.high:+.3f}]"
    return f"{worse}{change.mean:+.3f} {interval} {change.figure} ({change.cases} cases{fell})"


def seconds(measured: Measured) -> str:
    taken = [graded.came.seconds for graded in measured.grades]
    return f"median {statistics.median(taken):.1f} s a case" if taken else "no case"


def _data(figure: Figure) -> dict[str, object]:
    return {
        "figure": figure.name,
        "value": round(figure.value, 4),
        "right": figure.right,
        "all": figure.all,
        "cases": figure.cases,
        "interval": [round(figure.low, 4), round(figure.high, 4)],
    }
