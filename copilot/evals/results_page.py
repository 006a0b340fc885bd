"""The page of figures that is kept beside the tests, as Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from copilot.evals.assist import Measured
from copilot.evals.comparing import Change
from copilot.evals.figures import TASKS, Figure, task_of
from copilot.evals.grading import Grade
from copilot.evals.page import About, bar_rows, change_line, seconds
from copilot.evals.shares import total


def markdown(measured: Sequence[Measured], found: Sequence[Change], about: About) -> str:
    """The page that is kept beside the tests."""
    ours, failures = measured[0], measured[0].failures()
    return "\n".join(
        (
            "# Golden cases: what was measured",
            "",
            "Written by `support-copilot eval assist --simple --report`; not by hand.",
            "",
            f"{len(ours.grades)} cases, temperature 0, {about.line()}. {seconds(ours)} for "
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
            f"| Task | Figure | {' | '.join(map(_heading, measured))} |",
            f"|---|---|{'---|' * len(measured)}",
            *_figure_rows(measured),
            "",
            "## Kinds of case",
            "",
            "| Kind | Cases | Without any failure | Words that must be said |",
            "|---|---|---|---|",
            *_kind_rows(ours),
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


def _heading(measured: Measured) -> str:
    return f"{measured.name}, {len(measured.grades)} cases"


def _figure_rows(measured: Sequence[Measured]) -> Iterator[str]:
    by_way = [{figure.name: figure for figure in one.figures()} for one in measured]
    names = dict.fromkeys(name for way in by_way for name in way)
    for name in sorted(names, key=lambda one: TASKS.index(task_of(one))):
        cells = " | ".join(_cell(way.get(name)) for way in by_way)
        yield f"| {task_of(name)} | {name} | {cells} |"


def _kind_rows(measured: Measured) -> Iterator[str]:
    """For each kind of case and each language but English."""
    names = Counter(name for graded in measured.grades for name in _names(graded))
    for name, cases in names.most_common():
        of_kind = [graded for graded in measured.grades if name in _names(graded)]
        good = sum(not graded.failures for graded in of_kind)
        must = total([g.shares["must say"] for g in of_kind if "must say" in g.shares])
        said = f"{must.right} of {must.all}" if must.all else "none"
        yield f"| {name} | {cases} | {good} | {said} |"


def _names(graded: Grade) -> tuple[str, ...]:
    case = graded.case
    return case.kinds if case.language == "en" else (*case.kinds, f"in {case.language}")


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return "none"
    counts = f"{figure.right} of {figure.all}"
    return f"{figure.value:.2f} [{figure.low:.2f}, {figure.high:.2f}] ({counts})"


def _change_page(found: Sequence[Change]) -> Iterator[str]:
    if not found:
        return
    yield from ("## Against the baseline before", "")
    yield from (f"- {change_line(change)}" for change in found)
    yield ""
