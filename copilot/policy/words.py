"""Finds a policy's words and links in a text, however they are dressed up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

Place = tuple[int, int]

_LINK = re.compile(r"(?i)(?:\bhttps?:[/\\]{2}|\bwww\.)[^\s<>\"“”»]+")


def places(text: str, words: Iterable[str]) -> Iterator[tuple[str, Place]]:
    """(word, where) for each word of the policy; a * at its end stands for any ending.

    Compared without case, in compatibility form, and without the characters that nobody sees.
    """
    plain, at = _plain(text)
    for word in words:
        for found in _pattern(word).finditer(plain):
            yield word, (at[found.start()], at[found.end() - 1] + 1)


def links(text: str) -> Iterator[tuple[str, Place]]:
    """(host, where) for each link; the host is the one that would be visited."""
    for found in _LINK.finditer(text):
        link = found[0].rstrip(".,;:!?)]}'’")
        yield host_of(link), (found.start(), found.start() + len(link))


def host_of(link: str) -> str:
    """Its host in small letters, without a user before it or a port behind it."""
    address = link.replace("\\", "/")
    try:
        found = urlsplit(address if "://" in address else f"//{address}").hostname
    except ValueError:
        return ""
    return (found or "").rstrip(".")


def is_below(host: str, named: str) -> bool:
    """Whether it is this host or one below it."""
    known = named.casefold()
    return host == known or host.endswith(f".{known}")


def named_hosts(text: str, hosts: Iterable[str]) -> Iterator[tuple[str, Place]]:
    """Where one of these hosts, or one below it, stands in the text, as a link or bare."""
    plain, at = _plain(text)
    for host in hosts:
        pattern = rf"(?<![\w.-])(?:[\w-]+\.)*{re.escape(host.casefold())}(?![\w-]|\.\w)"
        for found in re.finditer(pattern, plain):
            yield host, (at[found.start()], at[found.end() - 1] + 1)


def _pattern(word: str) -> re.Pattern[str]:
    plain, _ = _plain(word.strip())
    stem = plain.removesuffix("*")
    inner = r"\s+".join(map(re.escape, stem.split()))
    return re.compile(rf"(?<!\w){inner}" + (r"\w*" if stem != plain else r"(?!\w)"))


def _plain(text: str) -> tuple[str, list[int]]:
    """The text as it is compared, and where each of its characters stood."""
    made, at = [], []
    for place, letter in enumerate(text):
        if unicodedata.category(letter) == "Cf":
            continue
        for each in unicodedata.normalize("NFKC", letter).casefold():
            made.append(each)
            at.append(place)
    return "".join(made), at
