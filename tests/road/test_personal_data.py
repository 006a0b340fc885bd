"""Personal data is in no prompt, no text that gets a vector, no trace, audit row or log line."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from copilot import paths
from copilot.engine import EngineFiles, Priority
from copilot.engine.client import EngineClient
from copilot.pipeline import Road
from copilot.records import (
    Judgement,
    KnownIdentity,
    RedactedBatch,
    ReplyKind,
    RestoreMap,
    TicketKey,
)
from copilot.settings import KnowledgeFolder
from copilot.store.store import Store
from tests.conftest import MODELS, missing
from tests.road.conftest import PASSPHRASE, OpenDemo
from tests.road.scripted import RecordingEngine
from tests.road.small_desk import seed_with

pytestmark = pytest.mark.model

# Card, phone, order and IBAN numbers are those of the demo desk's own tickets.
SECRETS = {
    "4221": ("Herrera", "tomas.herrera@example.org", "4242 4242 4242 4242", "A-88107"),
    "4223": ("Okafor", "m.okafor@example.com", "07700 900461", "A-71904"),
    "4209": ("Jule Brandt", "jule.brandt@example.net", "DE89 3704 0044 0532 0130", "0171 3920012"),
    "4251": ("Trevor Nash", "trevor.nash@example.com", "5555 5555 5555 4444", "A-85903"),
}

# Who asked in the solved tickets that are read into the index beside them.
SOLVED = {
    "3901": ("Colin Baxter", "colin.baxter@example.com", "A-80117"),
    "3907": ("Ulrike Sander", "ulrike.sander@example.org"),
    "3912": ("Joel Tanner", "joel.tanner@example.net"),
}


class RealRedaction(RecordingEngine):
    """Redacts in the real engine process; the model and the embedder are scripted."""

    def __init__(self, client: EngineClient) -> None:
        super().__init__()
        self.client = client

    def redact(
        self,
        texts: Sequence[str],
        *,
        known: Sequence[KnownIdentity],
        restore: RestoreMap,
        language: str | None = None,
        priority: Priority = Priority.OPEN_TICKET,
    ) -> RedactedBatch:
        return self.client.redact(
            texts, known=known, restore=restore, language=language, priority=priority
        )

    def close(self) -> None:
        self.client.close()
        super().close()


@pytest.fixture
def redacting() -> Iterator[RealRedaction]:
    names = MODELS / "en_core_web_sm"
    if not names.exists():
        missing("the files for name recognition", "make models")
    engine = RealRedaction(EngineClient(EngineFiles(ner=names)))
    yield engine
    engine.close()


def rows(store: Path, table: str) -> str:
    opened = Store.open(store, PASSPHRASE)
    try:
        found = opened.read(lambda db: db.execute(f"SELECT * FROM {table}").fetchall())  # noqa: S608
    finally:
        opened.close()
    assert found
    return "\n".join(str(tuple(row)) for row in found)


def texts(store: Path, query: str) -> str:
    opened = Store.open(store, PASSPHRASE)
    try:
        found = opened.read(lambda db: db.execute(query).fetchall())
    finally:
        opened.close()
    assert found
    return "\n".join(text for (text,) in found)


def texts_of(road: Road) -> Iterator[tuple[TicketKey, str]]:
    """Every text of the tickets, whole and from the middle of a word on."""
    for number in SECRETS:
        ticket = road.open(TicketKey("demo", number)).ticket
        for message in ticket.messages:
            yield ticket.key, message.text
            yield ticket.key, message.text[len(message.text) // 2 :]


def test_nothing_personal_leaves_the_ticket(
    at: paths.Places,
    tmp_path: Path,
    open_demo: OpenDemo,
    redacting: RealRedaction,
    one_article: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    seed_with(at, tmp_path, set(SECRETS))
    road = open_demo(redacting, knowledge=(KnowledgeFolder(str(one_article)),))
    road.sync()
    for number, (name, *_) in SECRETS.items():
        key = TicketKey("demo", number)
        assert road.summarise(key)
        road.looked(road.open(key).ticket)
        draft = road.draft(key)
        assert name.split()[-1] in draft.text
        road.draft(key, kind=ReplyKind.INTERNAL_NOTE)
        road.rewrite(draft, "more formal")
        road.judge_source(key, draft.sources[0], Judgement.OPENED)
        road.approve(draft, road.outgoing(draft, new_status=None))
    road.knowledge.update()
    road.knowledge.search("the cartridge of Trevor Nash, trevor.nash@example.com")
    (*_, sent) = road.deliver()
    shared = [road.privacy.shared(one, text) for one, text in texts_of(road)]
    export = road.audit.export()
    road.close()

    prompts = [f"{prompt.system}\n{prompt.user}" for prompt in redacting.prompts]
    assert len(prompts) >= 2 * len(SECRETS)
    places = {
        "prompts": "\n".join(prompts),
        "vectors": "\n".join(redacting.embedded),
        "traces": rows(at.store, "traces"),
        "audit": rows(at.store, "audit"),
        "passages": rows(at.store, "passages"),
        "questions that found nothing": rows(at.store, "misses"),
        "judgements": rows(at.store, "judgements"),
        "redacted tickets": texts(at.store, "SELECT record FROM redacted"),
        "summaries": texts(at.store, "SELECT record FROM summaries"),
        "sources": texts(at.store, "SELECT title || record FROM sources"),
        "words of the index": texts(at.store, "SELECT title || heading || text FROM passages"),
        "export of the audit": export.data.decode(),
        "reason in the outbox": sent.reason,
        "what is shared": "\n".join(shared),
        "log": caplog.text,
    }
    found = [
        (place, number, secret)
        for place, text in places.items()
        for number, secrets in (SECRETS | SOLVED).items()
        for secret in secrets
        if secret in text or (secret[0].isdigit() and secret.replace(" ", "") in text)
    ]
    assert found == []
