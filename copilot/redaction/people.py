"""Guessing people's names: the gazetteer, the words around, and a statistical pipeline together.

None of the three is sure alone. A run of capitalised words is weighed by what its words can be,
what stands beside it, and whether the pipeline takes it for a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from copilot.redaction.beside_names import (
    AFTER,
    AMONG,
    CONTACT,
    DOING,
    GOES_ON,
    LIVES,
    NAME_ENDING,
    OPENING,
    PLACE,
    SOMEBODY,
    TOLD,
)
from copilot.redaction.found import Found, Stage
from copilot.redaction.gazetteer import Kind, kind_of
from copilot.redaction.name_words import WORD_NAMES
from copilot.redaction.names import CAPITALS, can_be_a_name, name_part
from copilot.redaction.words import NOT_A_NAME

ENGLISH = "en"
ENOUGH = 2.0  # points of evidence from which on a run of words is a name
# What a word is worth by what it can be.
_FIRST, _FIRST_OR_WORD, _LAST, _LAST_OR_WORD = 2.0, 1.0, 1.0, 0.4
_ENDING, _FOREIGN, _UNKNOWN = 1.0, 0.5, 0.25
# What else is worth something, once for the whole run.
_PIPELINE, _PIPELINE_ELSEWHERE = 1.5, 0.75  # it is English; elsewhere it is worth half
_BESIDE_CONTACT, _AMONG_NAMES, _DOES_SOMETHING, _OF_A_PLACE = 1.0, 1.0, 0.5, -1.5
_CAPITAL_INSIDE = 1.0  # a capital that no sentence's start explains, on a word that is only a name
_BOTH_ODD, _INITIAL_BETWEEN = 1.0, 1.5  # two words in no list; "Jildau S Bouts"
_AMONG_SURE = 1.75  # in a row with a word that is only a name
_LISTED_FOR_SOMEBODY, _ODD_FOR_SOMEBODY = 1.6, 1.75  # behind words that people stand behind
_MOST_WORDS = 5
_REACH = 300  # characters of a sentence before and after a name that are read

# Sentences in, the places of people in each out.
Ask = Callable[[Sequence[str]], Iterable[Sequence[tuple[int, int]]]]

_WORD = rf"[{CAPITALS}][^\W\d_]{{1,24}}(?:['’-][^\W\d_]{{2,24}}){{0,2}}"
_TOKEN = rf"(?:[{CAPITALS}]['’][^\W\d_]{{2,20}}|{_WORD}|[{CAPITALS}]\b\.?)"
_JOINT = r"(?:de|del|della|di|da|dos|la|le|van|von|der|den|ten|el|bin|al|y)"
_RUN = re.compile(
    rf"(?<![\w@.#/\\-]){_TOKEN}(?:[ ](?:{_JOINT}[ ]){{0,2}}{_TOKEN}){{0,7}}(?![\w@\\/])"
)
_CODE_LIKE = re.compile(r"[^\W\d_A-Z][A-Z]{2}|^[A-Z]{2,}[a-z]")  # ReleaseNYS, IDs
_AS_NAMES_ARE = re.compile(
    rf"(?:Mc|Mac|[DLO]['’])?[{CAPITALS}][^\W\d_{CAPITALS}]+(?:-[{CAPITALS}][^\W\d_{CAPITALS}]+)?"
)
_PIECE = re.compile(r"[^ ]+")
_SENTENCE_END = re.compile(r"\n|(?<=[^\W\d_]{3})[.!?] ")
_SMALL = r"[^\W\d_]{3,20}(?:-[^\W\d_]{3,20})?"
_SMALL_ALONE = re.compile(
    r"(?<![\w@.#/\\'’-])(?!theres|serif|nbsp)[^\W\d_]{4,20}(?![\w@\\/'’-]|\.\w)"
)
_SMALL_PAIR = re.compile(
    rf"(?<![\w@.#/\\'’-])({_SMALL})(?=((?: [^\W\d_]\.?)? ({_SMALL}))(?![\w@\\/-]))"
)


@dataclass(frozen=True, slots=True)
class _Token:
    """One word of a run; its place leaves out a possessive ending."""

    start: int
    end: int
    text: str
    kind: Kind
    able: bool  # nothing speaks against its being part of a name

    @property
    def listed(self) -> bool:
        return bool(self.kind & (Kind.FIRST | Kind.LAST))

    @property
    def sure(self) -> bool:
        return self.listed and not self.kind & Kind.WORD

    @property
    def odd(self) -> bool:
        """In no list, and written as a name is."""
        return self.kind is Kind.NONE and _AS_NAMES_ARE.fullmatch(self.text) is not None

    @property
    def sure_first(self) -> bool:
        return self.kind & (Kind.FIRST | Kind.WORD) == Kind.FIRST

    @property
    def initial(self) -> bool:
        return len(self.text.rstrip(".")) == 1

    @property
    def joint(self) -> bool:
        return self.text.islower()


class _Guessed:
    """Whether a word is in one of the places that the pipeline takes for people."""

    def __init__(self, places: Iterable[tuple[int, int]]) -> None:
        self._at = {at for start, end in places for at in range(start, end)}

    def __contains__(self, token: _Token) -> bool:
        return token.start in self._at


def guessed_people(text: str, language: str, ask: Ask) -> Iterator[Found]:
    """PERSON findings of stage GUESS. `ask` is asked only about sentences where its word counts."""
    runs = [stretch for run in _RUN.finditer(text) for stretch in _stretches(run)]
    doubtful = [run for run in runs if _is_doubtful(run, text, language)]
    guessed = _Guessed(_asked(ask, text, _sentences(text, doubtful)))
    names = [name for run in runs if (name := _trimmed(run, text, guessed, language))]
    for at, name in enumerate(names):
        neighbours = names[max(0, at - 1) : at] + names[at + 1 : at + 2]
        if _points(name, text, guessed, language) + _among(name, neighbours, text) >= ENOUGH:
            why = "names model" if any(token in guessed for token in name) else "list of names"
            after = AFTER.match(text, name[-1].end) if len(name) > 1 else None
            end = after.end() if after else name[-1].end
            yield Found(name[0].start, end, "PERSON", Stage.GUESS, score=0.6, why=why)
    yield from _in_small_letters(text, language)


def _is_doubtful(run: list[_Token], text: str, language: str) -> bool:
    """Whether the pipeline could make a name of what is none without it."""
    nobody = _Guessed(())
    name = _trimmed(run, text, nobody, language)
    if name and _points(name, text, nobody, language) >= ENOUGH:
        return False
    pipeline = _PIPELINE if language == ENGLISH else _PIPELINE_ELSEWHERE
    beside = _beside(run[-1].end, text) + _DOES_SOMETHING
    if _in_a_row(run[0].start, run[-1].end, text):
        beside += _AMONG_NAMES
    return sum(map(_worth, run)) + beside + pipeline >= ENOUGH


def _sentences(text: str, runs: Iterable[list[_Token]]) -> list[tuple[int, int]]:
    """The sentences around runs of words, at most some 600 characters each, without overlaps."""
    found: list[tuple[int, int]] = []
    for run in runs:
        if found and run[-1].end <= found[-1][1]:
            continue
        before = max(run[0].start - _REACH, found[-1][1] if found else 0)
        ends = [m.end() for m in _SENTENCE_END.finditer(text, before, run[0].start)]
        after = _SENTENCE_END.search(text, run[-1].end, run[-1].end + _REACH)
        end = after.start() + 1 if after else min(run[-1].end + _REACH, len(text))
        found.append((ends[-1] if ends else before, end))
    return found


def _asked(ask: Ask, text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    if sentences:
        answers = ask([text[start:end] for start, end in sentences])
        for (offset, _), places in zip(sentences, answers, strict=True):
            yield from ((offset + start, offset + end) for start, end in places)


def _stretches(run: re.Match[str]) -> Iterator[list[_Token]]:
    """The parts of a run between words that cannot be of a name."""
    stretch: list[_Token] = []
    for piece in _PIECE.finditer(run[0]):
        token = _token(piece, run.start())
        if token.able or _is_last_name(token, stretch):
            stretch.append(token)
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def _is_last_name(token: _Token, before: list[_Token]) -> bool:
    """Whether an ordinary word stands behind a name and an initial: "Brad L Key"."""
    return (
        len(before) >= 2
        and before[-1].initial
        and not (before[-2].initial or before[-2].joint or before[-2].kind & Kind.WORD)
        and token.kind == Kind.WORD
        and token.text.istitle()
        and token.text.lower() not in NOT_A_NAME
    )


def _token(piece: re.Match[str], offset: int) -> _Token:
    text = piece[0].removesuffix("'s").removesuffix("’s")
    kind = kind_of(text) if len(text) > 1 else Kind.NONE
    start = offset + piece.start()
    if text.isupper() and len(text.rstrip(".")) > 1:  # a code, unless it can only be a name
        able = kind not in (Kind.NONE, Kind.WORD) and can_be_a_name(text.capitalize())
    else:
        initial = len(text) == 2 and text[0].isupper() and text[1] == "."
        able = initial or text.islower() or (can_be_a_name(text) and not _CODE_LIKE.search(text))
    return _Token(start, start + len(text), text, kind, able and text != "I")


def _opens(text: str, start: int) -> bool:
    """Whether a sentence or line begins there, so that a capital says nothing."""
    return OPENING.search(text[max(0, start - 8) : start]) is not None


def _trimmed(stretch: list[_Token], text: str, guessed: _Guessed, language: str) -> list[_Token]:
    """Without the words before and after that only have a capital."""
    tokens = list(stretch)
    opens = language != ENGLISH or _opens(text, stretch[0].start)
    told = language == ENGLISH and _is_told(stretch, text)
    while tokens and not told and not _can_begin(tokens, opens, guessed, language):
        tokens.pop(0)
        opens = language != ENGLISH  # a German noun has a capital wherever it stands
    kept = tokens[:_MOST_WORDS]
    if len(stretch) > _MOST_WORDS:  # a heading, in which every word has a capital
        kept = [token for token in kept if token.listed or token in guessed]
    while kept and (kept[-1].joint or (len(kept) == 1 and kept[0].initial)):
        kept.pop()
    return kept


def _is_told(stretch: list[_Token], text: str) -> bool:
    """Whether the words beside say that a person is meant, whatever the word itself is."""
    if _for_somebody(stretch[0], text):
        return True
    start, end = stretch[0].start, stretch[-1].end
    lone = len(stretch) == 1 and stretch[0].odd
    return lone and bool(LIVES.match(text, end) or _in_a_row(start, end, text))


def _in_a_row(start: int, end: int, text: str) -> bool:
    return bool(AMONG.match(text, end) or AMONG.search(text[max(0, start - 6) : start]))


def _can_begin(tokens: list[_Token], opens: bool, guessed: _Guessed, language: str) -> bool:
    token, after = tokens[0], tokens[1] if len(tokens) > 1 else None
    if token.joint:
        return False
    if opens and token.text.lower() in WORD_NAMES and after and after.sure_first:
        return False  # "Will John come"
    if token.initial:
        return after is not None and (after.listed or after in guessed)
    if token.listed or token in guessed or NAME_ENDING.search(token.text.lower()):
        return True
    if after is None:
        return False
    # What is in no list is no ordinary word of English either, not even where a sentence begins.
    odd = language == ENGLISH and token.odd
    if odd and (after.sure or after.odd or (after.initial and len(tokens) > 2)):
        return True
    return after.listed and not opens


def _points(name: list[_Token], text: str, guessed: _Guessed, language: str) -> float:
    points = sum(_worth(token) for token in name)
    if any(token in guessed for token in name):
        points += _PIPELINE if language == ENGLISH else _PIPELINE_ELSEWHERE
    if TOLD.search(text[max(0, name[0].start - 12) : name[0].start]):
        points += _DOES_SOMETHING
    if language == ENGLISH:
        points += _by_capital(name[0], text) + _by_shape(name)
    if len(name) > 1:
        points += min(_beside(name[-2].end, text), 0.0)  # Anderson Street, Kennedy Airport
    return points + _beside(name[-1].end, text)


def _by_capital(token: _Token, text: str) -> float:
    """Points in English, where only names and what begins a sentence have a capital."""
    if token.text.isupper():
        return 0.0
    if token.kind != Kind.WORD and _for_somebody(token, text):
        return _LISTED_FOR_SOMEBODY if token.listed else _ODD_FOR_SOMEBODY
    if token.odd and LIVES.match(text, token.end):
        return _ODD_FOR_SOMEBODY
    explained = _opens(text, token.start) and not GOES_ON.match(text, token.end)
    telling = token.sure or (token.odd and NAME_ENDING.search(token.text.lower()) is not None)
    return _CAPITAL_INSIDE if telling and not explained else 0.0


def _by_shape(name: list[_Token]) -> float:
    """Points in English for words beside each other that make a name together."""
    if any(one.initial for one in name[1:-1]) and not name[0].initial:
        return _INITIAL_BETWEEN
    return _BOTH_ODD if sum(token.odd for token in name) > 1 else 0.0


def _for_somebody(token: _Token, text: str) -> bool:
    return SOMEBODY.search(text[max(0, token.start - 20) : token.start]) is not None


def _beside(end: int, text: str) -> float:
    """Points for what follows a run of words."""
    points = 0.0
    if CONTACT.match(text, end):
        points += _BESIDE_CONTACT
    if DOING.match(text, end):
        points += _DOES_SOMETHING
    if PLACE.match(text, end):
        points += _OF_A_PLACE
    return points


def _worth(token: _Token) -> float:
    if token.initial or token.joint:
        return 0.0
    if token.kind & Kind.FIRST:
        return _FIRST_OR_WORD if token.kind & Kind.WORD else _FIRST
    if token.listed:
        return _LAST_OR_WORD if token.kind & Kind.WORD else _LAST
    small = token.text.lower()
    points = _ENDING if NAME_ENDING.search(small) else _UNKNOWN
    return points if small.isascii() else points + _FOREIGN


def _among(name: list[_Token], neighbours: list[list[_Token]], text: str) -> float:
    """Points for standing in a row with other names: "Becker, Vasquez and Reed"."""
    for other in neighbours:
        between = text[other[-1].end : name[0].start] or text[name[-1].end : other[0].start]
        if not AMONG.fullmatch(between) or not any(token.listed for token in other):
            continue
        if any(token.sure for token in other) and all(token.odd or token.listed for token in name):
            return _AMONG_SURE
        if not all(token.kind & Kind.WORD for token in name):
            return _AMONG_NAMES
    return 0.0


def people_told_by(text: str, ask: Ask) -> Iterator[Found]:
    """PERSON findings of stage GUESS where `ask` alone says so, without words that are no names."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    for start, end in _asked(ask, text, lines):
        kept = name_part(text[start:end])
        if len(kept) > 1:
            yield Found(start, start + len(kept), "PERSON", Stage.GUESS, score=0.6)


def is_sure(name: str) -> bool:
    """Whether a word of a guessed name is in the lists as a name alone."""
    kinds = [kind_of(word.strip(".,")) for word in name.split()]
    return any(kind and not kind & Kind.WORD for kind in kinds)


def _in_small_letters(text: str, language: str) -> Iterator[Found]:
    """A first name before a last name or a word that is in no list: "anna bizier".

    In English also one alone, which hardly ever is a word: 200 of 782,000 words of support
    texts, most of them names indeed.
    """
    pairs: set[int] = set()
    for match in _SMALL_PAIR.finditer(text):
        first, last = match[1], match[3]
        if not (first.islower() and last.islower()):
            continue
        if _is_pair(kind_of(first), kind_of(last), language) or (
            kind_of(first) & Kind.FIRST and NAME_ENDING.search(last) and not kind_of(last)
        ):
            yield from _from_the_list(match.start(), match.end() + len(match[2]))
            pairs.update(range(match.start(), match.end() + len(match[2])))
    if language == ENGLISH:
        for match in _SMALL_ALONE.finditer(text):
            if match.start() not in pairs and match[0].islower() and _only_a_name(match[0]):
                yield from _from_the_list(*match.span())


def _from_the_list(start: int, end: int) -> Iterator[Found]:
    yield Found(start, end, "PERSON", Stage.GUESS, score=0.5, why="list of names")


def _only_a_name(word: str) -> bool:
    return kind_of(word) in (Kind.FIRST, Kind.LAST) and can_be_a_name(word)


def _is_pair(first: Kind, last: Kind, language: str) -> bool:
    if first != Kind.FIRST:
        return bool(first & Kind.FIRST) and last == Kind.LAST and language == ENGLISH
    # Outside of English a word in no list is most often only a word.
    known = bool(last & Kind.LAST) if language == ENGLISH else last in (Kind.FIRST, Kind.LAST)
    return known or last == Kind.FIRST or (language == ENGLISH and last is Kind.NONE)
