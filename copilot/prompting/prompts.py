"""The prompts of every step, made from the files in resources/prompts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from copilot.paths import shipped
from copilot.prompting.prompt_file import PromptFile, load_prompts
from copilot.prompting.rendering import BUDGET, SHORT, render
from copilot.records import Prompt, RedactedText, RedactedTicket


@dataclass(frozen=True, slots=True)
class Prompts:
    """One method for each prompt file."""

    files: dict[str, PromptFile]

    def read(self, ticket: RedactedTicket, trouble: str) -> Prompt:
        """Summary and wants of a ticket; `trouble`: why the answer before could not be read.

        The second try is shorter: the first and the last messages.
        """
        again = f"Your last JSON could not be read: {trouble[:200]}" if trouble else ""
        budget = SHORT if trouble else BUDGET
        values = {"trouble": RedactedText(again)}
        return render(self.files["read"], values, ticket=ticket, budget=budget)

    def sentence(self, evidence: RedactedText, ask: RedactedText) -> Prompt:
        """One or two sentences in English that answer an ask from evidence alone."""
        return render(self.files["sentence"], {"evidence": evidence, "ask": ask})

    def in_language(self, text: RedactedText, language: str) -> Prompt:
        """An English sentence in another language, given by its English name."""
        return render(self.files["say"], {"text": text, "language": RedactedText(language)})

    def translate(self, ask: RedactedText) -> Prompt:
        """An ask in English, for a search in English articles."""
        return render(self.files["ask"], {"ask": ask})

    def transcript(self, lines: RedactedText, trouble: str) -> Prompt:
        """Action items of numbered lines; `trouble`: why the answer before could not be read."""
        again = f"Your last JSON could not be read: {trouble[:200]}" if trouble else ""
        values = {"lines": lines, "trouble": RedactedText(again)}
        return render(self.files["transcript"], values)

    def rewrite(self, text: RedactedText, how: str) -> Prompt:
        """A text again, in another manner or language."""
        return render(self.files["rewrite"], {"text": text, "how": RedactedText(how)})


def open_prompts(folder: Path | None = None) -> Prompts:
    """The shipped prompt files."""
    return Prompts(load_prompts(folder or shipped("resources", "prompts")))
