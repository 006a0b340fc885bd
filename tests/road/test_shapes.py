"""Shapes of personal data in a draft, paragraph by paragraph."""

from __future__ import annotations

from copilot.road.shapes import MOST, Shapes

TEXT = "Hello,\n\norder number A-88213 goes to\n5 Larch Terrace.\n \nWrite to a@b.example."


def found(shapes: Shapes, text: str) -> set[tuple[str, str]]:
    return {(span.type, text[span.start : span.end]) for span in shapes.of(text)}


def test_places_are_those_of_the_whole_text() -> None:
    shapes = Shapes()
    expected = {("ORDER", "A-88213"), ("EMAIL", "a@b.example"), ("ADDRESS", "5 Larch Terrace")}
    assert {(kind, text.rstrip(".")) for kind, text in found(shapes, TEXT)} == expected
    assert found(shapes, TEXT) == found(Shapes(), TEXT), "what was read before is the same"
    later = f"A line before.\n\n{TEXT}"
    assert found(shapes, later) == found(Shapes(), later)


def test_only_so_many_paragraphs_are_remembered() -> None:
    shapes = Shapes()
    for number in range(MOST + 5):
        assert found(shapes, f"Write to a{number}@b.example.")
    assert len(shapes._read) <= MOST
