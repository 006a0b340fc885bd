"""A redacted ticket as text for the model: marked as data, and cut from the middle to fit."""

from __future__ import annotations

import re
import unicodedata

from copilot.records import RedactedMessage, RedactedText, RedactedTicket, Role, Visibility

CHARS_PER_TOKEN = 3.5  # of the reference model on English and German mail; rounds to the safe side
CUT = "[... shortened ...]"
_LONGEST_MESSAGE = 2_400  # characters
_MARKS = re.compile(r"<(/?)\s*(ticket|message)\b", re.IGNORECASE)
_CHAT_MARKS = re.compile(r"<\|[^|>]{0,40}\|>")
_KEPT_CONTROLS = "\n\t"
_INVISIBLE = frozenset({"Cf", "Cc", "Co", "Cs", "Cn"})


def as_data(text: str) -> RedactedText:
    """Text without invisible characters, chat marks, or marks that would end the ticket early."""
    seen = "".join(c for c in text if c in _KEPT_CONTROLS or _is_seen(c))
    plain = _MARKS.sub(r"‹\1\2", _CHAT_MARKS.sub(" ", seen))
    return RedactedText(re.sub(r"\n{3,}", "\n\n", plain).strip())


def ticket_text(ticket: RedactedTicket, *, budget: int) -> RedactedText:
    """The ticket between <ticket> marks in at most about `budget` tokens.

    The first message and the last ones stay; what is left out in the middle is marked.
    """
    room = max(400, int(budget * CHARS_PER_TOKEN) - len(ticket.subject) - 60)
    shown = _fitting([_block(message, room) for message in ticket.messages], room)
    subject = as_data(ticket.subject).replace("\n", " ")
    return RedactedText(f"<ticket>\nSubject: {subject}\n" + "\n".join(shown) + "\n</ticket>")


def _fitting(blocks: list[str], room: int) -> list[str]:
    if sum(map(len, blocks)) <= room:
        return blocks
    room -= len(blocks[0]) + len(CUT)
    kept: list[str] = []
    for block in reversed(blocks[1:]):
        if kept and len(block) > room:
            break
        kept.insert(0, block)
        room -= len(block)
    cut = [CUT] if len(kept) < len(blocks) - 1 else []
    return [blocks[0], *cut, *kept]


def _block(message: RedactedMessage, room: int) -> str:
    who = "customer" if message.author is Role.CUSTOMER else "agent"
    if message.visibility is Visibility.INTERNAL:
        who = "internal note by an agent"
    text = shortened(as_data(message.text), min(_LONGEST_MESSAGE, room // 2))
    return f'<message from="{who}" date="{message.created:%Y-%m-%d}">\n{text}\n</message>'


def shortened(text: str, longest: int) -> str:
    """`text`, or its first two thirds and its end, with a mark between."""
    if len(text) <= longest:
        return text
    room = max(0, longest - len(CUT) - 2)
    head = room * 2 // 3
    return f"{text[:head].rstrip()}\n{CUT}\n{text[len(text) - (room - head) :].lstrip()}"


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in _INVISIBLE
