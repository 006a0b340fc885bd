"""The real redactor, loaded once."""

from __future__ import annotations

import os

import pytest

from copilot.paths import places
from copilot.redaction.analyzer import Redactor, load_redactor


@pytest.fixture(scope="session")
def redactor() -> Redactor:
    folder = places().models / "en_core_web_sm"
    if not folder.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{folder} is missing: support-copilot models fetch en_core_web_sm")
        pytest.skip("run: support-copilot models fetch en_core_web_sm")
    return load_redactor(folder)
