"""A team's policy as its file says it, and reading that file without passing over anything."""

from __future__ import annotations

import re
import tomllib
from datetime import date, time
from hashlib import sha256
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from copilot.errors import BadInput

May = Literal["reply", "note", "second"]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Findings that may be accepted by hand, as the checks name them, and so may be made mandatory.
CHECKS = (
    "no source",
    "unsupported value",
    "other customer",
    "unknown person",
    "secret",
    "instruction",
    "internal",
    "salutation",
    "language",
    "wording",
    "promise",
    "conflict",
    "tone",
    "attachment",
)
_KEY = re.compile(r"[0-9a-f]{64}")


class Colleague(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who may approve."""

    name: str
    email: str
    key: str  # public, 64 hex digits
    may: tuple[May, ...] = ("reply", "note")
    refund_up_to: Annotated[float, msgspec.Meta(ge=0)] | None = None  # alone; None: as all others


class SecondPerson(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one person alone cannot send to a customer."""

    refund_over: Annotated[float, msgspec.Meta(ge=0)] | None = None
    words: tuple[str, ...] = ()
    attachments: bool = False


class Blocked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is never sent to a customer."""

    words: tuple[str, ...] = ()
    links: tuple[str, ...] = ()  # hosts, those below them too
    only_links: tuple[str, ...] = ()  # hosts; () allows all that are not blocked


class Delivery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When replies go out, in the team's time zone."""

    zone: str
    days: tuple[Day, ...]
    opens: time
    closes: time
    closed: tuple[date, ...] = ()


class Mandatory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Checks whose findings nobody can accept by hand."""

    mandatory: tuple[str, ...] = ()


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that the file says."""

    number: Annotated[int, msgspec.Meta(ge=1)]  # goes up with every change
    team: str
    people: tuple[Colleague, ...] = ()
    second_person: SecondPerson = SecondPerson()
    blocked: Blocked = Blocked()
    delivery: Delivery | None = None
    checks: Mandatory = Mandatory()


def parse(data: bytes) -> Policy:
    """The policy in the bytes of a TOML file. Raises BadInput naming the mistake."""
    try:
        policy = msgspec.convert(tomllib.loads(data.decode("utf-8")), Policy)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise _mistake(str(error)) from error
    _require_people(policy)
    _require_words(policy)
    _require_hours(policy.delivery)
    if unknown := set(policy.checks.mandatory) - set(CHECKS):
        raise _mistake(
            f"there is no check called {_listed(unknown)} that could be mandatory; there are "
            f"{_listed(CHECKS)}"
        )
    return policy


def digest(data: bytes) -> str:
    """sha256 of the file, in hex: which very policy it is."""
    return sha256(data).hexdigest()


def colleague(policy: Policy, email: str) -> Colleague | None:
    """Who has this address, however it is written."""
    wanted = email.casefold()
    return next((one for one in policy.people if one.email.casefold() == wanted), None)


def _require_people(policy: Policy) -> None:
    for one in policy.people:
        if not (one.name.strip() and one.email.strip()):
            raise _mistake("somebody under [[people]] has no name or no e-mail address")
        if not _KEY.fullmatch(one.key):
            raise _mistake(f"the key of {one.name} is not 64 hex digits in small letters")
    for what, found in (
        ("e-mail address", [one.email.casefold() for one in policy.people]),
        ("key", [one.key for one in policy.people]),
    ):
        if len(set(found)) != len(found):
            raise _mistake(f"two people have the same {what}")
    second = policy.second_person
    asks = second.refund_over is not None or second.words or second.attachments
    if (asks or any(one.refund_up_to is not None for one in policy.people)) and not any(
        "second" in one.may for one in policy.people
    ):
        raise _mistake('a second person is asked for, and nobody may = ["second"]')


def _require_words(policy: Policy) -> None:
    blocked = policy.blocked
    for word in (*policy.second_person.words, *blocked.words):
        if not re.search(r"\w", word):
            raise _mistake(f"“{word}” is no word")
    for host in (*blocked.links, *blocked.only_links):
        if not re.fullmatch(r"[\w-]+(\.[\w-]+)+", host):
            raise _mistake(f"“{host}” is no host, such as example.com")


def _require_hours(delivery: Delivery | None) -> None:
    if delivery is None:
        return
    try:
        ZoneInfo(delivery.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise _mistake(f"“{delivery.zone}” is no time zone, such as Europe/Berlin") from error
    if not delivery.days:
        raise _mistake("[delivery] names no day")
    if delivery.opens >= delivery.closes:
        raise _mistake("[delivery] opens after it closes")
    if delivery.opens.tzinfo or delivery.closes.tzinfo:
        raise _mistake("[delivery] has a time zone of its own: opens and closes take none")


def _listed(names: set[str] | tuple[str, ...]) -> str:
    return ", ".join(f"“{name}”" for name in sorted(names))


def _mistake(what: str) -> BadInput:
    return BadInput(f"The policy file has a mistake: {what}.")
