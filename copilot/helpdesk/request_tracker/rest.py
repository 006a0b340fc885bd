"""One exchange with Request Tracker: what its answers mean, and what is wrong with them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

import httpx
import msgspec

from copilot.errors import DeliveryUnknown, HelpdeskError, HelpdeskUnreachable, SignInRefused
from copilot.helpdesk.sockets import retry_after

T = TypeVar("T")
File = tuple[str, bytes, str]  # name, bytes, media type


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that says something: 2xx, 400, 403, 404 or 412; others raise."""

    status: int
    body: bytes
    etag: str = ""  # without quotes
    location: str = ""
    date: datetime = field(default_factory=lambda: datetime.now(UTC))  # by the server's clock

    @property
    def ok(self) -> bool:
        return self.status < 300

    def read(self, shape: type[T]) -> T:
        """The JSON body as `shape`; HelpdeskError when it is something else.

        Request Tracker sends Latin-1 bytes under the name of UTF-8 to people whose language is not
        English; such letters come out as U+FFFD.
        """
        try:
            found: Any = json.loads(self.body.decode("utf-8", errors="replace"), strict=False)
            return msgspec.convert(found, shape, strict=False)
        except (ValueError, RecursionError) as error:  # msgspec.ValidationError is a ValueError
            raise HelpdeskError("Request Tracker gave an answer that makes no sense.") from error


class Rest:
    """The REST 2.0 interface below one address, with one token in the client's headers."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def get(self, path: str, *, reason: str, **params: str | int) -> Answer:
        return self._ask("GET", path, reason=reason, params=params)

    def put(self, path: str, body: dict[str, Any], *, reason: str, if_match: str = "") -> Answer:
        """A 200 says nothing about success: read again and compare."""
        return self._ask("PUT", path, reason=reason, body=body, if_match=if_match)

    def post(
        self, path: str, body: dict[str, Any], *, reason: str, files: Sequence[File] = ()
    ) -> Answer:
        return self._ask("POST", path, reason=reason, body=body, files=files)

    def _ask(
        self,
        method: str,
        path: str,
        *,
        reason: str,
        params: dict[str, str | int] | None = None,
        body: dict[str, Any] | None = None,
        if_match: str = "",
        files: Sequence[File] = (),
    ) -> Answer:
        found = self._client.request(
            method,
            f"REST/2.0/{path}",
            params=params,
            # As JSON a name with foreign letters would be destroyed.
            json=None if files else body,
            data={"JSON": json.dumps(body)} if files else None,
            files=[("Attachments", file) for file in files] or None,
            headers={"If-Match": f'"{if_match}"'} if if_match else {},
            extensions={"reason": reason},
        )
        self._refuse(method, found)
        return Answer(
            status=found.status_code,
            body=found.content,
            etag=found.headers.get("etag", "").removeprefix("W/").strip('"'),
            location=found.headers.get("location", ""),
            date=_date(found.headers.get("date", "")),
        )

    def _refuse(self, method: str, found: httpx.Response) -> None:
        code, host = found.status_code, self._client.base_url.host
        if code == 401 or 300 <= code < 400:  # its sign-in page: it answers so to some agents
            raise SignInRefused(
                f"Request Tracker at {host} does not accept the token. Make a new one there under "
                "Logged in as › Settings › Auth Tokens and enter it in the settings."
            )
        if code == 429:  # refused before it was looked at, whatever it was
            raise HelpdeskUnreachable(
                f"Request Tracker at {host} asks to be left alone for a while (429). Nothing was "
                "sent.",
                retry_after=retry_after(found),
            )
        if code >= 500:
            text = f"Request Tracker at {host} had an error of its own ({code})."
            if method != "GET":
                raise DeliveryUnknown(
                    f"{text} It may or may not have taken what was sent.",
                    retry_after=retry_after(found),
                )
            if code in (502, 503, 504):  # what stands before it says that it is not there
                raise HelpdeskUnreachable(
                    f"{text} Nothing was sent.", retry_after=retry_after(found)
                )
            raise HelpdeskError(text)
        if code >= 400 and code not in (400, 403, 404, 412):
            raise HelpdeskError(f"Request Tracker at {host} refused the request ({code}).")


def _date(text: str) -> datetime:
    try:
        return parsedate_to_datetime(text).astimezone(UTC)
    except (ValueError, TypeError):
        return datetime.now(UTC)
