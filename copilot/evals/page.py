"""The report of an evaluation: for people, as data, and as a page of Markdown."""

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
    lines = [f"{len(ours.grades)} cases, {_seconds(ours)}; {about.line()}", ""]
    lines += [_row(figure) for figure in ours.figures()]
    lines += ["", *(_bar_line(*row) for row in bar_rows(measured))]
    lines += ["", "Kinds of failure:"]
    lines += [f"{len(ids):4} {kind}: {', '.join(ids)}" for kind, ids in ours.failures().items()]
    if found:
        lines += ["", "Against the baseline (paired, 95 %):", *map(_change_line, found)]
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


def markdown(measured: Sequence[Measured], found: Sequence[Change], about: About) -> str:
    """The page that is kept beside the tests."""
    ours, failures = measured[0], measured[0].failures()
    return "\n".join(
        (
            "# Golden cases: what was measured",
            "",
            "Written by `support-copilot eval assist --simple --report`; not by hand.",
            "",
            f"{len(ours.grades)} cases, temperature 0, {about.line()}. {_seconds(ours)} for "
            "summary and draft. Intervals: 95 %, bootstrap over whole cases (Wilson where all are "
            "alike).",
            "",
            "## Bars",
            "",
            "| Bar | Limit | Measured | |",
            "|---|---|---|---|",
            *(
                f"| {name} | {limit} | {value:.3f} | {'met' if met else '**missed**'} |"
                for name, limit, value, met in bar_rows(measured)
            ),
            "",
            "## Figures",
            "",
            f"| Figure | {' | '.join(one.name for one in measured)} |",
            f"|---|{'---|' * len(measured)}",
            *_figure_rows(measured),
            "",
            "## Kinds of failure",
            "",
            "| Kind | Cases | Which |",
            "|---|---|---|",
            *(f"| {kind} | {len(ids)} | {', '.join(ids)} |" for kind, ids in failures.items()),
            "",
            *_change_page(found),
        )
    )


def bar_rows(measured: Sequence[Measured]) -> Iterator[tuple[str, str, float, bool]]:
    """(name, limit, value, met) of every bar that the cases say something about."""
    found = {figure.name: figure for figure in measured[0].figures()}
    for bar in BARS:
        if bar.figure in found:
            value = found[bar.figure].value
            yield bar.figure, _limit(bar), value, bar.met(value)
    others = {one.name: net_said(one.figures()) for one in measured}
    ours, theirs = net_said(measured[0].figures()), others.get(BIG_PROMPT)
    if ours is not None and theirs is not None:
        least = TIMES_THE_BIG_PROMPT * theirs
        yield "must say minus must not say", f"{least:.3f}, of the big prompt", ours, ours >= least


def _limit(bar: Bar) -> str:
    at_most = not bar.met(bar.limit + 1)
    return f"at most {bar.limit}" if at_most else f"at least {bar.limit}"


def _row(figure: Figure) -> str:
    interval = f"[{figure.low:.2f}, {figure.high:.2f}]"
    return f"{figure.value:6.3f}  {interval}  {figure.name} ({figure.right}/{figure.all})"


def _bar_line(name: str, limit: str, value: float, met: bool) -> str:
    return f"{'met   ' if met else 'MISSED'}  {value:.3f}  {name} ({limit})"


def _change_line(change: Change) -> str:
    fell = f"; fell: {', '.join(change.fell)}" if change.fell else ""
    worse = "REGRESSION " if change.regressed else ""
    interval = f"[{change.low:+.3f}, {change.high:+.3f}]"
    return f"{worse}{change.mean:+.3f} {interval} {change.figure} ({change.cases} cases{fell})"


def _figure_rows(measured: Sequence[Measured]) -> Iterator[str]:
    by_way = [{figure.name: figure for figure in one.figures()} for one in measured]
    for name in dict.fromkeys(name for way in by_way for name in way):
        cells = " | ".join(_cell(way.get(name)) for way in by_way)
        yield f"| {name} | {cells} |"


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return "none"
    counts = f"{figure.right} of {figure.all}"
    return f"{figure.value:.2f} [{figure.low:.2f}, {figure.high:.2f}] ({counts})"


def _change_page(found: Sequence[Change]) -> Iterator[str]:
    if not found:
        return
    yield from ("## Against the baseline before", "")
    yield from (f"- {_change_line(change)}" for change in found)
    yield ""


def _seconds(measured: Measured) -> str:
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
