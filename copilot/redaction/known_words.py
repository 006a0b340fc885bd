"""Finding the words of known forms in a text, by their first word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from copilot.redaction.forms import TOKEN, Form, Manner
from copilot.redaction.found import Found, Stage
from copilot.redaction.name_words import COMMON_WORDS, WORD_NAMES
from copilot.redaction.spellings import fold, one_letter_off
from copilot.redaction.words import NOT_A_NAME

_ENDINGS = ("s", "es", "ens")  # Danas, Joneses, Hansens: the name is hidden, the ending stays
_GAP = re.compile(r"[\s.,;_'’/@()\[\]-]{0,5}")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n\r•*>\"“„(-])\s{0,3}$")
_GOES_ON = re.compile(
    r"\s{1,3}(?:you|i|we|it|its|the|this|that|these|those|they|he|she|be|not|there|my|your|our|a|"
    r"an|any|anyone|someone|all|do|does|are|as|to|for|of|period|in|on|at|if)\b",
    re.IGNORECASE,
)
_LINE_START = re.compile(r"\n[ \t]{0,3}[-–—~]{0,2}[ ]?$")
_LINE_END = re.compile(r"[ \t.]{0,3}\r?\n")
# What makes a word a piece of an e-mail address, a number or a path.
_TIED = re.compile(r"[@_\\/=]|[.:-]\w")
_TIED_BEFORE = re.compile(r"[@_\\/=]$|\w[.:-]$")
_MISSPELT_FROM = 5  # letters of a name of which one may be off
_SMALL_FROM = 6  # letters of a misspelt name that is written without its capital


@dataclass(frozen=True, slots=True)
class Token:
    """text[start:end], folded."""

    start: int
    end: int
    word: str


def tokens_of(text: str) -> list[Token]:
    return [Token(m.start(), m.end(), fold(m[0])) for m in TOKEN.finditer(text)]


@dataclass(frozen=True, slots=True)
class _Entry:
    form: Form
    type: str
    owner: str


class KnownWords:
    """Forms by their first word; the first identity to claim a form has it."""

    def __init__(self) -> None:
        self._entries: dict[str, list[_Entry]] = {}
        self._claimed: set[tuple[tuple[str, ...], Manner]] = set()
        self._near: dict[str, list[tuple[str, _Entry]]] = {}

    def add(self, form: Form, kind: str, owner: str = "") -> None:
        if form.words and (form.words, form.manner) not in self._claimed:
            self._claimed.add((form.words, form.manner))
            self._entries.setdefault(form.words[0], []).append(_Entry(form, kind, owner))

    def add_near(self, form: Form, kind: str, owner: str) -> None:
        """A name that is also found with one letter off."""
        if len(form.words) == 1 and form.part and len(form.words[0]) >= _MISSPELT_FROM:
            word = form.words[0]
            self._near.setdefault(word[0], []).append((word, _Entry(form, kind, owner)))

    def find(self, text: str, tokens: Sequence[Token]) -> Iterator[Found]:
        """Findings of stage KNOWN; a full name and its parts may overlap."""
        if not self._entries:
            return
        for at, token in enumerate(tokens):
            exact = False
            for key in _keys(token.word):
                for entry in self._entries.get(key, ()):
                    end = _end_of(text, tokens, at, entry.form)
                    if end:
                        exact = True
                        yield _found(token.start, end, entry, 1.0)
            if not exact and token.word[0] in self._near:
                yield from self._misspelt(text, token)

    def _misspelt(self, text: str, token: Token) -> Iterator[Found]:
        word = token.word
        small = text[token.start].islower()
        if len(word) < (_SMALL_FROM if small else _MISSPELT_FROM - 1) or not word.isalpha():
            return
        if word in COMMON_WORDS or word in NOT_A_NAME or word in self._entries:
            return
        for name, entry in self._near[word[0]]:
            if one_letter_off(name, word) and not (small and name in WORD_NAMES):
                yield _found(token.start, token.end, entry, 0.8)
                return


def _found(start: int, end: int, entry: _Entry, score: float) -> Found:
    part = entry.form.part
    return Found(start, end, entry.type, Stage.KNOWN, entry.owner, part, score)


def _keys(word: str) -> list[str]:
    """Words under which a token may stand: itself, without an ending, without a number behind."""
    keys = [word]
    keys += [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)]
    bare = word.rstrip("0123456789")
    return [*keys, bare] if bare and bare != word else keys


def _end_of(text: str, tokens: Sequence[Token], at: int, form: Form) -> int:
    """Where the form that begins with token `at` ends; 0 where it does not stand there."""
    stop = at + len(form.words)
    if stop > len(tokens):
        return 0
    here = tokens[at:stop]
    if any(t.word != word for t, word in zip(here[:-1], form.words[:-1], strict=True)):
        return 0
    end = _last_end(here[-1], form)
    if not end or not _stands(text, here[0].start, end, form.manner):
        return 0
    joined = all(_GAP.fullmatch(text, a.end, b.start) for a, b in pairwise(here))
    return end if joined else 0


def _last_end(token: Token, form: Form) -> int:
    word = form.words[-1]
    rest = token.word[len(word) :]
    if token.word == word:
        return token.end
    if not token.word.startswith(word) or token.end - token.start != len(token.word):
        return 0
    if rest in _ENDINGS and len(word) >= 4 and form.manner in {Manner.ANY, Manner.NAME}:
        return token.start + len(word)
    is_handle = not form.part and form.manner in {Manner.ANY, Manner.INITIAL}
    return token.end if is_handle and rest.isdigit() and len(rest) <= 4 else 0


def _stands(text: str, start: int, end: int, manner: Manner) -> bool:
    written = text[start:end]
    match manner:
        case Manner.ANY:
            return True
        case Manner.NAME:
            return written[0].isupper()
        case Manner.WORD:
            begins = _SENTENCE_START.search(text[max(0, start - 4) : start]) is not None
            return written[0].isupper() and not (begins and _GOES_ON.match(text, end))
        case Manner.INITIAL:
            return _initial_stands(written, text[end : end + 1])
        case Manner.LETTERS:
            capitals = all(char.isupper() for char in written if char.isalpha())
            return capitals and written.count(".") == sum(map(str.isalpha, written)) - 1
        case Manner.ALONE:
            before = f"\n{text[:start]}"[-6:] if start < 6 else text[start - 6 : start]
            after = f"{text[end : end + 6]}\n" if end + 6 > len(text) else text[end : end + 6]
            return written.isupper() and bool(_LINE_START.search(before) and _LINE_END.match(after))
        case Manner.APART:
            return not (
                _TIED_BEFORE.search(text[max(0, start - 2) : start]) or _TIED.match(text, end)
            )


def _initial_stands(written: str, after: str) -> bool:
    """D. Whitfield, d.whitfield, D Whitfield and Dana W., but not "a price" or "Dana I"."""
    pieces = TOKEN.findall(written)
    single = next((piece for piece in pieces if len(piece) == 1), "")
    if not single:  # Whitfield D0
        return False
    jointed = any(f"{single}{joint}" in written for joint in "._-")
    if jointed or (written.endswith(single) and after == "."):
        return single.isupper() or " " not in written
    return single.isupper() and single not in "AIO" and all(p[0].isupper() for p in pieces)
