"""Rankings side by side on judged queries, and how well "nothing found" is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from copilot.evals.retrieval_files import Measured, Question
from copilot.evals.retrieval_measures import Mean, mean, ndcg, recall, reciprocal_rank
from copilot.evals.shares import Share

Ranking = Callable[[Question], Sequence[str]]  # ids of passages, best first
Sureness = Callable[[Question], float]  # score of the best passage, 0 to 1
SHIPPED = "shipped"
_REFUSED = 0.1  # of the answerable questions


class Ranked(msgspec.Struct, frozen=True):
    """The figures of one ranking."""

    name: str
    ndcg_at_10: Mean
    recall_at_10: Mean
    mrr_at_10: Mean


class Versus(msgspec.Struct, frozen=True):
    """The shipped ranking against a simple one, query by query, in nDCG@10."""

    name: str
    difference: Mean
    ratio: float


class Withdrawal(msgspec.Struct, frozen=True):
    """A question before and after its answer was taken out of the index."""

    there: float  # score of the best passage before
    gone: float  # and after
    unchanged: bool  # the first passages are the same


class NotFound(msgspec.Struct, frozen=True):
    """How well questions are told apart whose answer was taken out."""

    threshold: float
    told_apart: float  # share of unanswerable questions below the threshold
    told_apart_interval: tuple[float, float]
    refused: float  # share of answerable questions below it
    refused_interval: tuple[float, float]
    auc: float
    told_apart_at_10_percent_refused: float  # with a threshold that knows these very questions
    unchanged: float  # share of questions that no judge of the first passages could tell apart


class Report(msgspec.Struct, frozen=True):
    """What `support-copilot eval retrieval` prints."""

    queries: int
    passages: int
    rankings: tuple[Ranked, ...]
    best_simple: str
    versus: tuple[Versus, ...]
    not_found: NotFound | None = None


def measure(measured: Measured, rankings: Mapping[str, Ranking]) -> Report:
    """Every ranking on every query; one of them is named SHIPPED, the others are simple."""
    found: dict[str, list[Sequence[str]]] = {
        name: [ranking(query) for query in measured.queries] for name, ranking in rankings.items()
    }
    gains = [measured.gains[query.id] for query in measured.queries]
    worth = {
        name: [ndcg(ids, one) for ids, one in zip(ranked, gains, strict=True)]
        for name, ranked in found.items()
    }
    figures = tuple(_ranked(name, ranked, gains) for name, ranked in found.items())
    simple = [figure for figure in figures if figure.name != SHIPPED]
    best = max(simple, key=lambda figure: figure.ndcg_at_10.value).name
    versus = tuple(_versus(one.name, worth[SHIPPED], worth[one.name]) for one in simple)
    return Report(len(gains), len(measured.passages), figures, best, versus)


def not_found(asked: Sequence[Withdrawal], *, threshold: float) -> NotFound:
    """From the scores of the same questions with and without their answers in the index."""
    there, gone = sorted(one.there for one in asked), sorted(one.gone for one in asked)
    told = Share(sum(score < threshold for score in gone), len(gone))
    refused = Share(sum(score < threshold for score in there), len(there))
    hindsight = there[int(_REFUSED * len(there))]
    return NotFound(
        threshold,
        round(told.right / told.all, 4),
        told.interval(),
        round(refused.right / refused.all, 4),
        refused.interval(),
        round(_auc(there, gone), 4),
        round(sum(score < hindsight for score in gone) / len(gone), 4),
        round(sum(one.unchanged for one in asked) / len(asked), 4),
    )


def lines(report: Report) -> str:
    """For people."""
    out = [
        f"{report.queries} queries, {report.passages} passages; 95 % intervals",
        f"{'':24}{'nDCG@10':24}{'Recall@10':24}{'MRR@10':24}",
    ]
    out += [
        f"{one.name:24}"
        + "".join(f"{_mean(m):24}" for m in (one.ndcg_at_10, one.recall_at_10, one.mrr_at_10))
        for one in report.rankings
    ]
    out += ["", "shipped against (nDCG@10, paired)"]
    out += [
        f"{one.name:24}{_mean(one.difference):24}{one.ratio:.3f} times" for one in report.versus
    ]
    if told := report.not_found:
        out += ["", f"not found, below {told.threshold}"]
        out += [f"{told.told_apart:.3f} of the unanswerable questions told apart"]
        out += [f"{told.refused:.3f} of the answerable ones refused; AUC {told.auc:.3f}"]
        out += [f"{told.unchanged:.3f} of the questions find the same without their answer"]
    return "\n".join(out)


def _ranked(
    name: str, ranked: Sequence[Sequence[str]], gains: Sequence[Mapping[str, float]]
) -> Ranked:
    pairs = list(zip(ranked, gains, strict=True))
    values = ([of(ids, one) for ids, one in pairs] for of in (ndcg, recall, reciprocal_rank))
    return Ranked(name, *(mean(each) for each in values))


def _versus(name: str, shipped: Sequence[float], simple: Sequence[float]) -> Versus:
    difference = mean([ours - theirs for ours, theirs in zip(shipped, simple, strict=True)])
    return Versus(name, difference, round(sum(shipped) / max(sum(simple), 1e-9), 4))


def _auc(there: Sequence[float], gone: Sequence[float]) -> float:
    """How often an answerable question scores above an unanswerable one."""
    import bisect

    above = sum(
        bisect.bisect_left(gone, score) + bisect.bisect_right(gone, score) for score in there
    )
    return above / (2 * len(there) * len(gone))


def _mean(mean: Mean) -> str:
    return f"{mean.value:.3f} [{mean.low:.3f}, {mean.high:.3f}]"
