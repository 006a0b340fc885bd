"""A store of the version before opens: the index is emptied, everything else stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from copilot.records import Scope
from copilot.store import migrations
from copilot.store.connection import cipher_key, connect
from copilot.store.passages import Passages
from copilot.store.store import Store
from copilot.store.tickets import Tickets
from tests.store.records_for_tests import document, indexed, passage, ticket, vector
from tests.store.test_secrecy import decrypted

FIRST_FIVE = migrations.STEPS[:5]


@pytest.fixture
def before(path: Path, key: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with the schema of the first five steps, a ticket and an indexed article."""
    with monkeypatch.context() as old:
        old.setattr(migrations, "STEPS", FIRST_FIVE)
        store = Store.open(path, key, create=True)
        Tickets(store).save([ticket()])
        store.close()
    connection = connect(path, cipher_key(key))
    connection.execute(
        "INSERT INTO sources VALUES ('a.md', 'article', 'public', 'Filters', 'f', 'minilm', '{}')"
    )
    for number in range(3):
        connection.execute(
            'INSERT INTO passages (source, kind, scope, title, heading, text, start, "end") '
            "VALUES ('a.md', 'article', 'public', 'Filters', '', 'Ventilküken', 0, 11)"
        )
        connection.execute("INSERT INTO passage_vectors VALUES (?, ?)", (number + 1, vector(1)))
    connection.close()
    return path


def test_every_source_is_read_again_and_tickets_stay(before: Path, key: bytes):
    store = Store.open(before, key)
    assert migrations.NAMES[5] == "m006_passage_index"
    assert Tickets(store).get(ticket().key) == ticket()
    index = Passages(store)
    assert (index.sources(), index.embedders(), index.languages()) == ((), {}, {})
    index.replace([indexed(document(), passage("Tighten it."), vectors=[vector(1)])])
    ((found, _),) = index.by_vector(vector(1), limit=3, scopes=frozenset(Scope), teams=set())
    store.close()
    assert found.id == 4, "a draft may remember passage 3"


def test_the_words_of_the_old_index_are_gone(before: Path, key: bytes):
    assert b"ventilkuken" in decrypted(before, key)
    Store.open(before, key).close()
    assert b"ventilkuken" not in decrypted(before, key)
