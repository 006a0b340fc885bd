"""What a printed page is made of: lines, and the cells that wide gaps part a line into."""

from __future__ import annotations

import re
from dataclasses import dataclass

BULLET = re.compile(r"\A(?:[•◦▪‣●○■□–\uf0b7\uf0a7·]|[-*])\s+")
NUMBER = re.compile(r"\A(\d{1,2})[.)]\s+")
LEADERS = re.compile(r"(?:\s?\.){5,}")  # of a table of contents


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of a line without a wide gap; places in points."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; sizes and places in points, y grows upwards."""

    text: str
    size: float
    left: float
    right: float
    y: float
    cells: tuple[Cell, ...] = ()  # from left to right; none where nothing parts the line
