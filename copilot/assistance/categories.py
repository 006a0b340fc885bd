"""Which of the team's own categories a ticket belongs to, by words and perhaps by meaning."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from copilot.assistance.topics import names, pattern_of, topic_counts, topics_in
from copilot.records import Suggestion

Meaning = Callable[[Sequence[str]], Sequence[float]]  # cosines of the ticket with these texts
_OWN = 2.0  # a word that the team chose itself against one of a topic
_CLOSE = 0.3  # cosine from which meaning alone is enough
_SUBJECT = 2  # times


@dataclass(frozen=True, slots=True)
class Category:
    """A name of the team's list and words that show it; "*" stands for any ending."""

    name: str
    words: tuple[str, ...] = ()


def category_of(
    categories: Sequence[Category], *, subject: str, text: str, meaning: Meaning | None = None
) -> Suggestion | None:
    """The category whose words are said most; by meaning where no word of any is said."""
    told = "\n".join([subject] * _SUBJECT + [text])
    ranked = [(*_by_words(one, told), one) for one in categories]
    score, words, best = max(ranked, key=lambda one: one[0], default=(0.0, [], Category("")))
    if score:
        return Suggestion(best.name, f"words: {', '.join(words[:4])}")
    near = list(meaning([_described(one) for one in categories])) if meaning and ranked else []
    closest = max(near, default=0.0)
    if closest < _CLOSE:
        return None
    return Suggestion(categories[near.index(closest)].name, "close in meaning")


def _by_words(category: Category, told: str) -> tuple[float, list[str]]:
    own = _found(category.words, told)
    topics = topics_in(_described(category)).keys() | _named(category.name)
    counts = {name: one for name, one in topic_counts(told).items() if name in topics}
    words = list(dict.fromkeys([*own, *(word for _, said in counts.values() for word in said)]))
    score = _OWN * len(set(own)) + sum(len(said) + 0.2 * n for n, said in counts.values())
    return score, words


def _found(words: Sequence[str], told: str) -> list[str]:
    return [word.lower() for word in pattern_of(words).findall(told)] if words else []


def _named(name: str) -> set[str]:
    """The topics whose own name stands in that of the category, such as "Returns and refunds"."""
    words = {word.rstrip("s") for word in name.lower().replace("/", " ").split()}
    return {topic for topic in names() if topic in words}


def _described(category: Category) -> str:
    return ", ".join((category.name, *(word.rstrip("*") for word in category.words)))
