"""The reference model file, loaded once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from copilot.generation.generator import Generator
from copilot.generation.llama import LlamaFile
from tests.generation.reference import SHA256

__all__ = ["generator"]


@pytest.fixture(scope="session")
def generator(reference_file: Path) -> Iterator[Generator[Any]]:
    loaded = LlamaFile(reference_file, threads=2)
    yield Generator(loaded, model_sha256=SHA256)
    loaded.close()
