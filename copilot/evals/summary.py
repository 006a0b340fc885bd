"""Summaries beside what people wrote of the same dialogues: ROUGE, facts, inventions."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import msgspec

from copilot.evals.retrieval_measures import Mean, mean
from copilot.evals.rouge import best, rouge_l, rouge_n
from copilot.evals.summary_files import Dialogue

HELD = 0.5  # of a fact's words; from there on a summary has it
SHIPPED, SHORT, BASELINE = "summary", "summary, wants and answer", "one big prompt"
BY_RULES = "by rules alone"
STEM = 5  # letters
_WORD = re.compile(r"[^\W\d_]{4,}")
_VALUE = re.compile(r"\d+(?:[.,:]\d+)*")
_NAME = re.compile(r"(?<=[\w,;] )[A-Z][\w'’-]{2,}")
_CLAUSE = re.compile(
    r"(?<=[.!?])\s+|\s+(?:and|but)\s+(?=(?:the )?(?:agent|customer|he|she|they)\b)", re.I
)
# What people who describe dialogues say of every one.
_FRAME = frozenset(
    word[:STEM]
    for words in (
        "customer agent complaining complains asking asks states stated says said saying updates "
        "updated informs informed inform replied replies reply requesting requests requested "
        "suggests suggested suggesting enquires enquiring about that this with their them they "
        "have been from which regarding want wants whether also help team issue issues further",
    )
    for word in words.split()
)


@dataclass(frozen=True, slots=True)
class Told:
    """One system's summary of one dialogue."""

    text: str
    seconds: float
    valid: bool = True  # by the schema, where the system has one


Summarise = Callable[[Dialogue], Mapping[str, Told]]  # one Told for each system


class System(msgspec.Struct, frozen=True):
    """The figures of one system; all but the words are per dialogue with 95 % intervals."""

    name: str
    rouge_1: Mean
    rouge_2: Mean
    rouge_l: Mean
    facts: Mean  # share of the facts of the reference it covers best
    invented: Mean  # values and names per summary that the dialogue does not hold
    valid: float
    median_words: float
    median_seconds: float


class Versus(msgspec.Struct, frozen=True):
    """The shipped summary less the big prompt, dialogue by dialogue."""

    rouge_1: Mean
    rouge_l: Mean
    facts: Mean
    invented: Mean


class Report(msgspec.Struct, frozen=True):
    """What `support-copilot eval summary` prints."""

    dialogues: int
    systems: tuple[System, ...]
    versus_one_big_prompt: Versus


def measure(
    dialogues: Sequence[Dialogue],
    summarise: Summarise,
    *,
    on_done: Callable[[int], None] = lambda _: None,
) -> Report:
    """Every system on every dialogue, one after the other."""
    told: dict[str, list[Told]] = {}
    for at, dialogue in enumerate(dialogues, start=1):
        for name, one in summarise(dialogue).items():
            told.setdefault(name, []).append(one)
        on_done(at)
    rows = {
        name: [_row(d, t) for d, t in zip(dialogues, all, strict=True)]
        for name, all in told.items()
    }
    systems = tuple(_system(name, told[name], rows[name]) for name in told)
    return Report(len(dialogues), systems, _versus(rows[SHIPPED], rows[BASELINE]))


def fact_coverage(summary: str, dialogue: Dialogue) -> float:
    """Share of facts covered, for the reference that it covers best.

    A fact is a clause of a reference with the words in it that the dialogue itself holds; it is
    covered when half of them stand in the summary. Words are compared by their first letters.
    """
    held = _stems("\n".join(turn.text for turn in dialogue.turns))
    ours = _stems(summary)
    shares = []
    for reference in dialogue.references:
        facts = [_stems(clause) & held for clause in _CLAUSE.split(reference)]
        facts = [fact for fact in facts if len(fact) > 1]
        if facts:
            covered = sum(len(fact & ours) >= HELD * len(fact) for fact in facts)
            shares.append(covered / len(facts))
    return max(shares, default=1.0)


def inventions(summary: str, dialogue: Dialogue) -> tuple[str, ...]:
    """Numbers, and names within sentences, that the dialogue does not hold."""
    held = "\n".join(turn.text for turn in dialogue.turns)
    values = set(_VALUE.findall(summary)) - set(_VALUE.findall(held))
    names = {n for n in _NAME.findall(summary) if n.casefold() not in held.casefold()}
    return tuple(sorted(values | {n for n in names if n.casefold()[:STEM] not in _FRAME}))


def lines(report: Report) -> str:
    """For people."""
    names = ("ROUGE-1", "ROUGE-2", "ROUGE-L", "facts", "invented")
    out = [f"{report.dialogues} dialogues; 95 % intervals"]
    out += [f"{'':28}" + "".join(f"{name:24}" for name in names)]
    for one in report.systems:
        figures = (one.rouge_1, one.rouge_2, one.rouge_l, one.facts, one.invented)
        out.append(f"{one.name:28}" + "".join(f"{_said(figure):24}" for figure in figures))
        out.append(
            f"{'':28}{one.median_words:.0f} words, {one.median_seconds:.1f} s in the median, "
            f"{one.valid:.0%} valid"
        )
    versus = report.versus_one_big_prompt
    out += ["", f"{SHIPPED} less {BASELINE}, dialogue by dialogue"]
    for name, figure in zip(
        ("ROUGE-1", "ROUGE-L", "facts", "invented"), msgspec.structs.astuple(versus), strict=True
    ):
        out.append(f"{name:28}{_said(figure)}")
    return "\n".join(out)


def _row(dialogue: Dialogue, told: Told) -> tuple[float, ...]:
    measures = (partial(rouge_n, n=1), partial(rouge_n, n=2), rouge_l)
    rouges = [best(of, told.text, dialogue.references) for of in measures]
    return (
        *rouges,
        fact_coverage(told.text, dialogue),
        float(len(inventions(told.text, dialogue))),
    )


def _system(name: str, told: Sequence[Told], rows: Sequence[tuple[float, ...]]) -> System:
    rouge_1, rouge_2, longest, facts, invented = (mean(one) for one in zip(*rows, strict=True))
    return System(
        name,
        rouge_1,
        rouge_2,
        longest,
        facts,
        invented,
        valid=round(sum(one.valid for one in told) / len(told), 4),
        median_words=statistics.median(len(one.text.split()) for one in told),
        median_seconds=round(statistics.median(one.seconds for one in told), 2),
    )


def _versus(ours: Sequence[tuple[float, ...]], theirs: Sequence[tuple[float, ...]]) -> Versus:
    pairs = list(zip(ours, theirs, strict=True))
    return Versus(*(mean([one[at] - other[at] for one, other in pairs]) for at in (0, 2, 3, 4)))


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in _WORD.findall(text.casefold())) - _FRAME


def _said(figure: Mean) -> str:
    return f"{figure.value:.3f} [{figure.low:.3f}, {figure.high:.3f}]"
