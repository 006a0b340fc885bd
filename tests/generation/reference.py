"""The reference model file, for tests that are marked "model"."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from copilot.paths import places

NAME = "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"


def model_path(name: str) -> Path:
    """A file or folder of the models folder; skips where it is absent, and fails in CI."""
    path = places().models / name
    if not path.exists():
        tell = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        tell(f"{name} is not here; `make models` fetches it")
    return path


@pytest.fixture(scope="session")
def reference_file() -> Path:
    return model_path(NAME)
