"""Builds the real parts of a profile once and hands them to the road."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from copilot import settings as settings_file
from copilot.app_egress import ledger_of
from copilot.app_knowledge import (
    SaveFolders,
    knowing_of,
    nowhere,
    require_articles,
    reranker_here,
    saver,
)
from copilot.app_policy import OwnSigner
from copilot.app_privacy import SaveTimes, no_times_saved, privacy_of, times_saver
from copilot.attaching import Attaching
from copilot.audit.chain import Payload, record
from copilot.audit.export import Sealer
from copilot.drafts.approval import verify, verify_seal
from copilot.drafts.signing import is_signed, signer
from copilot.engine import EmbeddingFile, Engine, EngineFiles
from copilot.engine.client import EngineClient
from copilot.errors import ModelFileError, SignInRefused
from copilot.helpdesk.allowed import ALLOWED, HELPDESK
from copilot.helpdesk.contract import Reader, Writer
from copilot.helpdesk.demo.desk import DemoDesk
from copilot.helpdesk.request_tracker.reader import RequestTrackerReader, authorization
from copilot.helpdesk.request_tracker.writer import RequestTrackerWriter
from copilot.helpdesk.sendable import NO_FILES
from copilot.helpdesk.sockets import open_client
from copilot.helpdesk.ticket_file import TicketFileReader
from copilot.keys import PASSPHRASE_FILE, Keys, MemoryKeys, passphrase_from_file
from copilot.model_files.catalogue import FileRole, load_catalogue
from copilot.model_files.choice import chosen_file, chosen_names, embeddings_here
from copilot.model_files.gguf import read_header
from copilot.model_files.memory import check_memory, memory_need
from copilot.model_files.verify import verified
from copilot.outbox.outbox import Outbox
from copilot.paths import Places, model_place, places, shipped
from copilot.pipeline import Road, Shelves
from copilot.prompting.prompts import open_prompts
from copilot.records import Account, LedgerRow, Person, TicketKey
from copilot.settings import KnowledgeFolder, Settings
from copilot.store.audit import AuditRows
from copilot.store.corrections import Corrections
from copilot.store.drafts import Drafts
from copilot.store.files import Files
from copilot.store.ledger import Ledger
from copilot.store.outbox import OutboxRows
from copilot.store.passages import Passages
from copilot.store.profile import Profile
from copilot.store.store import Store
from copilot.store.tickets import Tickets
from copilot.store.traces import Traces
from copilot.team_policy import TeamPolicy
from copilot.team_policy import read as read_policy
from copilot.unlocking import Lock, unlocked
from copilot.walk import Means

TOKEN = "helpdesk-token"  # noqa: S105 - its name in the keyring


def open_road(at: Places, *, passphrase: str | None = None, engine: Engine | None = None) -> Road:
    """The road of a profile. Without a keyring it needs a passphrase: raises KeyringMissing.

    Raises StoreError and BadInput. `engine` takes the place of the real engine process.
    """
    chosen = settings_file.load(at.settings)
    lock = _unlocked(at, passphrase)
    store, keys = lock.store, lock.keys
    try:
        token = keys.get(TOKEN) or ""
        reader, writer = _helpdesk(chosen, at.data, token, ledger_of(store, at))
        engine = engine or _engine(chosen, at)
        road = _road(
            chosen,
            store,
            keys,
            reader,
            writer,
            engine,
            save=saver(at),
            save_times=times_saver(at),
            lock=lock,
            profile=at.data.name,
        )
        store.write(lambda db: road.opened(Profile(store), lock.by()))
        return road
    except BaseException:
        store.close()
        raise


@contextmanager
def demo_road(engine: Engine | None = None) -> Iterator[Road]:
    """The demo desk in a folder and a store of its own, both gone afterwards."""
    chosen, at = Settings(undo_seconds=0), places()
    folder = Path(tempfile.mkdtemp(prefix="support-copilot-demo-"))
    store = Store.transient()
    try:
        reader, writer = _helpdesk(chosen, folder, "", Ledger(store).add)
        road = _road(chosen, store, MemoryKeys(), reader, writer, engine or _engine(chosen, at))
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
            road = _road(
                chosen,
                store,
                MemoryKeys(),
                desk.reader(),
                desk.writer(),
                engine,
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
    engine = engine or _engine(chosen, at)
    try:
        road = _road(chosen, store, MemoryKeys(), reader, None, engine)
        try:
            road.sync()
            yield road, engine
        finally:
            road.close()
    finally:
        store.close()


def connect(at: Places, chosen: Settings, token: str, *, passphrase: str | None = None) -> Person:
    """Try the helpdesk with this token; when it answers, keep both.

    Raises HelpdeskError, and SetByOrganisation before anything is tried.
    """
    settings_file.require_open(chosen)
    if not token:
        raise SignInRefused("No token was given. Make one in the helpdesk and give it here.")
    lock = _unlocked(at, passphrase)
    store, keys = lock.store, lock.keys
    try:
        reader, _ = _helpdesk(chosen, at.data, token, ledger_of(store, at))
        person = reader.account()
        keys.set(TOKEN, token)
        told: Payload = {"helpdesk": chosen.helpdesk, "address": chosen.helpdesk_url}
        record(AuditRows(store), "connected", actor=person.email, subject="helpdesk", payload=told)
    finally:
        store.close()
    settings_file.save(
        settings_file.suggested(chosen, agent_name=person.name, agent_email=person.email),
        at.settings,
    )
    return person


@contextmanager
def own_signer(at: Places) -> Iterator[OwnSigner]:
    """The key that signs in the name of this profile. Raises StoreError."""
    lock = _unlocked(at, None)
    try:
        sign, public_key = signer(lock.keys)
        yield OwnSigner(public_key.hex(), sign)
    finally:
        lock.store.close()


def passphrase_in(file: Path) -> str:
    """The passphrase in a file that nobody but its owner can read. Raises BadInput."""
    return passphrase_from_file(file)


def engine_of(at: Places, model_file: str | None = None) -> Engine:
    """The engine process of a profile, for measurements that need no store.

    `model_file` is used in the place of its own: an id, a path, "" for the reference file.
    """
    chosen = settings_file.load(at.settings)
    if model_file is not None:
        chosen = Settings(model_file=model_file)
    return _engine(chosen, at)


def _unlocked(at: Places, passphrase: str | None) -> Lock:
    """The open store, with the passphrase in the file that the environment names."""
    named = os.environ.get(PASSPHRASE_FILE)
    if passphrase is None and named:
        passphrase = passphrase_in(Path(named))
    return unlocked(at.store, at.data.name, passphrase)


def _helpdesk(
    chosen: Settings, folder: Path, token: str, ledger: Callable[[LedgerRow], None]
) -> tuple[Reader, Writer]:
    if chosen.helpdesk == "demo":
        ALLOWED.allow(HELPDESK, ())
        me = Person(chosen.agent_name, chosen.agent_email)
        desk = DemoDesk(folder, shipped("resources", "demo", "tickets.json"), me=me)
        return desk.reader(), desk.writer()
    client = open_client(chosen.helpdesk_url, headers=authorization(token), ledger=ledger)
    return RequestTrackerReader(client, token=token), RequestTrackerWriter(client, token=token)


def _engine(chosen: Settings, at: Places) -> Engine:
    """The engine process over verified files; what is missing is said when it is needed."""
    catalogue = load_catalogue()
    ner = catalogue.reference(FileRole.NER)
    reranker = reranker_here(chosen, catalogue, at.models)
    names = chosen_names(chosen.names_model, catalogue, at.models)
    files = EngineFiles(
        embeddings=tuple(
            EmbeddingFile(one.sha256, one.folder, one.query_prefix, one.passage_prefix)
            for one in embeddings_here(chosen.embedder, catalogue, at.models)
        ),
        reranker=reranker.folder if reranker else None,
        names=names.folder if names else None,
        ner=verified(ner, at.models) if model_place(at.models, ner.file).exists() else None,
    )
    try:
        file = chosen_file(chosen.model_file, catalogue, at.models)
        check_memory(memory_need(read_header(file.path), chosen.context_tokens), file.title)
    except ModelFileError as error:
        return EngineClient(replace(files, fault=str(error)))
    return EngineClient(
        replace(
            files,
            generation=file.path,
            generation_title=file.title,
            generation_sha256=file.sha256,
        )
    )


def _road(
    chosen: Settings,
    store: Store,
    keys: Keys,
    reader: Reader,
    writer: Writer | None,
    engine: Engine,
    save: SaveFolders = nowhere,
    save_times: SaveTimes = no_times_saved,
    lock: Lock | None = None,
    profile: str = "",
    prompts: Path | None = None,
    shop: bool = True,
) -> Road:
    connector = "file" if writer is None else chosen.helpdesk
    account = Account(
        chosen.team, connector, chosen.helpdesk_url, Person(chosen.agent_name, chosen.agent_email)
    )
    sign, public_key = signer(keys)
    rows = AuditRows(store)

    def note(event: str, subject: str, payload: Payload) -> None:
        # What is said of a ticket ("rt/17") goes when its requester is deleted.
        apart, actor = "/" in subject, account.agent.email
        record(rows, event, actor=actor, subject=subject, payload=payload, apart=apart)

    policy = TeamPolicy(
        file=chosen.policy_file,
        read=partial(read_policy, Path(chosen.policy_file), chosen.policy_key, is_signed),
        remembered=Profile(store),
        note=note,
        own_key=public_key.hex(),
    )
    outbox = Outbox(
        OutboxRows(store),
        {} if writer is None else {connector: writer},
        drafts=Drafts(store),
        verify=lambda approved: verify(approved, public_key),
        verify_seal=lambda approved: verify_seal(approved, public_key),
        rules=policy,
        clock=lambda: datetime.now(UTC),
        steady=time.monotonic,
        record=note,
    )
    tickets, passages, corrections = Tickets(store), Passages(store), Corrections(store)
    knowing = knowing_of(
        chosen,
        store,
        engine,
        tickets=tickets,
        passages=passages,
        corrections=corrections.all,
        demo=shop and connector == "demo",
        save=save,
    )
    means = Means(
        engine=engine,
        library=knowing.library,
        prompts=open_prompts(prompts),
        prepared=knowing.prepared,
        traces=Traces(store),
        corrections=corrections.all,
    )
    shelves = Shelves(tickets, Drafts(store), Ledger(store), passages, rows)
    return Road(
        account=account,
        settings=chosen,
        shelves=shelves,
        means=means,
        knowing=knowing,
        privacy=privacy_of(
            chosen,
            store,
            tickets=tickets,
            prepared=knowing.prepared,
            corrections=corrections,
            passages=passages,
            outbox=outbox,
            audit=rows,
            engine=engine,
            note=note,
            sources_changed=knowing.library.keeper.sources_changed,
            save=save_times,
            lock=lock or Lock(store, keys),
        ),
        reader=reader,
        outbox=outbox,
        attaching=Attaching(
            shelves.drafts, Files(store), writer.limits if writer else NO_FILES, note
        ),
        fields=writer.fields if writer else (),
        links=bool(writer and writer.links),
        policy=policy,
        sealer=Sealer(profile, public_key, sign, is_signed),
        note=note,
        close_store=store.close,
    )
