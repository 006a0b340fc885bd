"""The schema, as steps that are only ever appended; each runs in its own transaction."""

from __future__ import annotations

from copilot.store.connection import Connection
from copilot.store.migrations.m001_tickets import m001_tickets
from copilot.store.migrations.m002_prepared import m002_prepared
from copilot.store.migrations.m003_drafts_and_outbox import m003_drafts_and_outbox
from copilot.store.migrations.m004_audit_and_logs import m004_audit_and_logs
from copilot.store.migrations.m005_knowledge import m005_knowledge
from copilot.store.migrations.m006_passage_index import m006_passage_index
from copilot.store.migrations.m007_approvals import m007_approvals
from copilot.store.migrations.m008_corrections import m008_corrections
from copilot.store.migrations.m009_letting_go import m009_letting_go
from copilot.store.migrations.m010_audit_contents import m010_audit_contents
from copilot.store.migrations.m011_second_signatures import m011_second_signatures
from copilot.store.migrations.m012_seen_fields import m012_seen_fields
from copilot.store.migrations.m013_files import m013_files
from copilot.store.migrations.m014_asked import m014_asked

STEPS = (
    m001_tickets,
    m002_prepared,
    m003_drafts_and_outbox,
    m004_audit_and_logs,
    m005_knowledge,
    m006_passage_index,
    m007_approvals,
    m008_corrections,
    m009_letting_go,
    m010_audit_contents,
    m011_second_signatures,
    m012_seen_fields,
    m013_files,
    m014_asked,
)
NAMES = tuple(step.__name__ for step in STEPS)


def applied(connection: Connection) -> tuple[str, ...]:
    """Names of the steps this file has, in the order they were made. Never writes."""
    table = "SELECT count(*) FROM sqlite_master WHERE name = '_sqlite_migrations'"
    if not connection.execute(table).fetchone()[0]:
        return ()
    rows = connection.execute(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = 'store' ORDER BY rowid"
    )
    return tuple(name for (name,) in rows)


def apply_all(connection: Connection) -> None:
    """Runs the steps this file does not have yet."""
    # Imported here: it takes a quarter of a second, and most starts have nothing to migrate.
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    migrations = Migrations("store")
    for step in STEPS:
        migrations()(step)
    migrations.apply(Database(connection))


def copy_name(store: str, step: str) -> str:
    """Name of the copy that is kept before `step` and what follows it."""
    return f"{store}.before-{step}"


def is_copy(store: str, name: str) -> bool:
    return name.startswith(f"{store}.before-")
