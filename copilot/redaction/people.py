"""Guessing people's names: the gazetteer, the words around, and a statistical pipeline together.

None of the three is sure alone. A run of capitalised words is weighed by what its words can be,
what stands beside it, and whether the pipeline takes it for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from copilot.redaction.found import Found, Stage
from copilot.redaction.gazetteer import Kind, kind_of
from copilot.redaction.names import CAPITALS, can_be_a_name

ENGLISH = "en"
ENOUGH = 2.0  # points of evidence from which on a run of words is a name
# What a word is worth by what it can be.
_FIRST, _FIRST_OR_WORD, _LAST, _LAST_OR_WORD = 2.0, 1.0, 1.0, 0.4
_ENDING, _FOREIGN, _UNKNOWN = 1.0, 0.5, 0.25
# What else is worth something, once for the whole run.
_PIPELINE, _PIPELINE_ELSEWHERE = 1.5, 0.75  # it is English; elsewhere it is worth half
_BESIDE_CONTACT, _AMONG_NAMES, _DOES_SOMETHING, _OF_A_PLACE = 1.0, 1.0, 0.5, -1.5
_MOST_WORDS = 5

_WORD = rf"[{CAPITALS}][^\W\d_]{{1,24}}(?:['’-][^\W\d_]{{2,24}}){{0,2}}"
_TOKEN = rf"(?:[{CAPITALS}]['’][^\W\d_]{{2,20}}|{_WORD}|[{CAPITALS}]\b\.?)"
_JOINT = r"(?:de|del|della|di|da|dos|la|le|van|von|der|den|ten|el|bin|al|y)"
_RUN = re.compile(
    rf"(?<![\w@.#/\\-]){_TOKEN}(?:[ ](?:{_JOINT}[ ]){{0,2}}{_TOKEN}){{0,7}}(?![\w@\\/])"
)
_PIECE = re.compile(r"[^ ]+")
_OPENING = re.compile(r"(?:^|[\n.!?:;•*>\"“„«(\[-])[\s\"'“„«(]*$")
# Endings that family names have in many countries and other words seldom have.
_NAME_ENDING = re.compile(
    r"[^\W\d_]{2}(?:sson|sd[oó]ttir|ov[aá]|ev[aá]|enko|chuk|yan|dze|shvili|ovi[cčć]|evi[cčć]|i[čć]|"
    r"escu|o[gğ]lu|opoulos|akis|sk[aáiýy]|czyk|wicz|[vw]ich|o?vna|nen|quist|kvist|ström|gaard|gård|"
    r"[klnrsty][eo]v|ín|ez|mann|huber|me[iy]er|eiro|elli|etti|ucci|aldi)$"
)
_CONTACT = re.compile(r"[ ]?[(<\[][ ]?(?:mailto:)?[\w.+-]{1,64}@")
_DOING = re.compile(
    r"[ ](?:said|says|wrote|writes|told|asked|asks|called|replied|answered|explained|mentioned|"
    r"spent|works|worked|lives|lived|was born|went|helped|has been very)\b"
)
_PLACE = re.compile(
    r"[ ](?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Square|Park|County|City|Island|State|"
    r"University|College|School|Hospital|Hotel|Airport|Station|Orchestra|Band|Inc|Ltd|LLC|Corp|GmbH|AG|Group|"
    r"Foundation|Institute|Bank|River|Lake|Bay|Beach|Valley|Award|Prize|Law|Center|Centre)\b"
)
_AMONG = re.compile(r"(?:,|,? (?:and|und|y|e|et|or|oder|&))[ ]")
_SMALL = r"[^\W\d_]{3,20}(?:-[^\W\d_]{3,20})?"
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


def guessed_people(text: str, places: Sequence[tuple[int, int]], language: str) -> Iterator[Found]:
    """PERSON findings of stage GUESS; `places` are what the pipeline takes for people."""
    guessed = _Guessed(places)
    names = [
        name
        for run in _RUN.finditer(text)
        for stretch in _stretches(run)
        if (name := _trimmed(stretch, _opens(text, stretch[0].start), guessed))
    ]
    for at, name in enumerate(names):
        neighbours = names[max(0, at - 1) : at] + names[at + 1 : at + 2]
        if _points(name, text, guessed, language) + _among(name, neighbours, text) >= ENOUGH:
            yield Found(name[0].start, name[-1].end, "PERSON", Stage.GUESS, score=0.6)
    if language == ENGLISH:
        yield from _in_small_letters(text)


def _stretches(run: re.Match[str]) -> Iterator[list[_Token]]:
    """The parts of a run between words that cannot be of a name."""
    stretch: list[_Token] = []
    for piece in _PIECE.finditer(run[0]):
        token = _token(piece, run.start())
        if token.able:
            stretch.append(token)
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def _token(piece: re.Match[str], offset: int) -> _Token:
    text = piece[0].removesuffix("'s").removesuffix("’s")
    kind = kind_of(text) if len(text) > 1 else Kind.NONE
    shouted = len(text) > 2 and text.isupper()
    able = text.islower() or can_be_a_name(text.capitalize() if shouted and kind else text)
    start = offset + piece.start()
    return _Token(start, start + len(text), text, kind, able and text != "I")


def _opens(text: str, start: int) -> bool:
    """Whether a sentence or line begins there, so that a capital says nothing."""
    return _OPENING.search(text[max(0, start - 8) : start]) is not None


def _trimmed(stretch: list[_Token], opens: bool, guessed: _Guessed) -> list[_Token]:
    """Without the words before and after that only have a capital."""
    tokens = list(stretch)
    while tokens and not _can_begin(tokens, opens and len(tokens) == len(stretch), guessed):
        tokens.pop(0)
    kept = tokens[:_MOST_WORDS]
    if len(stretch) > _MOST_WORDS:  # a heading, in which every word has a capital
        kept = [token for token in kept if token.listed or token in guessed]
    while kept and (kept[-1].joint or (len(kept) == 1 and kept[0].initial)):
        kept.pop()
    return kept


def _can_begin(tokens: list[_Token], opens: bool, guessed: _Guessed) -> bool:
    token, after = tokens[0], tokens[1] if len(tokens) > 1 else None
    if token.joint:
        return False
    if opens and token.kind & Kind.WORD and after and after.sure_first:
        return False  # "Will John come"
    if token.initial:
        return after is not None and (after.listed or after in guessed)
    if token.listed or token in guessed or _NAME_ENDING.search(token.text.lower()):
        return True
    return after is not None and after.listed and not opens


def _points(name: list[_Token], text: str, guessed: _Guessed, language: str) -> float:
    points = sum(_worth(token) for token in name)
    if any(token in guessed for token in name):
        points += _PIPELINE if language == ENGLISH else _PIPELINE_ELSEWHERE
    end = name[-1].end
    if _CONTACT.match(text, end):
        points += _BESIDE_CONTACT
    if _DOING.match(text, end):
        points += _DOES_SOMETHING
    if _PLACE.match(text, end):
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
    points = _ENDING if _NAME_ENDING.search(small) else _UNKNOWN
    return points if small.isascii() else points + _FOREIGN


def _among(name: list[_Token], neighbours: list[list[_Token]], text: str) -> float:
    """Points for standing in a row with other names: "Becker, Vasquez and Reed"."""
    for other in neighbours:
        between = text[other[-1].end : name[0].start] or text[name[-1].end : other[0].start]
        if _AMONG.fullmatch(between) and any(token.listed for token in other):
            return _AMONG_NAMES
    return 0.0


def _in_small_letters(text: str) -> Iterator[Found]:
    """A first name before a last name or a word that is in no list: "anna bizier"."""
    for match in _SMALL_PAIR.finditer(text):
        first, last = match[1], match[3]
        if not (first.islower() and last.islower()) or kind_of(first) != Kind.FIRST:
            continue
        if kind_of(last) in (Kind.FIRST, Kind.LAST, Kind.FIRST | Kind.LAST, Kind.NONE):
            end = match.end() + len(match[2])
            yield Found(match.start(), end, "PERSON", Stage.GUESS, score=0.5)
