"""Which model, code or part number a text names, so that a sibling's article is no evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

Names = Mapping[str, frozenset[str]]  # family to numbers: {"aquapure": {"200"}, "e": {"4"}}

_UNITS = (
    r"(?:[€£$%°]|(?:EUR|USD|GBP|CHF|g|kg|ml|l|cm|mm|m|km|h|days?|hours?|minutes?|weeks?|months?|"
    r"years?|working|business|litres?|liters?|seconds?|times?|euros?|tage?n?|stunden?|wochen?|"
    r"monate?n?|jahre?n?|minuten?|liter|d[ií]as?|horas?|semanas?|mes(?:es)?|años?|jours?|heures?|"
    r"semaines?|mois|ans?)\b)"
)
_MODEL = re.compile(rf"\b([A-ZÄÖÜ][\w'-]*[a-z]) (\d{{1,4}})\b(?![.,:/]?\d)(?!\s?{_UNITS})")
_CODE = re.compile(r"\b([A-Za-z]{1,4}-?)(\d{1,5})\b(?!\s?%)")
_NO_FAMILY = re.compile(
    r"(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|ene|abr|ago|dic|avr|fév|juil|"
    r"déc)[a-zûéä]*|after|about|for|from|in|only|over|section|step|the|to|under|up|with|within|"
    r"nach|nur|innerhalb|seit|schritt|dans|sous|en|de|tras|order|bestellung|pedido|commande",
    re.IGNORECASE,
)


def names_of(text: str) -> dict[str, frozenset[str]]:
    """The numbered things of a text by family: "AquaPure 300", "E4", "NL-4471"; lower case.

    A capitalised word before a number is a family, unless the number counts something (a unit
    follows) or the word is a month or a preposition. Numbers that stand alone name nothing.
    """
    found: dict[str, set[str]] = {}
    for pattern in (_MODEL, _CODE):
        for family, number in pattern.findall(text):
            if not _NO_FAMILY.fullmatch(family):
                found.setdefault(family.lower(), set()).add(number)
    return {family: frozenset(numbers) for family, numbers in found.items()}


def without_names(text: str) -> str:
    """The text without its numbered products: what happened, whatever it happened to."""
    return " ".join(_MODEL.sub(" ", text).split())


def names_another(wanted: Names, titles: Iterable[str], sentence: str) -> bool:
    """Whether a sentence is about a sibling of what is wanted.

    The nearest text that names the family decides: a title or heading that names only other
    numbers, or else the sentence itself.
    """
    return any(_only_others(wanted, names_of(text)) for text in (*titles, sentence))


def shared_names(wanted: Names, told: Names) -> bool:
    """Whether both name the same thing."""
    return any(numbers & told.get(family, frozenset()) for family, numbers in wanted.items())


def _only_others(wanted: Names, told: Names) -> bool:
    return any(family in told and not numbers & told[family] for family, numbers in wanted.items())
