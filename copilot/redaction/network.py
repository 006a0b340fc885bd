"""Addresses of machines and places on the map."""

# ruff: noqa: E501 - a pattern is easier to read unbroken
from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address

from copilot.redaction.found import Found, Stage

_IP4 = re.compile(
    r"(?<![\w.:/-]|[§$€£])(?:https?://)?(\d{1,3}(?:\.\d{1,3}){3})(?:/\d{1,2}|:\d{1,5})?(?![\w]|[.-]\w)"
)
_IP6 = re.compile(
    r"(?<![\w:.])((?:[0-9A-Fa-f]{0,4}:){2,7}(?:[0-9A-Fa-f]{1,4}|(?:\d{1,3}\.){3}\d{1,3})?)(?:%\w{1,10})?(?![\w:])"
)
_MAC = re.compile(
    r"(?<![\w:-])([0-9A-Fa-f]{2}([:-])(?:[0-9A-Fa-f]{2}\2){4}[0-9A-Fa-f]{2}|[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4})(?![\w:-])"
)
_VERSION_BEFORE = re.compile(
    r"(?i)(?:\b(?:version|ver|v|firmware|release|build|update|revision|rev|driver|software|app|app-version|versión|fw)\.?:?[ ]{0,2}|\w/)$"
)
_DECIMAL = r"([-+]?\d{1,3}\.\d{4,12})°?[ ]?[NSns]?"
_PAIR = re.compile(
    rf"(?<![\w.,])(({_DECIMAL})[,;]?[ ]{{0,2}}([-+]?\d{{1,3}}\.\d{{4,12}})°?(?:[ ]?[EWOewo]\b)?)(?![\w.])"
)
_DEGREES = re.compile(
    r"(?<!\w)(\d{1,3}[°º][ ]?\d{1,2}(?:\.\d+)?['′’][ ]?(?:\d{1,2}(?:[.,]\d{1,4})?[\"″”]?[ ]?)?[NSEWO]\b(?:[ ,]{0,3}\d{1,3}[°º][ ]?\d{1,2}(?:\.\d+)?['′’][ ]?(?:\d{1,2}(?:[.,]\d{1,4})?[\"″”]?[ ]?)?[NSEWO]\b)?)"
)
_SAID = re.compile(
    r"(?i)\b(?:coordinates|koordinaten|coordenadas|coordonnées|gps|lat(?:itude)?|geo|breite|latitud|position)\b[^\d\n+-]{0,14}([-+]?\d{1,2}\.\d{1,12}°?[ ]?[ns]?[,; ]{1,3}(?:(?:lon|lng|long|longitude|länge|longitud)\b[^\d\n+-]{0,4})?[-+]?\d{1,3}\.\d{1,12})"
)
_THREE_WORDS = re.compile(r"(?<![\w:/])(///[^\W\d_]{3,20}\.[^\W\d_]{3,20}\.[^\W\d_]{3,20})(?![\w.])")  # fmt: skip


def find_network(text: str) -> Iterator[Found]:
    """IP and MAC addresses that are somebody's, and coordinates; version numbers are none."""
    if "." in text:
        yield from _ip4(text)
        yield from _coordinates(text)
    if ":" in text or "-" in text or "." in text:
        yield from (_found(match, "MAC") for match in _MAC.finditer(text))
    if ":" in text:
        yield from (_found(m, "IP") for m in _IP6.finditer(text) if _is_ip6(m[1]))
    if "°" in text or "º" in text:
        yield from (_found(match, "LOCATION") for match in _DEGREES.finditer(text))
    if "///" in text:
        yield from (_found(match, "LOCATION") for match in _THREE_WORDS.finditer(text))


def _ip4(text: str) -> Iterator[Found]:
    for match in _IP4.finditer(text):
        before = text[max(0, match.start(1) - 16) : match.start(1)]
        if _is_ip4(match[1]) and not _VERSION_BEFORE.search(before):
            yield _found(match, "IP")


def _coordinates(text: str) -> Iterator[Found]:
    for match in _PAIR.finditer(text):
        if abs(float(match[3])) <= 90 and abs(float(match[4])) <= 180:
            yield _found(match, "LOCATION")
    yield from (_found(match, "LOCATION") for match in _SAID.finditer(text))


def _is_ip4(written: str) -> bool:
    """False for what is no address or everybody's (loopback, masks), and for 2.1.0.4."""
    if len(written) < 8 and not written.startswith("10."):
        return False
    try:
        address = ip_address(written)
    except ValueError:
        return False
    shared = written.startswith(("255.", "0.")) or address.is_loopback
    return isinstance(address, IPv4Address) and not shared


def _is_ip6(written: str) -> bool:
    if not any(char.isdigit() for char in written) or len(written) < 6:
        return False
    try:
        address = ip_address(written)
    except ValueError:
        return False
    return isinstance(address, IPv6Address) and not address.is_loopback


def _found(match: re.Match[str], kind: str) -> Found:
    return Found(match.start(1), match.end(1), kind, Stage.RULE)
