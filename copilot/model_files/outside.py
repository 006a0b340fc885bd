"""What fetching needs from whoever keeps the list of allowed hosts and the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from copilot.model_files.catalogue import (
    Catalogue,
    Entry,
    Hub,
    HubFolder,
    PackageIndex,
    WheelFolder,
    Wheels,
)
from copilot.records import LedgerRow


@dataclass(frozen=True, slots=True)
class Outside:
    """The way out: a client that reaches allowed hosts alone, and the ledger for what pip did.

    `index` is the address of a package index, "" where pip is asked for packages.
    """

    client: httpx.Client
    tell: Callable[[LedgerRow], object]
    index: str = ""


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
