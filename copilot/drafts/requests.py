"""The file in which an approval travels to a second person, and the answer comes back."""

from __future__ import annotations

from hashlib import sha256

import msgspec

from copilot.drafts.approval import verify
from copilot.drafts.second import verify_second
from copilot.errors import BadInput, NotApproved
from copilot.records import SecondRequest

HEAD = b"support-copilot second approval 1\n"
MOST = 64 * 1024 * 1024  # bytes; no reply is as long


def request_bytes(request: SecondRequest) -> bytes:
    """A line that says what it is, then the request as JSON. Holds reply and files in plain."""
    document = msgspec.to_builtins(request)
    if not request.files:
        del document["files"]  # as a version without files wrote it
    return HEAD + msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def read_request(data: bytes) -> SecondRequest:
    """The request in a file, or the answer to one, with every signature in it verified.

    Raises BadInput for what is no such file or not byte for byte as it was written, NotApproved
    for what was not signed so.
    """
    request = _decoded(data)
    try:
        verify(request.approved, bytes.fromhex(request.key))
    except (ValueError, NotApproved) as error:
        raise NotApproved(
            "The request is not what its first person signed. Nothing was signed or sent; ask for "
            "it again."
        ) from error
    if request.second is not None:
        verify_second(request.approved, request.second)
    elif not _has_its_files(request):
        raise _changed()
    return request


def _has_its_files(request: SecondRequest) -> bool:
    named = request.approved.outgoing.attachments
    found = [(sha256(data).hexdigest(), len(data)) for data in request.files]
    return found == [(file.sha256, file.size) for file in named]


def _decoded(data: bytes) -> SecondRequest:
    if not data.startswith(HEAD) or len(data) > MOST:
        raise BadInput("This file is no request for a second signature, and no answer to one.")
    try:
        request = msgspec.json.decode(data[len(HEAD) :], type=SecondRequest)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _changed() from error
    if request_bytes(request) != data:
        raise _changed()
    return request


def _changed() -> BadInput:
    return BadInput(
        "The file was changed or cut off on its way. Nothing was signed or sent; ask for it again."
    )
