"""The way to an address where newer versions are given out, open for one look."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx

from copilot.errors import BadInput, HostRefused, UpdateRefused
from copilot.helpdesk.downloads import UPDATES, downloading
from copilot.helpdesk.sockets import Ledger, host_of

KEPT = "Nothing was fetched or changed."


@contextmanager
def at_address(place: str, *, ledger: Ledger) -> Iterator[Callable[[str], Iterator[bytes]]]:
    """Reads files below the address by their name, in pieces; its host alone may be contacted.

    Raises BadInput for what is no web address. Reading raises UpdateRefused.
    """
    address = _checked(place)
    with downloading([host_of(address)], ledger=ledger, purpose=UPDATES) as client:

        def read(name: str) -> Iterator[bytes]:
            try:
                with client.stream("GET", address.join(name)) as answer:
                    if answer.status_code != httpx.codes.OK:
                        raise UpdateRefused(f"{name} is not at {address}. {KEPT}")
                    yield from answer.iter_raw()
            except (httpx.HTTPError, HostRefused) as error:
                raise UpdateRefused(f"{address} cannot be asked for updates. {KEPT}") from error

        yield read


def _checked(place: str) -> httpx.URL:
    try:
        address = httpx.URL(place.rstrip("/") + "/")
    except httpx.InvalidURL as error:
        raise BadInput(f"“{place}” is no web address. {KEPT}") from error
    if address.scheme not in ("https", "http") or not address.host or address.userinfo:
        raise BadInput(f"“{place}” is no address to look for updates at; use https://. {KEPT}")
    return address
