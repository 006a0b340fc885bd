"""A store in a folder of its own, with its key."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from copilot.store.connection import Connection, cipher_key, connect
from copilot.store.store import Store


@pytest.fixture
def key() -> bytes:
    return os.urandom(32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def store(path: Path, key: bytes) -> Iterator[Store]:
    store = Store.open(path, key, create=True)
    yield store
    store.close()


@pytest.fixture
def direct(store: Store, key: bytes) -> Iterator[Connection]:
    """A connection of its own to the file, for going around the program."""
    connection = connect(store.path, cipher_key(key))
    yield connection
    connection.close()
