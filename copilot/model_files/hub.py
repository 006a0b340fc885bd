"""Fetching one file from an address of a hub, resuming where an earlier try stopped.

The client comes from the one place that opens sockets, and reaches the catalogue's hosts alone.
This serves a separate command run by the person, never the engine process, and sends nothing but
the address.
"""

from __future__ import annotations

from pathlib import Path
from threading import Event

import httpx

from copilot.errors import Cancelled, CopilotError, HostRefused
from copilot.model_files.digest import OnProgress

_TRIES = 4  # in a row without a new byte


class SourceFailed(CopilotError):
    """A source could not give the file; str() says why, for the sentence about all sources."""


def fetch_hub(
    client: httpx.Client,
    address: str,
    part: Path,
    size: int,
    *,
    on_progress: OnProgress,
    stop: Event | None,
) -> None:
    """Completes `part` to `size` bytes with Range requests; what is there is not fetched again.

    Raises SourceFailed when the address does not give it, Cancelled, and OSError of the disk.
    """
    fruitless = 0
    while (before := _length(part)) != size:
        try:
            _continue(client, address, part, size, on_progress=on_progress, stop=stop)
            if _length(part) == before:
                raise SourceFailed("it gave no bytes")
        except HostRefused as error:
            raise SourceFailed(str(error)) from error
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise SourceFailed("it cannot be reached") from error
        except httpx.TransportError as error:
            fruitless = 0 if _length(part) > before else fruitless + 1
            if fruitless == _TRIES:
                raise SourceFailed("the connection broke again and again") from error


def _continue(
    client: httpx.Client,
    address: str,
    part: Path,
    size: int,
    *,
    on_progress: OnProgress,
    stop: Event | None,
) -> None:
    have = _length(part)
    if have > size:
        part.unlink()
        have = 0
    headers = {"Accept-Encoding": "identity"}
    if have:
        headers["Range"] = f"bytes={have}-"
    with client.stream("GET", address, headers=headers) as response:
        if response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
            part.unlink(missing_ok=True)
            return
        if response.status_code not in {httpx.codes.OK, httpx.codes.PARTIAL_CONTENT}:
            raise SourceFailed(f"it answered {response.status_code}")
        resumed = response.status_code == httpx.codes.PARTIAL_CONTENT and response.headers.get(
            "Content-Range", ""
        ).startswith(f"bytes {have}-")
        if response.status_code == httpx.codes.PARTIAL_CONTENT and not resumed:
            raise SourceFailed("it answered with another range than asked for")
        have = have if resumed else 0
        with part.open("ab" if resumed else "wb") as target:
            for chunk in response.iter_raw():
                have += len(chunk)
                if have > size:
                    raise SourceFailed("it gave more bytes than the file has")
                target.write(chunk)
                on_progress(have, size)
                if stop is not None and stop.is_set():
                    raise Cancelled("Fetching was stopped; what was fetched so far is kept.")


def _length(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
