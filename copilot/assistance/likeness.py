"""How alike the texts of tickets are, by rare words and topics; needs no engine."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from copilot.assistance.topics import topics_in

TOPIC = 8  # times that a topic counts
STEM = 5  # letters; they tell most words apart and forgive endings
_WORD = re.compile(r"[^\W\d_]{3,}|[A-Z]+-?\d[\w-]*")
_EMPTY = frozenset(
    word[:STEM]
    for words in (
        "the and you your our for with that this have has had will would can could should are",
        "was were been from they them their there here what when which who how not but all",
        "any also please about into than then its his her she him just very more most some",
        "such only hello dear thanks thank kind regards best hallo guten vielen dank grüße",
        "freundlichen bitte hola gracias saludo bonjour merci cordialement der die das und",
        "sie ihr ihre wir uns für mit dass den dem des ein eine einen haben hat ist sind war",
        "nicht auf bei los las una uno para por con que este esta como pero les une est vous",
        "votre nous notre pour avec qui dans sur pas",
    )
    for word in words.split()
)
K = TypeVar("K", bound=Hashable)


def terms(subject: str, text: str) -> Counter[str]:
    """Stems and topics of a ticket; those of the subject count twice."""
    counts: Counter[str] = Counter()
    for part, times in ((subject, 2), (text, 1)):
        for word in _WORD.findall(part):
            stem = word.casefold()[:STEM]
            if stem not in _EMPTY:
                counts[stem] += times
    # Topics are the same in every language.
    counts.update({f"topic:{name}": TOPIC for name in topics_in(f"{subject}\n{text}")})
    return counts


@dataclass(slots=True)
class Likeness(Generic[K]):
    """Cosine of weighted terms; 1 + log(count) times log of rarity
    (G. Salton, C. Buckley, Information Processing & Management 24, 1988)."""

    documents: dict[K, Counter[str]]
    _rarity: dict[str, float] = field(init=False)
    _holders: dict[str, list[tuple[K, float]]] = field(init=False)

    def __post_init__(self) -> None:
        spread = Counter(term for one in self.documents.values() for term in one)
        size = len(self.documents)
        self._rarity = {term: math.log((1 + size) / count) for term, count in spread.items()}
        self._holders = {}
        for key, counts in self.documents.items():
            for term, weight in self._weighted(counts).items():
                self._holders.setdefault(term, []).append((key, weight))

    def nearest(self, counts: Counter[str], *, without: Iterable[K] = ()) -> list[tuple[K, float]]:
        """Keys with their likeness, 0 to 1, the most alike first."""
        left_out = set(without)
        scores: dict[K, float] = {}
        for term, weight in self._weighted(counts).items():
            for key, other in self._holders.get(term, ()):
                if key not in left_out:
                    scores[key] = scores.get(key, 0.0) + weight * other
        return sorted(scores.items(), key=lambda one: -one[1])

    def shared(self, counts: Counter[str], key: K) -> list[str]:
        """The words of both, the rarest first."""
        both = [term for term in counts.keys() & self.documents[key].keys() if ":" not in term]
        return sorted(both, key=lambda term: (-self._rarity[term], term))

    def _weighted(self, counts: Counter[str]) -> dict[str, float]:
        weights = {
            term: (1 + math.log(count)) * self._rarity[term]
            for term, count in counts.items()
            if term in self._rarity
        }
        norm = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {term: weight / norm for term, weight in weights.items()}
