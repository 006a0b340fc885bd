"""What the bytes of the file give away: nothing without the key, nothing deleted even with it."""

from __future__ import annotations

from array import array
from pathlib import Path
from struct import unpack

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from copilot.records import Judgement, RedactedText, RestoreMap, Scope
from copilot.store.connection import PAGE, SALT, Connection
from copilot.store.drafts import Drafts
from copilot.store.knowledge import KnowledgeLog
from copilot.store.outbox import OutboxRows
from copilot.store.passages import Passages
from copilot.store.prepared import Prepared
from copilot.store.profile import Profile, StoreKeys
from copilot.store.store import Store
from copilot.store.tickets import Tickets
from tests.store.records_for_tests import (
    START,
    approved,
    document,
    draft,
    indexed,
    passage,
    ticket,
    vector,
)

MARK = "Zwiebelfischprobe"
VECTOR = vector(*((0.123 + number / 1000) * (-1) ** (number % 7) for number in range(384)))
NUMBERS = unpack("<384f", VECTOR)
SHORT = array("b", [round(number * (127 / max(map(abs, NUMBERS)))) for number in NUMBERS])
SIGNS = sum((number > 0) << place for place, number in enumerate(NUMBERS))
# As the index keeps a vector; a piece of each, since the code of one may lie across two pages.
PIECES = (VECTOR[:64], SHORT.tobytes()[:64], SIGNS.to_bytes(48, "little")[:24])


def fill(store: Store) -> None:
    one = ticket(texts=(f"{MARK} in a ticket " * 400,))
    Tickets(store).save([one])
    Prepared(store).save_restore_map(one.key, RestoreMap((("[[CUSTOMER_1]]", MARK),)))
    Drafts(store).save(draft(one, f"{MARK} in a draft"))
    pieces = [passage(f"{MARK} {number} in a passage") for number in range(50)]
    about = document(text=f"{MARK} in a document")
    Passages(store).replace([indexed(about, *pieces, vectors=[VECTOR] * 50)])
    Passages(store).add_vectors("another", dict.fromkeys(range(1, 51), VECTOR))
    log = KnowledgeLog(store)
    log.judge("filters.md", MARK, Judgement.USED, VECTOR, one.key, START)
    log.miss(RedactedText(f"{MARK}?"), VECTOR, one.key, START)
    StoreKeys(Profile(store)).set("rt", f"{MARK} as a token")


def decrypted(path: Path, key: bytes) -> bytes:
    """Every page as SQLite sees it, free ones too: AES-256-CBC, with IV and HMAC at its end."""
    data, pages = path.read_bytes(), []
    for start in range(0, len(data), PAGE):
        page = data[start + (SALT if start == 0 else 0) : start + PAGE]
        cipher = Cipher(algorithms.AES(key), modes.CBC(page[-80:-64])).decryptor()
        pages.append(cipher.update(page[:-80]))
    return b"".join(pages)


def hidden(data: bytes) -> bool:
    """Whether neither the mark, in any case the index keeps it, nor the vector is in the data."""
    return not any(piece in data for piece in (MARK.encode(), MARK.lower().encode(), *PIECES))


def test_no_file_shows_any_text_while_open_or_closed(path: Path, key: bytes):
    store = Store.open(path, key, create=True)
    fill(store)
    files = list(path.parent.iterdir())
    assert path.with_name("store.db-wal") in files
    assert all(hidden(file.read_bytes()) for file in files)
    store.close()
    assert hidden(path.read_bytes())
    assert key not in path.read_bytes()
    seen = decrypted(path, key)
    assert all(piece in seen for piece in (MARK.encode(), MARK.lower().encode(), *PIECES))


def test_what_was_deleted_is_not_even_there_with_the_key(path: Path, key: bytes):
    store = Store.open(path, key, create=True)
    fill(store)
    store.close()
    store = Store.open(path, key)
    Tickets(store).remove([ticket().key])
    Passages(store).remove(["filters.md"])
    StoreKeys(Profile(store)).delete("rt")
    store.close()
    assert hidden(decrypted(path, key))


def test_no_word_of_a_removed_document_stays_between_the_pages(store: Store, direct: Connection):
    index = Passages(store)
    names = ("Amsel", MARK)
    for name in names:
        pieces = [passage(f"{name}{number}") for number in range(1500)]
        index.replace([indexed(document(name), *pieces)])
    separators = "SELECT count(*) FROM passages_fts_idx WHERE instr(term, CAST(? AS BLOB))"
    mark = MARK.lower()
    assert direct.execute(separators, (mark,)).fetchone()[0] > 0
    index.remove([MARK])
    assert direct.execute(separators, (mark,)).fetchone()[0] == 0
    assert len(index.by_words("amsel7", limit=9, scopes=frozenset(Scope), teams=set())) == 1


def test_what_was_replaced_is_gone_too(path: Path, key: bytes):
    store = Store.open(path, key, create=True)
    fill(store)
    store.close()
    store = Store.open(path, key)
    Tickets(store).save([ticket()])
    Drafts(store).retire(ticket().key, draft(ticket()).kind)
    Prepared(store).save_restore_map(ticket().key, RestoreMap())
    Passages(store).replace([indexed(document())])
    KnowledgeLog(store).reset(None)
    KnowledgeLog(store).unmiss(ticket().key)
    StoreKeys(Profile(store)).set("rt", "another token")
    store.write(lambda db: db.execute("DELETE FROM drafts"))
    store.close()
    assert hidden(decrypted(path, key))


def test_an_approval_stays_when_its_ticket_goes(store: Store):
    Tickets(store).save([ticket()])
    OutboxRows(store).save_approval(approved())
    Tickets(store).remove([ticket().key])
    assert OutboxRows(store).approval("ap1") == approved()
