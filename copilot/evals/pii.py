"""Redactors side by side on marked texts: what they hide, what they miss, how fast they are."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import msgspec

from copilot.evals.pii_counts import ALL, Counts, Hidden, Text, count
from copilot.evals.pii_figures import Figure, Score, per_thousand, score
from copilot.evals.pii_files import Row
from copilot.evals.pii_labels import NEUTRAL, asked_type, plain

Hide = Callable[[Row], Sequence[Hidden]]
OURS = "ours"
PRESIDIO = "presidio's default"


class OfType(msgspec.Struct, frozen=True):
    """The figures of one type; precision is that of what was hidden as this type."""

    type: str
    characters: Score
    spans: Score


class FalseAlarms(msgspec.Struct, frozen=True):
    """Hidden spans that touch nothing marked."""

    count: int
    per_1000_words: Figure


class Measured(msgspec.Struct, frozen=True):
    """The figures of one redactor."""

    name: str
    characters: Score
    spans: Score
    by_type: tuple[OfType, ...]
    false_alarms: FalseAlarms
    seconds: float
    characters_per_second: float


class Report(msgspec.Struct, frozen=True):
    """What `support-copilot eval pii` prints."""

    rows: int
    characters: int
    words: int
    labels_asked: dict[str, int]
    labels_neutral: dict[str, int]  # neither asked for nor counted against
    labels_unknown: dict[str, int]  # left out of scoring in the same way
    measured: tuple[Measured, ...]
    times_as_fast: float | None = None  # the first against the second, text by text in turns


def measure(
    rows: Sequence[Row],
    redactors: Mapping[str, Hide],
    *,
    clock: Callable[[], float] = time.perf_counter,
    on_row: Callable[[], None] = lambda: None,
) -> Report:
    """Every redactor on every text, one after the other on the same text."""
    texts: dict[str, list[Text]] = {name: [] for name in redactors}
    seconds = dict.fromkeys(redactors, 0.0)
    for row in rows:
        for name, hide in redactors.items():
            begun = clock()
            hidden = hide(row)
            seconds[name] += clock() - begun
            texts[name].append(count(row, hidden))
        on_row()
    length = sum(len(row.text) for row in rows)
    measured = tuple(_measured(name, rows, texts[name], seconds[name]) for name in redactors)
    used = Counter(plain(span.label) for row in rows for span in row.spans)
    asked = {label: n for label, n in used.items() if asked_type(label)}
    neutral = {label: n for label, n in used.items() if label in NEUTRAL}
    unknown = {label: n for label, n in used.items() if label not in asked | neutral}
    speeds = [one.characters_per_second for one in measured]
    return Report(
        len(rows),
        length,
        sum(_words(row) for row in rows),
        dict(sorted(asked.items())),
        dict(sorted(neutral.items())),
        dict(sorted(unknown.items())),
        measured,
        round(speeds[0] / speeds[1], 3) if len(speeds) == 2 and all(speeds) else None,
    )


def lines(report: Report) -> str:
    """For people."""
    out = [f"{report.rows} texts, {report.characters} characters, {report.words} words"]
    for title, labels in (
        ("Neither asked for nor counted against", report.labels_neutral),
        ("Labels that are not known, left out", report.labels_unknown),
    ):
        if labels:
            out.append(f"{title}: {', '.join(f'{k} {n}' for k, n in labels.items())}")
    for one in report.measured:
        out += ["", f"{one.name}; 95 % intervals", _row("", "recall", "precision", "F2")]
        out += [_scored("characters", one.characters), _scored("spans", one.spans)]
        out += [_scored(f"  {each.type}", each.characters) for each in one.by_type]
        alarms = one.false_alarms
        out.append(f"false alarms: {alarms.count}, {_figure(alarms.per_1000_words)} in 1,000 words")
        out.append(f"{one.characters_per_second:,.0f} characters/s")
    if report.times_as_fast is not None:
        out += ["", f"{report.times_as_fast:.2f} times as fast as {PRESIDIO}"]
    return "\n".join(out)


def _measured(name: str, rows: Sequence[Row], texts: Sequence[Text], seconds: float) -> Measured:
    kinds = sorted({kind for text in texts for kind in text.characters} - {ALL})
    groups = [row.group or row.id for row in rows]
    alarms = [text.false_alarms for text in texts]
    return Measured(
        name,
        _score(groups, [text.characters for text in texts], ALL),
        _score(groups, [text.spans for text in texts], ALL),
        tuple(
            OfType(
                kind,
                _score(groups, [text.characters for text in texts], kind),
                _score(groups, [text.spans for text in texts], kind),
            )
            for kind in kinds
        ),
        FalseAlarms(sum(alarms), per_thousand(groups, alarms, [_words(row) for row in rows])),
        round(seconds, 4),
        round(sum(len(row.text) for row in rows) / seconds, 1) if seconds > 0 else 0.0,
    )


def _score(groups: Sequence[str], counts: Sequence[Mapping[str, Counts]], kind: str) -> Score:
    return score(
        [(group, one[kind]) for group, one in zip(groups, counts, strict=True) if kind in one]
    )


def _words(row: Row) -> int:
    return len(row.text.split())


def _scored(title: str, one: Score) -> str:
    return _row(title, *(_figure(each) for each in (one.recall, one.precision, one.f2)))


def _figure(one: Figure | None) -> str:
    return "-" if one is None else f"{one.value:.3f} [{one.low:.3f}, {one.high:.3f}]"


def _row(title: str, *cells: str) -> str:
    return (f"{title:14}" + "".join(f"{cell:24}" for cell in cells)).rstrip()
