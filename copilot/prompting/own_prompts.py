"""Prompt files of somebody's own, in place of the shipped ones, to see what they change."""

from __future__ import annotations

from pathlib import Path

from copilot.errors import BadInput
from copilot.paths import shipped
from copilot.prompting.prompt_file import PromptFile, load_prompts
from copilot.prompting.rendering import asked_for


def load_own_prompts(folder: Path) -> dict[str, PromptFile]:
    """By name; a whole set, each taking what the shipped one takes. Raises BadInput."""
    shipped_folder = shipped("resources", "prompts")
    own = load_prompts(folder) if folder.is_dir() else {}
    for name, file in load_prompts(shipped_folder).items():
        if name not in own:
            raise BadInput(
                f"{folder} has no prompt file {name}.md: copy the whole folder "
                f"{shipped_folder} and change what you want to try."
            )
        if asked_for(own[name]) != asked_for(file):
            takes = ", ".join(f"{{{one}}}" for one in sorted(asked_for(file)))
            raise BadInput(f"{name}.md has to hold {takes} once or more, and no other braces.")
    return own
