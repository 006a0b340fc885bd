"""ROUGE-1, ROUGE-2 and ROUGE-L as F1 (C.-Y. Lin, Text Summarization Branches Out, ACL 2004)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

_TOKEN = re.compile(r"[^\W_]+")


def rouge_n(summary: str, reference: str, n: int) -> float:
    """F1 over n-grams in small letters, without stemming; 0 where one side has none."""
    ours, theirs = _grams(_tokens(summary), n), _grams(_tokens(reference), n)
    return _f1((ours & theirs).total(), ours.total(), theirs.total())


def rouge_l(summary: str, reference: str) -> float:
    """F1 over the longest common subsequence of the two texts as wholes."""
    ours, theirs = _tokens(summary), _tokens(reference)
    return _f1(_common(ours, theirs), len(ours), len(theirs))


def best(of: Callable[[str, str], float], summary: str, references: Sequence[str]) -> float:
    """The highest against any reference."""
    return max(of(summary, reference) for reference in references)


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.lower())


def _grams(tokens: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(tokens[at : at + n]) for at in range(len(tokens) - n + 1))


def _f1(shared: int, ours: int, theirs: int) -> float:
    return 2 * shared / (ours + theirs) if shared else 0.0


def _common(left: Sequence[str], right: Sequence[str]) -> int:
    row = [0] * (len(right) + 1)
    for one in left:
        diagonal = 0
        for at, other in enumerate(right, start=1):
            above = row[at]
            row[at] = diagonal + 1 if one == other else max(above, row[at - 1])
            diagonal = above
    return row[-1]
