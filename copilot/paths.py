"""Where files live: what is shipped with the program, and what belongs to the person."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import platformdirs

from copilot.errors import BadInput

APP = "support-copilot"
_PROFILE = re.compile(r"(?!(models|logs)$)[A-Za-z0-9][A-Za-z0-9_-]{0,39}")


def shipped(*parts: str) -> Path:
    """A file or folder that comes with the program, such as shipped("resources", "prompts")."""
    frozen = getattr(sys, "_MEIPASS", None)
    here = Path(__file__).resolve().parent
    root = Path(frozen) if frozen else here / "_data"
    return (root if root.is_dir() else here.parent).joinpath(*parts)


def shared_models() -> tuple[Path, ...]:
    """Folders of model files that were installed with the packaged program, or lie beside it."""
    if not getattr(sys, "frozen", False):
        return ()
    return shipped("model-files"), Path(sys.executable).resolve().parent / "model-files"


def model_place(models: Path, name: str) -> Path:
    """Where a model file is: in the person's own folder, else in one of the shared ones.

    Where none has it: the place in the person's own folder, which is written to.
    """
    found = (folder / name for folder in (models, *shared_models()) if (folder / name).exists())
    return next(found, models / name)


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one profile; made with owner-only rights on first use."""

    data: Path  # the store and the demo desk
    config: Path  # settings.toml
    models: Path  # model files, shared by all profiles
    logs: Path

    @property
    def store(self) -> Path:
        return self.data / "store.db"

    @property
    def settings(self) -> Path:
        return self.config / "settings.toml"


def places(profile: str = "default") -> Places:
    """The places of a profile. SUPPORT_COPILOT_HOME puts all of them under one folder.

    SUPPORT_COPILOT_MODELS names a folder of model files alone, such as one that machines share.
    Raises BadInput for a name that is none: it becomes the name of a folder.
    """
    if not _PROFILE.fullmatch(profile):
        raise BadInput(
            f"“{profile}” cannot be the name of a profile: take up to 40 letters, digits, - and _, "
            "but not “models” or “logs”."
        )
    home = os.environ.get("SUPPORT_COPILOT_HOME")
    own_models = os.environ.get("SUPPORT_COPILOT_MODELS")
    if home:
        root = Path(home)
        found = Places(root / profile, root / profile, root / "models", root / "logs")
    else:
        found = Places(
            Path(platformdirs.user_data_dir(APP)) / profile,
            Path(platformdirs.user_config_dir(APP)) / profile,
            Path(platformdirs.user_data_dir(APP)) / "models",
            Path(platformdirs.user_log_dir(APP)),
        )
    if own_models:
        found = replace(found, models=Path(own_models))
    for folder in (found.data, found.config, found.models, found.logs):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found
