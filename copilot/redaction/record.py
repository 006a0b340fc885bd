"""What a ticket's record knows, from a JSON file of its own or a part of another."""

from __future__ import annotations

from pathlib import Path

import msgspec

from copilot.errors import BadInput
from copilot.records import KnownIdentity

MAX_FILE = 1024 * 1024  # bytes


class _Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str = ""
    email: str = ""


class _Requester(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str = ""
    email: str = ""
    phones: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()


class _Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    requester: _Requester = _Requester()
    agents: tuple[_Person, ...] = ()
    plain: tuple[str, ...] = ()


def read_record(path: Path) -> tuple[KnownIdentity, ...]:
    """The identities of a record file. Raises BadInput naming the file and the field."""
    try:
        if path.stat().st_size > MAX_FILE:
            raise BadInput(f"{path}: too big to be the record of one ticket.")
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror}).") from error
    try:
        return parse_record(data)
    except BadInput as error:
        raise BadInput(f"{path}: {error}") from error


def parse_record(data: bytes) -> tuple[KnownIdentity, ...]:
    """{requester: {name, email, phones, addresses, orders, accounts}, agents: [{name, email}],
    plain: [text that is never hidden]}, each of them optional. Raises BadInput naming the field."""
    try:
        record = msgspec.json.decode(data, type=_Record)
    except msgspec.ValidationError as error:
        said = str(error).replace("`$.", "`").replace(" - at `$`", "")
        raise BadInput(f"the record has a mistake: {said}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"the record is not valid JSON ({error}).") from error
    return tuple(dict.fromkeys(_identities(record)))


def _identities(record: _Record) -> list[KnownIdentity]:
    who = record.requester
    people = [("CUSTOMER", _Person(who.name, who.email)), *(("AGENT", a) for a in record.agents)]
    listed = [(kind, text) for kind, one in people for kind, text in _person(kind, one)]
    for kind, texts in (
        ("PHONE", who.phones),
        ("ADDRESS", who.addresses),
        ("ORDER", who.orders),
        ("ACCOUNT", who.accounts),
        ("PLAIN", record.plain),
    ):
        listed += [(kind, text) for text in texts]
    return [KnownIdentity(kind, text.strip()) for kind, text in listed if text.strip()]


def _person(kind: str, one: _Person) -> list[tuple[str, str]]:
    named = ("EMAIL" if "@" in one.name else kind, one.name)
    return [named, ("EMAIL", one.email)]
