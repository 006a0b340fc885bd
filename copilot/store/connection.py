"""How a connection to the encrypted file is made, and what a key for it looks like."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2 as sqlcipher

from copilot.errors import Bug

if TYPE_CHECKING:
    from sqlite3 import Connection as Connection  # the same interface, and it has types
else:
    Connection = sqlcipher.Connection

PAGE = 4096  # bytes; SQLCipher 4
SALT = 16  # bytes, the first of the file
KEY = 32  # bytes
ROUNDS = 256_000  # of PBKDF2-HMAC-SHA512; SQLCipher 4
CACHE = (
    64 * 1024
)  # KiB of decrypted pages; with the built-in 8 MB a scan over the vectors is ten times slower


def cipher_key(secret: bytes | str, salt: bytes = b"") -> str:
    """The hexadecimal text for `PRAGMA key`, from a raw 32-byte key or a passphrase.

    A passphrase is stretched with the file's salt as SQLCipher 4 would do it, but once per store
    and not once per connection.
    """
    if isinstance(secret, bytes):
        if len(secret) != KEY:
            raise ValueError(f"a raw key has {KEY} bytes")
        return secret.hex()
    stretched = hashlib.pbkdf2_hmac("sha512", secret.encode(), salt, ROUNDS, KEY)
    return stretched.hex() + salt.hex()


def key_for_file(secret: bytes | str, path: Path) -> str:
    """The key for an existing file."""
    with path.open("rb") as file:
        return cipher_key(secret, file.read(SALT))


def key_for_new_file(secret: bytes | str) -> str:
    """The key for a file that is to be made."""
    return cipher_key(secret, os.urandom(SALT))


def connect(path: Path, key: str) -> Connection:
    """A connection with autocommit, for one thread at a time. The key is not tried yet."""
    connection = _keyed(str(path), key, uri=False)
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA foreign_keys = ON")
    # So that INSERT OR REPLACE cannot slip past the triggers that refuse a DELETE.
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute(f"PRAGMA cache_size = -{CACHE}")
    connection.execute("PRAGMA busy_timeout = 10000")
    connection.enable_load_extension(True)
    connection.load_extension(_vec())
    connection.enable_load_extension(False)
    return connection


def connect_untouched(path: Path, key: str) -> Connection:
    """A connection that neither writes to the file nor makes or replays the files beside it."""
    return _keyed(f"{path.absolute().as_uri()}?immutable=1", key, uri=True)


def _keyed(database: str, key: str, *, uri: bool) -> Connection:
    connection: Connection = sqlcipher.connect(
        database, uri=uri, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to stderr
    connection.execute(f"PRAGMA key = \"x'{key}'\"")
    return connection


@cache
def _vec() -> str:
    """Path of the loadable file of sqlite-vec, without its suffix."""
    # The package is not imported: it would bring numpy, an eighth of a second at every start.
    spec = find_spec("sqlite_vec")
    if spec is None or not spec.submodule_search_locations:
        raise Bug("the package sqlite-vec is not installed")
    return str(Path(spec.submodule_search_locations[0]) / "vec0")
