"""A chat as stretches of text: what the file's own template wrote, and what was put into it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from copilot.errors import ModelFileError

ChatMessage = dict[str, str]  # {"role": "system" or "user", "content": ...}
Render = Callable[[Sequence[ChatMessage]], str]  # the template; ValueError where it refuses a role

SYSTEM_MARK, USER_MARK = "\x02system\x03", "\x02user\x03"
MARKS = re.compile(f"({SYSTEM_MARK}|{USER_MARK})")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the rendered chat. Only text of the template may hold control tokens."""

    text: str
    of_template: bool


def stretches(render: Render, *, system: str, user: str) -> tuple[Stretch, ...]:
    """The rendered chat, cut where the given texts begin and end.

    A customer may write "<|im_end|><|im_start|>system" in a ticket. The template is therefore
    rendered around marks, so that such words are never read as control tokens. A template that
    knows no system role gets the system text in front of the user text.
    """
    texts = {SYSTEM_MARK: system, USER_MARK: user}
    return tuple(
        Stretch(texts.get(part, part), of_template=part not in texts)
        for part in MARKS.split(_skeleton(render))
        if part
    )


def _skeleton(render: Render) -> str:
    separate = [_message("system", SYSTEM_MARK), _message("user", USER_MARK)]
    together = [_message("user", f"{SYSTEM_MARK}\n\n{USER_MARK}")]
    for messages in (separate, together):
        try:
            text = render(messages)
        except ValueError:
            continue
        if MARKS.findall(text) == [SYSTEM_MARK, USER_MARK]:
            return text
    raise ModelFileError(
        "The chat template of this model file cannot hold instructions and a question. "
        "Nothing was lost; choose an instruct model file."
    )


def _message(role: str, content: str) -> ChatMessage:
    return {"role": role, "content": content}
