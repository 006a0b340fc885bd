"""Fills a prompt file with redacted text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from copilot.errors import Bug
from copilot.prompting.prompt_file import PromptFile
from copilot.prompting.ticket_text import CHARS_PER_TOKEN, as_data, shortened, ticket_text
from copilot.records import Prompt, RedactedText, RedactedTicket

SHORT = 1_200  # of a second try, after the first one took too long or made no sense
BUDGET = 3_000  # tokens of a whole prompt with its answer; some 15 s of prefill on two cores
_NAME = re.compile(r"\{([a-z_]+)\}")


def asked_for(file: PromptFile) -> frozenset[str]:
    """The names of the values that a prompt file has places for."""
    return frozenset(_NAME.findall(file.user))


def render(
    file: PromptFile,
    values: Mapping[str, RedactedText],
    *,
    ticket: RedactedTicket | None = None,
    budget: int = BUDGET,
) -> Prompt:
    """The prompt of a file: its instructions, the ticket as data, the task.

    Values are cleaned and cut from the middle where they do not fit `budget` (tokens, by
    CHARS_PER_TOKEN). Raises Bug when a value is missing or is not asked for.
    """
    names = asked_for(file)
    given = set(values) | ({"ticket"} if ticket else set())
    if names != given:
        raise Bug(f"prompt {file.name} takes {sorted(names)}, not {sorted(given)}")
    fixed = (len(file.system) + len(file.user)) / CHARS_PER_TOKEN
    room = max(200, int(budget - file.max_tokens - fixed))
    longest = int(room * CHARS_PER_TOKEN / max(1, len(values)))
    filled = {name: shortened(as_data(text), longest) for name, text in values.items()}
    if ticket:
        filled["ticket"] = ticket_text(ticket, budget=room)
    # One pass: a value that holds "{ask}" is not filled again.
    user = _NAME.sub(lambda found: filled[found[1]], file.user)
    return Prompt(
        file.name,
        file.version,
        file.system,
        RedactedText(user),
        file.max_tokens,
        file.schema,
        seconds=file.seconds,
    )
