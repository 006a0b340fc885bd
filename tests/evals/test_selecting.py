"""Which cases a run takes."""

from __future__ import annotations

import pytest

from copilot.errors import BadInput
from copilot.evals.cases import Case, CaseFiles, load, shipped_files
from copilot.evals.selecting import QUICK, chosen, in_turn, sample
from copilot.evals.shop import open_shop

CASES = tuple(
    Case(str(n), "it", ("rare",) if n == 7 else ("plain",), "answer", language="en")
    for n in range(30)
)


def read(files: CaseFiles) -> tuple[Case, ...]:
    shop = open_shop(files)
    return load(files.cases, shop.tickets, shop.articles)


def tickets(only: str = "", limit: int = 0, quick: bool = False) -> list[str]:
    return [case.ticket for case in chosen(CASES, only=only, limit=limit, quick=quick)]


def test_all_by_kind_by_number_and_the_first_ones() -> None:
    assert len(tickets()) == 30
    assert tickets(only="rare, 3") == ["3", "7"]
    assert tickets(limit=2) == ["0", "1"]
    assert len(tickets(only="en")) == 30


def test_an_unknown_kind_is_told() -> None:
    with pytest.raises(BadInput, match="no case plian"):
        tickets(only="plian")


def test_the_sample_is_the_same_each_time_and_has_the_rare_kind() -> None:
    first = [case.ticket for case in sample(CASES, 5)]
    assert first == [case.ticket for case in sample(tuple(reversed(CASES)), 5)][::-1]
    assert "7" in first
    assert len(first) == 5
    assert len(list(sample(CASES[:3], 5))) == 3


def test_every_beginning_has_its_share_of_every_kind() -> None:
    halves = [
        Case(str(n), "it", ("many",) if n % 4 else ("few",), "answer", language="en")
        for n in range(40)
    ]
    order = in_turn(halves)
    assert sorted(order, key=lambda one: int(one.ticket)) == halves
    for size in (4, 12, 20, 32):
        few = sum("few" in case.kinds for case in order[:size])
        assert abs(few - size / 4) <= 1


def test_the_shipped_sample_has_every_kind() -> None:
    files = shipped_files()
    cases = read(files)
    quick = chosen(cases, only="", limit=0, quick=True)
    assert len(quick) == QUICK
    kinds = {kind for case in cases for kind in case.kinds}
    assert kinds == {kind for case in quick for kind in case.kinds}
