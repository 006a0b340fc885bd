"""A command, a key, a file or a name that the sentence's evidence and this ticket do not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copilot.checks.desk import Desk
from copilot.records import DraftSentence, Finding, SentenceKind, Severity

_ENDINGS = (
    "ini exe bat cmd sh cfg conf json yaml yml xml txt log zip msi dmg deb rpm py dll sys plist "
    "reg apk bin iso csv"
)
_COMMAND = re.compile(
    r"`(?P<quoted>[^`\n]+)`|"
    r"(?<![\w-])--[A-Za-z][\w-]*|(?<![\w-])-[A-Za-z]{1,3}(?=\s|$)|"  # options
    r"\b[A-Za-z]:\\[^\s,;]*[^\s,;.]|(?<![\w./:])[~/][\w.-]+/[\w./-]*[\w/]|"  # places of files
    rf"\b[\w-]+\.(?:{'|'.join(_ENDINGS.split())})\b|"
    r"\b(?:Ctrl|Strg|Control|Alt|Shift|Umschalt|Cmd|Command|Win|Super|Fn) ?\+ ?\w+(?: ?\+ ?\w+)*|"
    r"\b(?:sudo|rm|del|format|mkfs|chmod|curl|wget|powershell|regedit|apt|pip|npm)\b"
    r"(?= -| [~/.]| \w+ -)",
    re.IGNORECASE,
)
_MENU = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'-]*(?= (?:>|→|›) )|(?<=(?:>|→|›) )[^\W\d_][\w’'-]*")
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’'-]{2,}(?!\w|\.\w)"
_NAME = re.compile(rf"(?:(?<=[^\W_][,;)]\s)|(?<=[^\W_]\s)){_CAPITAL}(?: {_CAPITAL})*")
_WORD = re.compile(r"[^\W_]+")
_COMMON = (
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday english german spanish french pdf "
    "faq iban bic usb url sms app web mrs you your eur usd gbp chf vat the this that these those "
    "when where how what which who why please yes thank thanks per sra señor señora usted ustedes "
    "monsieur madame"
)
_NO_NAMES = frozenset(_COMMON.split())
_CAPITALS = ("de",)  # languages that write every noun with a capital


def commands(desk: Desk) -> Iterator[Finding]:
    """Whole, as it is written: half a command is another one."""
    for each, known in _told(desk):
        words = desk.words(each)
        for found in _COMMAND.finditer(words):
            said = found["quoted"] or found[0]
            if _flat(said) not in _flat(known):
                yield _unsupported(desk, each, found.span(), said, "command")


def names(desk: Desk) -> Iterator[Finding]:
    """Of products, firms, people, menus; between two languages names are not compared."""
    tell = desk.language_of
    for each, known in _told(desk):
        words = desk.words(each)
        quotes = " ".join(one.quote for one in each.evidence)
        ours = tell(words) if tell else ""
        if tell and ours and tell(quotes) and ours != tell(quotes):
            continue
        taken = 0
        for found in _places(words, every=ours not in _CAPITALS):
            if found.start() >= taken and not _is_known(found[0], known):
                taken = found.end()
                yield _unsupported(desk, each, found.span(), found[0], "name")


def _places(words: str, *, every: bool) -> list[re.Match[str]]:
    """Where a menu is named; `every`: and each word within a sentence that has a capital."""
    found = [*_MENU.finditer(words), *(_NAME.finditer(words) if every else ())]
    return sorted(found, key=lambda one: one.start())


def _told(desk: Desk) -> Iterator[tuple[DraftSentence, str]]:
    """Each statement with evidence, and all that its words may come from."""
    ticket = f"{desk.said.openly}\n{desk.said.notes}\n{desk.tracing.record}"
    for each in desk.sentences:
        if each.kind is SentenceKind.STATEMENT and each.evidence:
            cited = "\n".join(f"{one.title}\n{one.quote}" for one in each.evidence)
            yield each, f"{ticket}\n{cited}"


def _is_known(name: str, known: str) -> bool:
    have = {_bare(word) for word in _WORD.findall(known.casefold())}
    want = {_bare(word) for word in _WORD.findall(name.casefold()) if len(word) > 2}
    return want <= have | _NO_NAMES


def _bare(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 else word


def _flat(text: str) -> str:
    return " ".join(text.casefold().split())


def _unsupported(
    desk: Desk, sentence: DraftSentence, place: tuple[int, int], said: str, what: str
) -> Finding:
    elsewhere = any(_flat(said) in _flat(one.passage.text) for one in desk.sources)
    where = (
        "is not in what this sentence rests on, only in another source"
        if elsewhere
        else "is in no source and not in this ticket"
    )
    start, end = place
    return Finding(
        "unsupported value",
        Severity.ACCEPT,
        sentence.start + start,
        sentence.start + end,
        f"The {what} “{said}” {where}.",
        "Compare it with the source, then mend, strike or accept it.",
    )
