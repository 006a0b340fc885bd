"""Rewrites a text: in another manner, in another language, or as a tool of the team says."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from copilot.assistance.values import keeps
from copilot.errors import BadInput
from copilot.records import Answer, Prompt, RedactedText

Generate = Callable[[Prompt], Answer]
MakeRewritePrompt = Callable[[RedactedText, str], Prompt]  # (text, how)
OnText = Callable[[str], None]
_NO_TOOLS: Mapping[str, str] = {}
WAYS = {
    "shorter": "in fewer words, keeping every fact",
    "longer": "in more words and full sentences, adding no new fact",
    "friendlier": "in a warmer and friendlier tone",
    "more formal": "in a more formal and polite tone",
    "simpler": "in plain words and short sentences that everybody understands",
    "fix language": "with spelling, grammar and punctuation corrected and nothing else changed",
    "en": "in English (translate it)",
    "de": "in German (translate it)",
    "es": "in Spanish (translate it)",
    "fr": "in French (translate it)",
}


def rewrite(
    text: RedactedText,
    how: str,
    *,
    generate: Generate,
    make_prompt: MakeRewritePrompt,
    on_text: OnText | None = None,
    tools: Mapping[str, str] = _NO_TOOLS,
) -> RedactedText:
    """The text rewritten paragraph by paragraph; `how` is one of WAYS or the name of a tool.

    `tools`: the team's own ways by name, each with what it tells the model, such as "as a list".

    A paragraph whose rewriting lost or gained a number, link or placeholder, was cut short or came
    out empty stays as it was. Raises BadInput for an unknown `how`.
    """
    ways = {**tools, **WAYS}
    if how not in ways:
        raise BadInput(f'"{how}" is not a way to rewrite. Choose one of: {", ".join(ways)}.')
    written: list[str] = []
    for paragraph in text.split("\n\n"):
        piece = _rewritten(RedactedText(paragraph), ways[how], generate, make_prompt)
        if on_text is not None:
            on_text(f"\n\n{piece}" if written else piece)
        written.append(piece)
    return RedactedText("\n\n".join(written))


def _rewritten(
    paragraph: RedactedText, how: str, generate: Generate, make_prompt: MakeRewritePrompt
) -> str:
    if not any(map(str.isalpha, paragraph)):
        return paragraph
    answer = generate(make_prompt(paragraph, how))
    text = _said_once(answer.text.strip().strip('"').strip())
    whole = answer.finish != "length" and bool(text)
    return text if whole and keeps(text, paragraph) else paragraph


def _said_once(text: str) -> str:
    """Without the paragraphs that a small model writes a second time."""
    return "\n\n".join(dict.fromkeys(one.strip() for one in text.split("\n\n") if one.strip()))
