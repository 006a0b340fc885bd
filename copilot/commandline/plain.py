"""Text for a terminal, without what a terminal would obey."""

from __future__ import annotations

import re

# Control characters but for tabs and ends of lines. A customer's message, or the name of a file,
# could otherwise move the cursor and hide what is about to be approved.
_COMMANDS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)")


def plain(text: str) -> str:
    """The same with a mark in the place of each such character."""
    return _COMMANDS.sub("\N{REPLACEMENT CHARACTER}", text)
