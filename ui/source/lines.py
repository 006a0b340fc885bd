"""The text of a source as Qt can lay it out at once, every character at its own place."""

from __future__ import annotations

import re

MOST = 2000  # letters of a paragraph; Qt is slow in longer ones, such as a scanned book's only line
_LONG = re.compile(rf"([^\n]{{{MOST}}}[^\n ]*) ")


def in_lines(text: str) -> str:
    """The text as long as it was: Windows line ends are one, overlong paragraphs end at a space."""
    return _LONG.sub("\\1\n", text.replace("\r\n", " \n"))
