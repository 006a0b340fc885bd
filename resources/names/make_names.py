"""Makes the lists of names beside it from unpacked public sources; README.md says which.

    python resources/names/make_names.py SOURCES

SOURCES holds names/ (dist.*), faker/ and mimesis/ (the packages), wordfreq/ and dict/ (word lists).
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
_LETTERS = {
    **{"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d"},
    **{"þ": "th", "æ": "ae", "œ": "oe", "ı": "i"},
}
_CENSUS_LAST = 12_000  # of 88,799: three quarters of the people
_LANGUAGES = ("en", "de", "es", "fr")
_COMMON = 3.4  # Zipf frequency: 2.5 in a million words
_PRINTED = 2.3
_VERY_COMMON = 4.9
_PLACES = re.compile("city_names?|cities|countries|states|provinces|regions")
# Word lists write ordinary words in small letters, and names (and German nouns) with a capital.
_DICTIONARIES = {"en": "american-english", "de": "ngerman", "fr": "french", "es": "spanish"}
# Names so common that the word or the place of the same letters seldom is meant.
_STILL_A_NAME = set(
    """
    abigail adams adrian ali alice allen alvarez amara amelia anderson anita anna arnold bailey
    barbara becker benjamin bennett beverly billy bobby brandon bruno bryan burke burton
    campbell campos carol castro charlotte claudia clementine coleman colleen collins crawford
    cristina daniels davis denise didier dieter dirk dixon dominique donna douglas duncan dunn
    elizabeth enzo ethan eugene evans fatima ferguson franklin fuller garcia gary garza
    gene gibson gilbert gloria goldberg greene griffin guzman hanson harris harrison
    harry harvey hayes henderson hernandez hicks holmes horst howard howell hughes hussein jack
    janice jenny jensen jerry jimmy joe john johnson johnston jones josh keith kelly kennedy
    khan kitty kyle laura laurel lawrence lawson leon louis lucas maria marquez marta martin
    martinez matthews maurice max melissa meyer mila molly moore muhammad murphy murray nancy
    ortega owen owens padilla patterson peter peters peterson phoebe powell ravi reid renate
    reynolds richards richardson riley roberts robinson roger rogers rosario roy salazar sally
    sanders sandra sandrine sebastian selma shirley simpson sims soto stanton sullivan
    terry thompson timothy tom tommy tony torres tracy tran tyler vargas victor victoria watson
    wayne williams wilson wong yang
    """.split()  # noqa: SIM905 - as the lists themselves are written
)
# Peoples and languages have a capital in English as names do.
_NATIONS = {"english", "german", "czech", "french", "irish", "danish", "welsh", "polish"}


def folded(word: str) -> str:
    """Small letters without accents, as the lists hold them."""
    spelt = "".join(_LETTERS.get(char, char) for char in word.lower())
    return "".join(c for c in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(c))


def words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for word in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text):
            if len(word) >= 2 and folded(word).replace("'", "").replace("-", "").isascii():
                yield folded(word).replace("’", "'")


def census(sources: Path, kind: str, most: int) -> set[str]:
    lines = (sources / "names" / f"dist.{kind}").read_text().splitlines()[:most]
    return {line.split()[0].lower() for line in lines}


def faker(sources: Path) -> tuple[set[str], set[str], set[str]]:
    """First names, last names and places of all locales."""
    sys.path.insert(0, str(sources / "faker"))
    first, last, places = set(), set(), set()
    for room, take in (("person", True), ("address", False)):
        package = importlib.import_module(f"faker.providers.{room}")
        for found in pkgutil.iter_modules(package.__path__):
            provider = importlib.import_module(f"{package.__name__}.{found.name}").Provider
            for field, values in vars(provider).items():
                if not isinstance(values, (list, tuple, dict, set)):
                    continue
                texts = [value for value in values if isinstance(value, str)]
                alone = [text for text in texts if " " not in text]
                if take and "first_name" in field:
                    first.update(words(texts))
                elif take and "last_name" in field:
                    last.update(words(texts))
                elif not take and _PLACES.fullmatch(field):
                    places.update(words(alone))
    return first, last, places


def mimesis(sources: Path) -> tuple[set[str], set[str], set[str]]:
    first, last, places = set(), set(), set()
    for file in (sources / "mimesis" / "mimesis" / "datasets").glob("*/*.json"):
        data = json.loads(file.read_text("utf-8"))
        if file.stem == "person":
            first.update(words(leaves(data.get("names", []))))
            last.update(words(leaves(data.get("surnames", []))))
        elif file.stem == "address":
            known = leaves([data.get("city", []), data.get("country", {}), data.get("state", {})])
            places.update(words(place for place in known if " " not in place))
    return first, last, places


def leaves(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from leaves(inner)


def ordinary(sources: Path, first: set[str], last: set[str], well_known: set[str]) -> set[str]:
    """Those names that are words of English, German, Spanish or French as well."""
    zipf = importlib.import_module("wordfreq").zipf_frequency
    small = {
        language: {
            folded(line)
            for line in (sources / "dict" / file).read_text("utf-8").splitlines()
            if line == line.lower()
        }
        for language, file in _DICTIONARIES.items()
    }
    found = set()
    for name in first | last:
        if name in well_known:
            is_word = name in small["en"]
        else:
            is_word = any(name in inner for inner in small.values())
            common = {language: zipf(name, language) for language in _LANGUAGES}
            is_word |= name in first and max(common.values()) >= _COMMON
            # German nouns have a capital like names, and are frequent in German alone.
            is_word |= common["de"] >= _COMMON and common["de"] > common["en"] + 0.5
        if name in _NATIONS or (is_word and name not in _STILL_A_NAME):
            found.add(name)
    return found


def mere_words(sources: Path) -> set[str]:
    """Words so common that a rare name of the same letters is not worth the false alarms."""
    zipf = importlib.import_module("wordfreq").zipf_frequency
    return {
        folded(line)
        for language, file in _DICTIONARIES.items()
        for line in (sources / "dict" / file).read_text("utf-8").splitlines()
        if line == line.lower() and zipf(line, language) >= _VERY_COMMON
    }


def english(sources: Path) -> set[str]:
    """Words of English that are printed now and then."""
    zipf = importlib.import_module("wordfreq").zipf_frequency
    lines = (sources / "dict" / _DICTIONARIES["en"]).read_text("utf-8").splitlines()
    plain = (line for line in lines if line == line.lower() and "'" not in line and len(line) > 1)
    return {folded(line) for line in plain if zipf(line, "en") >= _PRINTED}


def main(sources: Path) -> None:
    first_f, last_f, places_f = faker(sources)
    first_m, last_m, places_m = mimesis(sources)
    first_c = census(sources, "male.first", 1300) | census(sources, "female.first", 4300)
    common_c = census(sources, "male.first", 500) | census(sources, "female.first", 900)
    first = first_f | first_m | first_c
    last = last_f | last_m | census(sources, "all.last", _CENSUS_LAST)
    sys.path.insert(0, str(sources / "wordfreq"))
    well_known = common_c | de_es_fr(sources)
    places = (places_f | places_m) & (first | last) - _STILL_A_NAME
    mere = mere_words(sources) - well_known - first_c - census(sources, "all.last", 2000)
    first, last = first - mere, last - mere
    words_too = ordinary(sources, first, last, well_known) | places
    lists = {
        "first.txt": first - words_too,
        "first_or_word.txt": first & words_too,
        "last.txt": last - words_too - first,
        "last_or_word.txt": (last & words_too) - first,
    }
    lists["words.txt"] = english(sources) - first - last
    for name, content in lists.items():
        (HERE / name).write_text("\n".join(sorted(content)) + "\n", "utf-8")
        print(name, len(content))  # noqa: T201


def de_es_fr(sources: Path) -> set[str]:
    """First names of the languages that are read, of which many are frequent in print."""
    found: set[str] = set()
    for locale in ("de_DE", "es_ES", "fr_FR", "en_GB"):
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for field, values in vars(provider).items():
            if "first_name" in field and isinstance(values, (list, tuple, dict)):
                found.update(words(values))
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
