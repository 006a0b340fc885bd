"""The ways in which a person, an e-mail or a postal address of the record may be written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from copilot.redaction.gazetteer import Kind, kind_of
from copilot.redaction.name_words import COMMON_WORDS, WORD_NAMES
from copilot.redaction.spellings import folds
from copilot.redaction.words import NOT_A_NAME

_TITLES = {"mr", "mrs", "ms", "miss", "dr", "prof", "herr", "frau", "sr", "sra", "mme"}
_JOINTS = {"de", "del", "der", "den", "della", "di", "da", "dos", "la", "le", "van", "von", "ten"}
_JOINTS |= {"el", "bin", "al", "zu", "y", "e", "und", "and", "of", "mc", "st", "san"}
# E-mail boxes of everybody and nobody.
_SHARED_BOXES = frozenset(
    """
    accounting accounts admin billing bookings bounce buchhaltung careers contact contacto customer
    customercare customerservice daemon enquiry events feedback finance hello help helpdesk hola
    info inquiries invoice invoices jobs kontakt kundenservice mail mailer marketing media news
    newsletter noreply notification notifications office order orders postmaster press privacy
    rechnung reply returns root sales security service services shipping shop soporte store
    subscribe support team test user ventas vertrieb webmaster website welcome
    """.split()  # noqa: SIM905 - a list of quoted words is harder to read
)
TOKEN = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")


class Manner(Enum):
    """When a form counts."""

    ANY = "in any case"
    NAME = "with a capital, or all in capitals"
    WORD = "like NAME, but not where it begins a sentence as an ordinary word (Will you)"
    INITIAL = "a letter that is a capital, or has a point or a joint after it"
    LETTERS = "capitals with points"
    ALONE = "capitals on a line by themselves"
    APART = "not as a piece of an address, a number or a path"


@dataclass(frozen=True, slots=True)
class Form:
    """One written form as folded words; `part` tells the FIRST, MIDDLE or LAST name alone."""

    words: tuple[str, ...]
    part: str = ""
    manner: Manner = Manner.ANY


def person_forms(full: str) -> Iterator[Form]:
    """Every form of a name, whole ones first; one may come twice."""
    words = name_words(full)
    for written in (_folded(full.split()), _folded(words)):
        yield from (Form(tokens) for tokens in written if len(tokens) > 1)
    if len(words) == 1:
        yield from (Form(tokens, "", _manner(words[0])) for tokens in _folded(words))
    if len(words) < 2:
        return
    first, last = words[0], words[-1]
    for pair in ([first, last], [last, first]):
        yield from (Form(tokens) for tokens in _folded(pair))
    for one, other in zip(_folded([first]), _folded([last]), strict=False):
        yield from _short_forms("".join(one[:1]), "".join(other[-1:]), words)
    for part, word in parts(full):
        yield from (Form(tokens, part, _manner(word)) for tokens in _folded([word]))


def name_words(full: str) -> list[str]:
    """The words of a name without titles and without punctuation around them."""
    words = [word.strip(".,;:()[]<>\"'“”„") for word in full.split()]
    return [word for word in words if word and word.lower() not in _TITLES]


def parts(full: str) -> Iterator[tuple[str, str]]:
    """("FIRST", "Dana"), ("LAST", "Whitfield"), ("MIDDLE", "Maria"), pieces around a hyphen."""
    words = name_words(full)
    if len(words) < 2:
        return
    pieces = [("FIRST", words[0]), ("LAST", words[-1])]
    pieces += [("MIDDLE", word) for word in words[1:-1] if word.lower() not in _JOINTS]
    for part, word in list(pieces):
        pieces += [(part, half) for half in word.split("-") if "-" in word and len(half) >= 4]
    yield from ((part, word) for part, word in pieces if _is_name_word(word))


def email_forms(address: str) -> list[Form]:
    """An e-mail address, and as people hide it from machines: dana at example dot com."""
    box, _, domain = address.strip().partition("@")
    left, right = _tokens(box), _tokens(domain)
    spoken = tuple(word for token in right for word in (token, "dot"))[:-1]
    forms = [Form((*left, "at", *right)), Form((*left, "at", *spoken))]
    return [form for form in forms if left and right]


def box_of(address: str) -> str:
    """The user name before the @ where it says who it is; "" for info@ and the like."""
    box = re.split(r"[@+]", address, maxsplit=1)[0].strip().lower()
    word = box in WORD_NAMES or box in NOT_A_NAME or kind_of(box) == Kind.WORD
    shared = word or re.sub(r"[\W_]", "", box) in _SHARED_BOXES
    return "" if shared or len(box) < 5 or "@" not in address else box


_STREET_WORDS = (
    *(("street", "st"), ("road", "rd"), ("avenue", "ave"), ("lane", "ln"), ("drive", "dr")),
    *(("court", "ct"), ("place", "pl"), ("boulevard", "blvd"), ("avenida", "av"), ("calle", "c")),
)
_STREET = re.compile(
    r"(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|court|ct|way|place|pl|square|close|calle|"
    r"avenida|paseo|rue|via|viale|piazza|plaza|ulica|ul|allee|weg|platz|chemin|impasse|"
    r"\w{2,}(?:stra(?:ß|ss)e|str|weg|platz|allee|gasse|gade|gatan|straat|laan|vej|gata))"
)


def address_forms(address: str) -> list[Form]:
    """An address whole and in its telling parts: lines with a number, and the street's name."""
    lines = [_tokens(line) for line in re.split(r"[,;\n]", address)]
    told = [_tokens(address)]
    for line in lines:
        if any(char.isdigit() for token in line for char in token) and len("".join(line)) >= 5:
            told.append(line)
            street = tuple(token for token in line if not token[0].isdigit())
            if 1 <= len(street) < len(line) and any(_STREET.fullmatch(word) for word in street):
                told.append(street if len("".join(street)) >= 7 else ())
    short = [_renamed(tokens) for tokens in told]
    return [Form(tokens) for tokens in dict.fromkeys([*told, *short]) if tokens]


def _renamed(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Street for St and St for Street, -str. for -straße."""
    names = dict(_STREET_WORDS) | {short: long for long, short in _STREET_WORDS}
    renamed = (names.get(token, token) for token in tokens)
    return tuple(re.sub(r"strasse$", "str", token) for token in renamed)


def _short_forms(first: str, last: str, words: list[str]) -> Iterator[Form]:
    if not (first.isalpha() and last.isalpha() and len(first) >= 2 and len(last) >= 2):
        return
    inner = [word[0].lower() for word in words[1:-1] if word.lower() not in _JOINTS]
    yield Form((first[0], last), "", Manner.INITIAL)
    yield Form((last, first[0]), "", Manner.INITIAL)
    yield Form((first, last[0]), "", Manner.INITIAL)
    for middle in inner:
        yield Form((first, middle, last))
        yield Form((first[0], middle, last), "", Manner.INITIAL)
    yield Form((first[0], *inner, last[0]), "", Manner.LETTERS)
    yield Form((first[0], last[0]), "", Manner.LETTERS)
    yield Form((first[0] + last[0],), "", Manner.ALONE)
    yield from (Form((handle,)) for handle in _handles(first, last))


def _handles(first: str, last: str) -> Iterator[str]:
    """dwhitfield, danaw, danawhitfield: as in e-mail addresses and user names."""
    joined = [first + last, last + first]
    if len(last) >= 4 and last not in WORD_NAMES:  # "shall" is no S. Hall
        joined += [first[0] + last, last + first[0]]
    if len(first) >= 4 and first not in WORD_NAMES:
        joined.append(first + last[0])
    yield from (name for name in joined if len(name) >= 5 and name not in COMMON_WORDS)


def _folded(words: list[str]) -> list[tuple[str, ...]]:
    """The words as token tuples, once for each way of typing their accents."""
    return list(dict.fromkeys(_tokens(folded) for folded in folds(" ".join(words))))


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(folds(match[0])[0] for match in TOKEN.finditer(text))


def _manner(word: str) -> Manner:
    """Ordinary words and short ones count only with their capital."""
    if word.lower() in WORD_NAMES or kind_of(word) == Kind.WORD:
        return Manner.WORD
    return Manner.ANY if len(word) >= 4 else Manner.NAME


def _is_name_word(word: str) -> bool:
    if word.lower() in NOT_A_NAME or not all(c.isalpha() or c in "'’-" for c in word):
        return False
    return len(word) >= 2 and not word[0].islower()
