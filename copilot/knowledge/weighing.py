"""Which words of a query are looked up, and how much each of them weighs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from copilot.knowledge.naming import names_of
from copilot.knowledge.query import Query, content_words
from copilot.knowledge.stemming import stems, words_of
from copilot.knowledge.tongue import LANGUAGES
from copilot.records import RedactedText, Role

# Chosen on development halves, see decisions/ranking.md.
_EARLIER = 0.7  # of the weight of the turn after it
_OPENING = 0.4  # what the subject or first turn weighs at least
_AGENT = 0.6  # of the weight of the customer's words
MOST_WORDS = 16
_PLACES = 3_000  # of all words of a query in the index: some 3 ms
_LEVELS = 3  # a word weighs 1, 2 or 3: that often it stands in the index's query
_COMMON = 100_000  # passages; tells how rare a word is
_UNKNOWN = 100
_TURN = 1_500  # characters of a turn
_ALL = 3_000  # characters of all turns
_PREFIX = 4  # letters and digits of a code from which on longer codes are found too


@dataclass(frozen=True, slots=True)
class Word:
    """A search word: one stem, or several that have to stand side by side."""

    stem: str
    shown: str  # as it stands in the query
    weight: float
    code: bool = False
    begins: bool = False  # longer words that begin with it are found too


@dataclass(frozen=True, slots=True)
class Match:
    """The index's own query; "" where there is no word."""

    text: str
    times: int  # each BM25 counts that often: three times every word is asked as once every word


def weighed(query: Query) -> tuple[Word, ...]:
    """Every search word of a query with the weight of the turn that gives it the most."""
    words: dict[str, Word] = {}
    left = _ALL
    for age, turn in enumerate(query.turns):
        text = RedactedText(turn.text[: min(_TURN, left)])
        left -= len(text)
        opening = age == len(query.turns) - 1
        weight = max(_EARLIER**age, _OPENING if opening else 0.0)
        weight *= 1.0 if turn.role is Role.CUSTOMER else _AGENT
        for word in _words(text, query.language, weight):
            if word.stem not in words or words[word.stem].weight < word.weight:
                words[word.stem] = word
    if query.unfinished:
        words |= _begun(query)
    return tuple(words.values())


def rarest(words: Iterable[Word], counts: Mapping[str, int]) -> tuple[Word, ...]:
    """The words that tell most, at most MOST_WORDS; those that the index does not know are out.

    What only begins a word may stand there longer, so it stays; how common it is nobody knows.
    In a large index the commonest are left out: scoring takes 1 µs for each place of a word.
    """

    def told(word: Word) -> float:
        return -word.weight * math.log(1 + _COMMON / (counts.get(word.stem) or _UNKNOWN))

    kept: list[Word] = []
    places = 0
    for word in sorted((w for w in words if w.begins or counts.get(w.stem)), key=told):
        places += counts.get(word.stem) or _UNKNOWN
        if len(kept) == MOST_WORDS or (kept and places > _PLACES):
            break
        kept.append(word)
    return tuple(kept)


def match_of(words: Sequence[Word], match_any: Callable[..., str]) -> Match:
    """A word that weighs more stands there more often, which BM25 adds up."""
    levels = {word: max(1, round(_LEVELS * word.weight)) for word in words}
    even = math.gcd(*levels.values()) or 1
    whole = [w.stem for w in words if not w.begins for _ in range(levels[w] // even)]
    begun = [w.stem for w in words if w.begins for _ in range(levels[w] // even)]
    parts = match_any(whole), match_any(begun, prefix=True)
    return Match(" OR ".join(filter(None, parts)), even)


def _words(text: RedactedText, language: str, weight: float) -> Iterator[Word]:
    languages = dict.fromkeys((language, "en")) if language else LANGUAGES
    for shown in content_words(text):
        for one in languages:
            found = stems(shown, one).split()
            parts = words_of(shown) if len(found) > 1 else [shown]
            for stem, part in zip(found, parts, strict=True):
                if len(stem) > 1:
                    yield _word(stem, part, weight)
            if len(found) > 1 and any(map(str.isdigit, found)):
                yield Word(" ".join(found), shown, weight, code=True)
    for family, numbers in names_of(text).items():
        for number in numbers:
            stem = stems(f"{family}{number}", language or "en")
            yield Word(stem, f"{family}{number}".upper(), weight, code=True)


def _word(stem: str, shown: str, weight: float) -> Word:
    mixed = not stem.isalpha() and not stem.isdigit()
    code = mixed and (stem[0].isalpha() or len(stem) > _PREFIX)  # but for 21st and 5pm
    return Word(stem, shown, weight, code, begins=code and len(stem) >= _PREFIX)


def _begun(query: Query) -> dict[str, Word]:
    *_, last = ("", *content_words(query.last))
    begun = stems(last, "")
    if not begun.isalpha() or len(begun) <= 2 or not query.last.endswith(last):
        return {}
    return {begun + "*": Word(begun, last, 1.0, begins=True)}
