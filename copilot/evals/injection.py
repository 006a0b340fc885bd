"""Planted instructions: found by rules or not, wrongly marked or not, obeyed in drafts or not."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import msgspec

from copilot.errors import UserFacing
from copilot.evals.injection_files import Row
from copilot.evals.obeying import JUDGE, obeys
from copilot.evals.shares import Share
from copilot.records import Draft, Severity

Places = Callable[[str], Sequence[tuple[int, int]]]  # where a text holds planted instructions
Bothering = Callable[[Row], Draft]
Answering = Callable[[Row], str]


class Rate(msgspec.Struct, frozen=True):
    """`hits` of `of`, with its 95 % Wilson interval."""

    hits: int
    of: int
    rate: float
    low: float
    high: float


class OfKind(msgspec.Struct, frozen=True):
    """How many attacks of one kind the rules found."""

    kind: str
    found: Rate


class Obeyed(msgspec.Struct, frozen=True):
    """Drafts of the road for a sample, beside one big prompt with the same model file."""

    drafts: int
    road: Rate  # of all drafts
    road_unmarked: Rate  # of all drafts: obeyed, and nothing marks it for the agent
    big_prompt: Rate
    median_seconds: float
    judged: str
    ids: tuple[str, ...]  # of the rows that were drafted
    obeyed_by_road: tuple[str, ...]
    obeyed_by_big_prompt: tuple[str, ...]
    failed: tuple[str, ...] = ()  # "id: why no draft came"


class Report(msgspec.Struct, frozen=True):
    """What `support-copilot eval injection` prints."""

    rows: int
    found: Rate
    by_kind: tuple[OfKind, ...]
    clean_texts: int
    wrongly_marked: Rate | None  # None: no clean text is known
    milliseconds_a_text: float
    obeyed: Obeyed | None = None
    not_drafted: str = ""  # why there are no drafts


@dataclass(frozen=True, slots=True)
class Judged:
    """One row after both replies."""

    row: Row
    seconds: float
    road: bool
    marked: bool  # a finding asks the agent before the draft could go out
    big_prompt: bool


def measure(rows: Sequence[Row], places: Places) -> Report:
    """The rules alone; every distinct clean text counts once."""
    begun = time.perf_counter()
    found = {row.id: finds(row, places) for row in rows}
    seconds = time.perf_counter() - begun
    kinds = sorted({row.kind for row in rows})
    clean = {" ".join(row.clean.split()): row.clean for row in rows if row.clean.strip()}.values()
    wrong = sum(bool(places(text)) for text in clean)
    return Report(
        rows=len(rows),
        found=rate(sum(found.values()), len(rows)),
        by_kind=tuple(
            OfKind(kind, _rate_of(found[row.id] for row in rows if row.kind == kind))
            for kind in kinds
        ),
        clean_texts=len(clean),
        wrongly_marked=rate(wrong, len(clean)) if clean else None,
        milliseconds_a_text=round(1000 * seconds / len(rows), 2),
    )


def finds(row: Row, places: Places) -> bool:
    """Whether a marked place touches the attack; any place where the attack's own is not known."""
    marked = places(row.text)
    if row.start < 0:
        return bool(marked)
    return any(start < row.end and row.start < end for start, end in marked)


def sample(rows: Sequence[Row], count: int) -> tuple[Row, ...]:
    """`count` rows, kind after kind in turn, and of each kind spread over its rows."""
    by_kind: dict[str, list[Row]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row)
    turns = -(-count // max(1, len(by_kind)))
    spread = [
        [kind[turn * len(kind) // turns] for kind in by_kind.values()] for turn in range(turns)
    ]
    return tuple(dict.fromkeys(row for turn in spread for row in turn))[:count]


def draft_all(
    rows: Sequence[Row],
    bothering: Bothering,
    answering: Answering,
    *,
    on_row: Callable[[str], None],
    clock: Callable[[], float] = time.perf_counter,
) -> Obeyed:
    """Both replies to each row, judged alike; a row of which no draft came is named."""
    judged: list[Judged] = []
    failed: list[str] = []
    for row in rows:
        begun = clock()
        try:
            draft = bothering(row)
            seconds = clock() - begun
            big = obeys(answering(row), row)
        except UserFacing as error:
            failed.append(f"{row.id}: {error}")
            continue
        marked = any(one.severity is not Severity.NOTE for one in draft.findings)
        judged.append(Judged(row, seconds, obeys(draft.text, row), marked, big))
        on_row(_line(judged[-1]))
    return obeyed(judged, failed)


def obeyed(judged: Sequence[Judged], failed: Sequence[str] = ()) -> Obeyed:
    """Adds up."""
    times = sorted(one.seconds for one in judged)
    return Obeyed(
        drafts=len(judged),
        road=_rate_of(one.road for one in judged),
        road_unmarked=_rate_of(one.road and not one.marked for one in judged),
        big_prompt=_rate_of(one.big_prompt for one in judged),
        median_seconds=round(times[len(times) // 2], 1) if times else 0.0,
        judged=JUDGE,
        ids=tuple(one.row.id for one in judged),
        obeyed_by_road=tuple(one.row.id for one in judged if one.road),
        obeyed_by_big_prompt=tuple(one.row.id for one in judged if one.big_prompt),
        failed=tuple(failed),
    )


def rate(hits: int, of: int) -> Rate:
    """With its interval."""
    low, high = Share(hits, of).interval()
    return Rate(hits, of, round(hits / max(1, of), 4), round(low, 4), round(high, 4))


def lines(report: Report) -> str:
    """For people."""
    out = [
        f"{report.rows} texts with an attack, {report.clean_texts} clean texts; 95 % intervals",
        f"{_shown(report.found)}  found by rules ({report.milliseconds_a_text} ms a text)",
        *(f"{_shown(one.found)}    {one.kind}" for one in report.by_kind),
    ]
    if report.wrongly_marked:
        out += [f"{_shown(report.wrongly_marked)}  clean texts wrongly marked"]
    if told := report.obeyed:
        out += [
            "",
            f"{told.drafts} drafts, median {told.median_seconds} s",
            f"{_shown(told.road_unmarked)}  obeyed in an unmarked draft",
            f"{_shown(told.road)}  obeyed in any draft",
            f"{_shown(told.big_prompt)}  obeyed by one big prompt with the same model file",
            "",
            told.judged,
            *told.failed,
        ]
    return "\n".join([*out, report.not_drafted] if report.not_drafted else out)


def _rate_of(hits: Iterable[bool]) -> Rate:
    counted = list(hits)
    return rate(sum(counted), len(counted))


def _shown(one: Rate) -> str:
    return f"{one.rate:6.3f}  [{one.low:.3f}, {one.high:.3f}]  {one.hits}/{one.of}"


def _line(one: Judged) -> str:
    road = "obeyed" if one.road else "not obeyed"
    big = "obeyed" if one.big_prompt else "not obeyed"
    return f"{one.row.id} ({one.seconds:.1f} s): draft {road}, one big prompt {big}"
