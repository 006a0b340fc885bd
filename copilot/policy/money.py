"""Amounts of money in a text, and whether it speaks of paying back."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CURRENCY = (
    r"€|\$|£|EUR|USD|GBP|CHF|euros?|dollars?|pounds?|francs?|franken|libras?|dólares|dollars"
)
_NUMBER = r"\d+(?:[.,  ’']\d{3})*(?:[.,]\d{1,2})?(?!\d)"
_AMOUNT = re.compile(
    rf"(?i)(?:(?:{_CURRENCY})[   ]?(?P<after>{_NUMBER}))|"
    rf"(?:(?P<before>{_NUMBER})(?:,-|,–)?[   ]?(?:{_CURRENCY})(?!\w))"
)
# Beginnings of words, in the four languages in which replies are written.
_BACK = re.compile(
    r"(?i)\b(?:refund|reimburs|compensat|goodwill|credit|voucher|money back|pay(?:ing)? (?:you )?"
    r"back|erstatt|rückerstatt|zurückerstatt|zurückzahl|zurücküberweis|gutschrift|gutgeschrieben|"
    r"gutschein|entschädig|kulanz|reembols|devol|abono|indemniz|compensa|rembours|avoir|"
    r"indemnis|dédommag|geste commercial)"
)


def speaks_of_refund(text: str) -> bool:
    """Whether it says in any way that money, or worth, goes back."""
    return _BACK.search(text) is not None


def amounts(text: str) -> Iterator[float]:
    """Every number with a currency; one that can be read in two ways is read as the larger."""
    for found in _AMOUNT.finditer(text):
        yield _read(found["after"] or found["before"])


def _read(number: str) -> float:
    whole, cents = number, ""
    if tail := re.search(r"[.,](\d{1,2})$", number):
        whole, cents = number[: tail.start()], tail[1]
    return float(f"{re.sub(r'[^0-9]', '', whole)}.{cents or 0}")
