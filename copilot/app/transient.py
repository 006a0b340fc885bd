"""Roads over a store that is gone afterwards: the demo desk, a file, golden cases."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from copilot.app.engine import engine_for
from copilot.app.helpdesk import helpdesk_of
from copilot.app.knowledge import require_articles
from copilot.app.road import road_of
from copilot.engine import Engine
from copilot.helpdesk.allowed import ALLOWED, HELPDESK
from copilot.helpdesk.contract import Reader
from copilot.helpdesk.demo.desk import DemoDesk
from copilot.helpdesk.ticket_file import TicketFileReader
from copilot.locking.keys import MemoryKeys
from copilot.paths import places
from copilot.pipeline import Road
from copilot.records import Person, TicketKey
from copilot.settings import KnowledgeFolder, Settings
from copilot.store.ledger import Ledger
from copilot.store.store import Store


@contextmanager
def demo_road(engine: Engine | None = None) -> Iterator[Road]:
    """The demo desk in a folder and a store of its own, both gone afterwards."""
    chosen, at = Settings(undo_seconds=0), places()
    folder = Path(tempfile.mkdtemp(prefix="support-copilot-demo-"))
    store = Store.transient()
    try:
        reader, writer = helpdesk_of(chosen, folder, "", Ledger(store).add)
        road = road_of(
            chosen,
            store,
            keys=MemoryKeys(),
            reader=reader,
            writer=writer,
            engine=engine or engine_for(chosen, at),
        )
        try:
            yield road
        finally:
            road.close()
    finally:
        store.close()
        shutil.rmtree(folder)


@contextmanager
def eval_road(
    seed: Path,
    articles: Path,
    *,
    engine: Engine,
    prompts: Path | None = None,
) -> Iterator[Road]:
    """A desk over the tickets in `seed` and the articles of a folder, gone afterwards.

    `prompts`: files that take the place of the shipped ones.
    """
    chosen = Settings(undo_seconds=0, knowledge=(KnowledgeFolder(str(articles)),))
    store = Store.transient()
    with tempfile.TemporaryDirectory(prefix="support-copilot-eval-") as folder:
        try:
            ALLOWED.allow(HELPDESK, ())
            me = Person(chosen.agent_name, chosen.agent_email)
            desk = DemoDesk(Path(folder), seed, me=me)
            road = road_of(
                chosen,
                store,
                keys=MemoryKeys(),
                reader=desk.reader(),
                writer=desk.writer(),
                engine=engine,
                prompts=prompts,
                shop=False,
            )
            try:
                yield road
            finally:
                road.close()
        finally:
            store.close()


@contextmanager
def file_road(
    ticket_file: Path, knowledge: Path | None, engine: Engine | None = None
) -> Iterator[tuple[Road, TicketKey]]:
    """One ticket from a file and articles from a folder, with nothing configured and nothing kept.

    Raises BadInput naming the file and its mistake.
    """
    reader = TicketFileReader(ticket_file)
    with reader_road(reader, knowledge, engine) as (road, _):
        yield road, reader.key


@contextmanager
def reader_road(
    reader: Reader, knowledge: Path | None, engine: Engine | None = None
) -> Iterator[tuple[Road, Engine]]:
    """What a reader brings, synced, in a transient store, and the engine it is worked on with.

    Its tickets are of the connector "file"; nothing can be sent. Raises BadInput.
    """
    if knowledge is not None:
        require_articles(knowledge)
    at = places()
    chosen = Settings(
        team="",
        agent_name="",
        agent_email="",
        knowledge=(KnowledgeFolder(str(knowledge)),) if knowledge else (),
    )
    store = Store.transient()
    engine = engine or engine_for(chosen, at)
    try:
        road = road_of(chosen, store, keys=MemoryKeys(), reader=reader, writer=None, engine=engine)
        try:
            road.sync()
            yield road, engine
        finally:
            road.close()
    finally:
        store.close()
