"""Summaries as people read them."""

from __future__ import annotations

from dataclasses import replace

from copilot.records import RestoreMap, Summary, SummaryLine
from copilot.redaction.placeholders import restore


def with_names(summary: Summary, names: RestoreMap) -> Summary:
    """The summary with each placeholder replaced by what it stands for."""

    def line(one: SummaryLine) -> SummaryLine:
        return replace(one, text=restore(one.text, names))

    return replace(
        summary,
        wants=line(summary.wants),
        happened=tuple(map(line, summary.happened)),
        open=tuple(map(line, summary.open)),
        next_step=line(summary.next_step),
        promised=tuple(map(line, summary.promised)),
        urgency_words=restore(summary.urgency_words, names),
        mood_words=restore(summary.mood_words, names),
        facts=tuple(replace(fact, text=restore(fact.text, names)) for fact in summary.facts),
    )
