"""Rewrites a text: shorter, friendlier, more formal, or in another language."""

from __future__ import annotations

from collections.abc import Callable

from copilot.assistance.values import keeps
from copilot.errors import BadInput
from copilot.records import Answer, Prompt, RedactedText

Generate = Callable[[Prompt], Answer]
MakeRewritePrompt = Callable[[RedactedText, str], Prompt]  # (text, how)
OnText = Callable[[str], None]
WAYS = {
    "shorter": "in fewer words, keeping every fact",
    "friendlier": "in a warmer and friendlier tone",
    "more formal": "in a more formal and polite tone",
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
) -> RedactedText:
    """The text rewritten paragraph by paragraph; `how` is one of WAYS.

    A paragraph whose rewriting lost or gained a number, link or placeholder, was cut short or came
    out empty stays as it was. Raises BadInput for an unknown `how`.
    """
    if how not in WAYS:
        raise BadInput(f'"{how}" is not a way to rewrite. Choose one of: {", ".join(WAYS)}.')
    written: list[str] = []
    for paragraph in text.split("\n\n"):
        piece = _rewritten(RedactedText(paragraph), WAYS[how], generate, make_prompt)
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
    text = answer.text.strip().strip('"').strip()
    whole = answer.finish != "length" and bool(text)
    return text if whole and keeps(text, paragraph) else paragraph
