"""How a sentence reads without its disguise: look-alike letters, spaced, turned round, encoded."""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

# Letters of other alphabets, and digits, that look like Latin ones (a part of Unicode's table of
# confusables, UTS 39).
_ALIKE = str.maketrans(
    "аеорсухіјѕһԁɡӏаВЕКМНОРСТХУІЈЅАοαεινρτυκχΑΒΕΖΗΙΚΜΝΟΡΤΥΧıɑʟɪɴᴏᴘʀꜱ",
    "aeopcyxijshdglaBEKMHOPCTXYIJSAoaeivptukxABEZHIKMNOPTYXialinoprs",
)
_LEET = str.maketrans("013457@$!|", "oieastasil")
_LEET_WORD = re.compile(r"(?<!\S)(?=\S*[A-Za-z])(?=\S*[013457@$!|])\S+")
_TAGGED = re.compile("[\U000e0020-\U000e007e]")  # invisible twins of ASCII
_WORDS = re.compile(r"[^\W\d_]{2,}")
_SPACED = re.compile(r"(?<!\w)\w(?:[ .\-_*·•|]{1,3}\w){3,}(?!\w)")
_BASE64 = re.compile(r"(?<![\w+/=-])(?:[A-Za-z0-9+/_-]{16,}\s?)+={0,2}")
_HEX = re.compile(r"(?<![0-9a-f])(?:(?:\\x|0x|%)?[0-9a-f]{2}[ :,]{0,2}){10,}", re.IGNORECASE)
_BITS = re.compile(r"(?:[01]{8}\s?){6,}")
_RUN, _STRAY = 16, 2.5  # letters of the longest word, and of a word on average
_FEWEST_WORDS = 3  # of a decoded text, before it counts as one
_READABLE = 0.8  # of its characters are letters and spaces


def plain(text: str) -> str:
    """Text as a reader sees it: no invisible characters, accents or look-alike letters."""
    if text.isascii():
        return text
    whole = unicodedata.normalize("NFKD", text)
    seen = (c for c in whole if unicodedata.category(c) not in ("Mn", "Cf", "Me"))
    return "".join(seen).translate(_ALIKE)


def readings(sentence: str) -> Iterator[str]:
    """Other ways to read it, without repeats; the cheap ones first."""
    bare = plain(sentence)
    known = {bare}
    for each in _readings(sentence, bare):
        if each not in known:
            known.add(each)
            yield each


def decoded(text: str) -> tuple[str, ...]:
    """What stands in base64, hexadecimal or binary in it and reads as a sentence."""
    found = [_of_base64(m[0]) for m in _BASE64.finditer(text)]
    found += [_of_numbers(m[0], 16) for m in _HEX.finditer(text)]
    found += [_of_numbers(m[0], 2) for m in _BITS.finditer(text)]
    return tuple(one for one in found if _is_prose(one))


def hidden(text: str) -> str:
    """What is written in invisible tag characters; "" where nothing is."""
    return "".join(chr(ord(c) - 0xE0000) for c in _TAGGED.findall(text))


def oddly_spaced(text: str) -> bool:
    """Whether its words are longer or shorter than those of any language we read."""
    words = plain(text).split()
    letters = sum(map(len, words))
    return bool(words) and (max(map(len, words)) >= _RUN or letters <= _STRAY * len(words))


def squeezed(text: str) -> str:
    """Its letters in a row, for words whose spaces were moved or taken away."""
    return "".join(c for c in plain(text).casefold() if c.isalpha())


def _readings(sentence: str, bare: str) -> Iterator[str]:
    yield re.sub(r"[*_`~^]+", "", bare)
    if _SPACED.search(bare):
        yield _SPACED.sub(lambda m: re.sub(r"[\W_]", "", m[0]), bare)
    if "&" in bare:
        yield html.unescape(bare)
    if "%" in bare:
        yield unquote(bare)
    yield _LEET_WORD.sub(lambda m: m[0].translate(_LEET), bare)
    yield codecs.encode(bare, "rot13")
    yield bare[::-1]
    yield " ".join(word[::-1] for word in bare.split())
    yield hidden(sentence)


def _of_base64(token: str) -> str:
    packed = re.sub(r"\s", "", token).rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(packed + "=" * (-len(packed) % 4), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _of_numbers(token: str, base: int) -> str:
    digits = re.sub(r"\\x|0x|%|[\s:,]", "", token)
    width = 2 if base == 16 else 8
    whole = len(digits) - len(digits) % width
    data = bytes(int(digits[at : at + width], base) for at in range(0, whole, width))
    return data.decode("utf-8", errors="ignore")


def _is_prose(text: str) -> bool:
    letters = sum(c.isalpha() or c.isspace() for c in text)
    return len(_WORDS.findall(text)) >= _FEWEST_WORDS and letters >= _READABLE * len(text)
