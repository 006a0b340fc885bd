"""A reply in the wrong name, in the wrong language, or with nothing in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from copilot.checks.desk import Desk, on, overall
from copilot.records import Finding, ReplyKind, Role, SentenceKind, Severity

LANGUAGES = {"en": "English", "de": "German", "es": "Spanish", "fr": "French"}
FEWEST_WORDS = 6  # of a paragraph whose language is told; names of products have none

_PARAGRAPH = re.compile(r"[^\n]+")
_NAME = re.compile(r"[^\W\d_][\w'’-]*")
_TITLES = (
    "hi hello hey dear good morning afternoon evening hallo guten tag abend liebe lieber "
    "liebes sehr geehrte geehrter geehrtes moin servus hola estimado estimada estimados "
    "querido querida buenos buenas días dias día dia tardes noches bonjour bonsoir cher chère "
    "madame monsieur mr mrs ms dr prof frau herr herrn damen und herren señor señora sr sra "
    "sir team there all everyone customer zusammen and y et a todos todas kunde kundin "
    "cliente client "
)
_NO_NAME = frozenset(_TITLES.split())


def salutation(desk: Desk) -> Iterator[Finding]:
    if desk.kind is not ReplyKind.PUBLIC_REPLY or not desk.ticket.requester.name:
        return
    customers = {m.author_name for m in desk.ticket.messages if m.author is Role.CUSTOMER}
    own = _names(" ".join(customers | {desk.ticket.requester.name}))
    for each in desk.sentences[:1]:
        if each.kind is not SentenceKind.GREETING:
            return
        names = _names(desk.words(each)) if desk.words(each).endswith((",", "!", ":")) else set()
        if names and not names & own:
            yield on(
                each,
                "salutation",
                Severity.ACCEPT,
                f"It greets somebody else than {desk.ticket.requester.name}.",
                "Correct the name, or accept it.",
            )


def language(desk: Desk) -> Iterator[Finding]:
    """Of the whole draft, or of each paragraph that was left in another language."""
    if desk.language_of is None or desk.kind is not ReplyKind.PUBLIC_REPLY or not desk.text.strip():
        return
    theirs = [m.text for m in desk.ticket.messages if m.author is Role.CUSTOMER]
    if not theirs:
        return
    ours, wanted = desk.language_of(desk.text), desk.language_of("\n".join(theirs))
    if not ours or not wanted:
        return
    if ours != wanted:
        yield overall(
            "language",
            Severity.ACCEPT,
            f"The customer writes {_named(wanted)}, the draft is in {_named(ours)}.",
            "Translate it, or accept it.",
        )
        return
    for found in _PARAGRAPH.finditer(desk.text):
        here = desk.language_of(found[0]) if len(found[0].split()) >= FEWEST_WORDS else ""
        if here and here != wanted:
            yield Finding(
                "language",
                Severity.ACCEPT,
                *found.span(),
                f"This is in {_named(here)}; the customer writes {_named(wanted)}.",
                "Translate it, or accept it.",
            )


def empty(desk: Desk) -> Iterator[Finding]:
    if not desk.text.strip():
        yield overall("empty", Severity.BLOCK, "There is no text.", "Write a reply first.")


def _named(language: str) -> str:
    return LANGUAGES.get(language, f"“{language}”")


def _names(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", text)
    bare = "".join(each for each in plain if not unicodedata.combining(each))
    found = {each.casefold() for each in _NAME.findall(bare)}
    return found - _NO_NAME - {each.casefold() for each in ("Senor", "Senora", "chere")}
