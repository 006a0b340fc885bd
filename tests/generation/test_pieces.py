"""Pieces of text from bytes of tokens: whole characters, stop strings never shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.generation.pieces import Pieces

CUTS = st.lists(st.integers(1, 4), min_size=40, max_size=40)


def fed(text: str, cuts: list[int], stop: tuple[str, ...]) -> tuple[list[str], Pieces]:
    """What is shown when the bytes come in pieces of the given lengths."""
    pieces, data, shown = Pieces(stop), text.encode(), []
    for length in [*cuts, len(data)]:
        shown.append(pieces.add(data[:length]))
        data = data[length:]
        if pieces.stopped or not data:
            break
    return [*shown, pieces.end()], pieces


@given(st.text(max_size=30), CUTS)
def test_without_a_stop_string_all_text_is_shown(text: str, cuts: list[int]) -> None:
    shown, pieces = fed(text, cuts, ())
    assert "".join(shown) == text
    assert "".join(pieces.shown) == text


@given(st.text("ab\n", max_size=30), CUTS, st.text("ab\n", min_size=1, max_size=3))
def test_a_stop_string_and_what_follows_is_never_shown(
    text: str, cuts: list[int], stop: str
) -> None:
    shown, pieces = fed(text, cuts, (stop,))
    assert "".join(shown) == text.partition(stop)[0]
    assert pieces.stopped == (stop in text)


@pytest.mark.parametrize(
    ("text", "stop", "shown"),
    [
        ("one\n\ntwo", ("\n\n",), "one"),
        ("a END b STOP", ("STOP", "END"), "a "),
        ("nothing", ("", "xyz"), "nothing"),
        ("ends with half\n", ("\n\n",), "ends with half\n"),
    ],
)
def test_examples(text: str, stop: tuple[str, ...], shown: str) -> None:
    assert "".join(fed(text, [1] * 40, stop)[0]) == shown


def test_half_a_character_is_held_back() -> None:
    pieces = Pieces(())
    assert [pieces.add(b) for b in (b"\xf0\x9f", b"\x98", b"\x80")] == ["", "", "😀"]


def test_a_character_that_is_never_finished_is_replaced() -> None:
    pieces = Pieces(())
    assert (pieces.add(b"ab\xf0\x9f"), pieces.end()) == ("ab", "\N{REPLACEMENT CHARACTER}")
