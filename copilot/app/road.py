"""Builds the parts of a road once and hands them in."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from copilot.app.knowledge import (
    SaveFolders,
    knowing_of,
    nowhere,
)
from copilot.app.privacy import SaveTimes, no_times_saved, privacy_of
from copilot.audit.chain import Payload, record
from copilot.audit.export import Sealer
from copilot.drafts.approval import verify, verify_seal
from copilot.drafts.signing import is_signed, signer
from copilot.engine import Engine
from copilot.helpdesk.contract import Reader, Writer
from copilot.helpdesk.sendable import NO_FILES
from copilot.locking.keys import Keys
from copilot.locking.unlocking import Lock
from copilot.outbox.outbox import Outbox
from copilot.pipeline import Road
from copilot.prompting.prompts import open_prompts
from copilot.records import Account, Person
from copilot.road.attaching import Attaching
from copilot.road.shelves import Shelves
from copilot.road.team_policy import TeamPolicy
from copilot.road.team_policy import read as read_policy
from copilot.road.walk import Means
from copilot.settings import Settings
from copilot.store.asked import Asked
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


def road_of(
    chosen: Settings,
    store: Store,
    *,
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
    """The road over an open store; without a writer nothing can be sent."""
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
        asked=Asked(store),
        fields=writer.fields if writer else (),
        links=bool(writer and writer.links),
        policy=policy,
        sealer=Sealer(profile, public_key, sign, is_signed),
        note=note,
        close_store=store.close,
    )
