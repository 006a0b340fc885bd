"""Facts that rules read."""

from __future__ import annotations

import re

import pytest

from copilot.assistance.facts import _KINDS

DATE = dict(_KINDS)["date"]


@pytest.mark.parametrize(
    "text", ["2 November", "May 8", "3. März 2026", "2026-11-14", "5 de enero", "1er juillet 2026"]
)
def test_a_date_is_read(text: str) -> None:
    assert re.search(DATE, f"It came on {text}, I think")


@pytest.mark.parametrize("text", ["maybe 8 times", "8 mayors", "market 12", "14 decades"])
def test_a_word_that_begins_like_a_month_is_no_date(text: str) -> None:
    assert not re.search(DATE, text)
