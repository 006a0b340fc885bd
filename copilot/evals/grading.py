"""Deterministic graders: what one draft got right, as counts."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from copilot.evals.cases import Case
from copilot.records import Draft, SentenceKind, Severity


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `all`; add them up over cases."""

    right: int
    all: int

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.all + other.all)

    def interval(self) -> tuple[float, float]:
        """Wilson score interval at 95 % (E. B. Wilson, JASA 22, 1927)."""
        if not self.all:
            return 0.0, 1.0
        z, n, p = 1.96, self.all, self.right / self.all
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        spread = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, middle - spread), min(1.0, middle + spread)


@dataclass(frozen=True, slots=True)
class Grade:
    """One case's counts by figure."""

    case: Case
    seconds: float
    shares: dict[str, Share]


def grade(case: Case, draft: Draft, cited: set[str], seconds: float) -> Grade:
    """Compare a draft with its case. `cited` holds the source ids that its sentences rest on."""
    said = _plain(draft.text)
    right_article = any(PurePosixPath(source).stem in case.articles for source in cited)
    statements = [s for s in draft.sentences if s.kind is SentenceKind.STATEMENT]
    marked = [(f.start, f.end) for f in draft.findings if f.severity is not Severity.NOTE]
    supported = [s for s in statements if s.evidence]
    unmarked = [
        s
        for s in statements
        if not s.evidence and not any(a < s.end and s.start < b for a, b in marked)
    ]
    shares = {
        "must say": Share(sum(_says(said, w) for w in case.must_say), len(case.must_say)),
        "must not say, kept": Share(
            sum(_plain(w) not in said for w in case.must_not_say), len(case.must_not_say)
        ),
        "statements with a source": Share(len(supported), len(statements)),
        "statements with a source or a mark": Share(
            len(statements) - len(unmarked), len(statements)
        ),
    }
    if case.answerable and case.articles:
        shares["right article cited"] = Share(int(right_article), 1)
    if not case.answerable:
        shares["unanswerable, said so"] = Share(int(bool(draft.missing) or not supported), 1)
    return Grade(case, seconds, shares)


def _says(said: str, words: str) -> bool:
    """Whether one of the ways to say it, parted by "|", is in the text."""
    return any(_plain(way) in said for way in words.split("|"))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.casefold().replace("’", "'")).replace(",", "")
