"""Reads the values in a text: numbers, dates, links, codes, each with how else it may be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

# Kinds that belong to one person; a draft may hold them only where they can be traced to them.
PERSONAL = frozenset({"email", "phone", "card", "iban", "order", "ip"})

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar jänner enero janvier",
            "feb february februar febrero février",
            "mar march märz marzo mars",
            "apr april abril avril",
            "may mai mayo",
            "jun june juni junio juin",
            "jul july juli julio juillet",
            "aug august agosto août",
            "sep sept september septiembre septembre",
            "oct october okt oktober octubre octobre",
            "nov november noviembre novembre",
            "dec december dez dezember diciembre décembre",
        ),
        start=1,
    )
    for name in names.split()
}
_WORDS = {
    word: str(number)
    for number, words in enumerate(
        (
            "one ein eine einem einen einer un una une",
            "two zwei dos deux",
            "three drei tres trois",
            "four vier cuatro quatre",
            "five fünf cinco cinq",
            "six sechs seis",
            "seven sieben siete sept",
            "eight acht ocho huit",
            "nine neun nueve neuf",
            "ten zehn diez dix",
            "eleven elf once onze",
            "twelve zwölf doce douze",
        ),
        start=1,
    )
    for word in words.split()
}
_UNITS = {
    name: names.split()[0]
    for names in (
        "day days tag tage tagen día días dia dias jour jours",
        "workday workdays weekday weekdays werktag werktage werktagen arbeitstag arbeitstage "
        "arbeitstagen geschäftstag geschäftstage geschäftstagen",
        "week weeks woche wochen semana semanas semaine semaines",
        "month months monat monate monaten mes meses mois",
        "year years jahr jahre jahren año años an ans année années",
        "hour hours h stunde stunden hora horas heure heures",
        "minute minutes min minuten minuto minutos",
        "second seconds sec s sekunde sekunden segundo segundos seconde secondes",
        "percent % prozent",
        "eur € euro euros",
        "usd $ dollar dollars",
        "gbp £ pound pounds",
        "chf franken",
        "kg",
        "g",
        "km",
        "m",
        "cm",
        "mm",
        "l",
        "ml",
        "gb",
        "mb",
        "v",
        "w",
        "°c",
    )
    for name in names.split()
}
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
# What makes a value another one: five working days are more than five days.
_WORKING = "working|business"
_WORKING_BEHIND = r"laborables?|h[áa]bil(?:es)?|ouvr[ée]e?s?|ouvrables?"
_ADJECTIVE = rf"(?i:{_WORKING}|calendar|full|volle)"
_NUMBER = r"\d+(?:[.,  ’']\d{3})*(?:[.,]\d+)?"

# Letter by letter, so that places stay: every space, dash and digit as a keyboard has it.
_AS_TYPED = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f", " "),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        "\uff20": "@",
        **{chr(start + digit): str(digit) for start in (0xFF10, 0x0660) for digit in range(10)},
    }
)

# First match wins, so the order is from the most to the least telling shape.
_SHAPES = re.compile(
    "|".join(
        (
            r"(?P<link>(?:https?://|www\.)[^\s<>\"'“”»]+[^\s<>\"'“”».,;:!?)\]])",
            r"(?P<email>[\w.+-]+(?:@| ?[(\[]at[)\]] ?)[\w-]+"
            r"(?:(?:\.| ?[(\[](?:dot|punkt)[)\]] ?)[\w-]+)+)",
            r"(?P<iban>\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?\b|"
            r"\b[a-z]{2}\d{2}[a-z0-9]{11,30}\b)",
            r"(?P<isodate>\b\d{4}-\d{2}-\d{2}\b)",
            r"(?P<card>\b\d(?:[ .-]?\d){12,18}\b)",
            r"(?P<ip>(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?!\.?\w))",
            r"(?P<ending>(?:[•*xX]{2,} ?|\b(?:ending|ends)(?: (?:in|with))? |\bEndziffern |"
            r"\btermina(?:da|do)? en |\bse terminant par )\d{4}\b)",
            r"(?P<numdate>\b\d{1,2}(?P<sep>[./])\d{1,2}(?P=sep)(?:\d{4}|\d{2})?(?!\d))",
            rf"(?P<daymonth>(?i:\b\d{{1,2}}(?:st|nd|rd|th|\.|º)?\s+(?:of |de )?(?:{_MONTH})\b\.?"
            rf"(?:,?\s+(?:de |del )?\d{{4}}\b)?))",
            rf"(?P<monthday>(?i:\b(?:{_MONTH})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}}\b)?))",
            r"(?P<phone>(?:\+|\b0|\(0?)\d[\d ()/.-]{5,}\d\b)",
            r"(?P<time>\b\d{1,2}:\d{2}\b)",
            r"(?P<version>(?i:\bv|\bversion )?\b\d+(?:\.\d+){2,}\b|"
            r"(?i:\bv|\bversion )\d+(?:\.\d+)*\b)",
            r"(?P<order>\b[A-Z]{1,4}-?\d{4,}\b|#\d{4,}\b)",
            rf"(?P<money>(?P<symbol>[€$£]|\b(?:EUR|USD|GBP|CHF)) ?(?P<sum>{_NUMBER}))",
            rf"(?P<amount>\b(?P<number>{_NUMBER})"
            rf"(?:(?:[ -]{_ADJECTIVE})?[ -]?(?P<unit>(?i:{_UNIT}))(?!\w)"
            rf"(?i:[ ](?:{_WORKING_BEHIND})(?!\w))?)?(?!\w))",
            rf"(?P<worded>(?i:\b(?P<word>{'|'.join(_WORDS)})[ -]"
            rf"(?:{_ADJECTIVE}[ -])?(?P<wunit>{_UNIT})\b(?:[ ](?:{_WORKING_BEHIND})\b)?))",
            r"(?P<code>\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])\w+(?:-\w+)*\b)",
        )
    )
)
_QUALIFIED = re.compile(rf"(?i)\b(?:{_WORKING}|{_WORKING_BEHIND})\b")
_ORDINAL = re.compile(r"(?i)\d+(?:st|nd|rd|th|er|ª|º)")


@dataclass(frozen=True, slots=True)
class Value:
    """One value: text[start:end], its kind, and every way in which it may be read."""

    kind: str  # link, email, iban, card, ending, ip, phone, order, date, time, version, ...
    text: str
    start: int
    end: int
    readings: frozenset[str]
    unit: str = ""  # "day", "workday", "eur", "percent"; "" when none stands beside it

    @property
    def measure(self) -> str:
        """What is counted: days and working days are both days."""
        return self.unit.removeprefix("work")


def values(text: str) -> tuple[Value, ...]:
    """The values of a text, in order; in whatever spaces, dashes and digits they are written."""
    return tuple(_read(text))


def agrees(value: Value, known: Value) -> bool:
    """Whether `known` says what `value` says: 1,200 is 1200, 4 March is 2026-03-04, 5 is 5 days.

    The last four of a card or bank account are said by the whole of it.
    """
    if value.kind == "ending" and known.kind in ("card", "iban"):
        return any(whole.endswith(four) for whole in known.readings for four in value.readings)
    if value.kind != known.kind:
        return False
    if value.unit and known.unit and value.unit != known.unit:
        return False
    if value.kind == "date":
        return any(_same_day(one, two) for one in value.readings for two in known.readings)
    return bool(value.readings & known.readings)


def luhn(digits: str) -> bool:
    """Whether a card number's last digit is right (ISO/IEC 7812-1, annex B)."""
    doubled = [int(d) * (2 if place % 2 else 1) for place, d in enumerate(reversed(digits))]
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0


def iban_ok(iban: str) -> bool:
    """Whether an IBAN's check digits are right (ISO 13616: remainder 1 by 97)."""
    turned = iban[4:] + iban[:4]
    return int("".join(str(int(each, 36)) for each in turned)) % 97 == 1


def _read(text: str) -> Iterator[Value]:
    for match in _SHAPES.finditer(text.translate(_AS_TYPED)):
        found = _value(match)
        if found is not None:
            yield replace(found, text=text[found.start : found.end])


def _value(match: re.Match[str]) -> Value | None:
    shape = match.lastgroup or ""
    for name in ("money", "amount", "worded", "numdate"):
        if match[name] is not None:
            shape = name
    text = match[0]
    kind, readings, unit = _readings(shape, text, match)
    return Value(kind, text, *match.span(), frozenset(readings), unit) if readings else None


def _readings(shape: str, text: str, match: re.Match[str]) -> tuple[str, set[str], str]:
    digits = re.sub(r"\D", "", text)
    match shape:
        case "link":
            return "link", {re.sub(r"(?i)^https?://(www\.)?|^www\.|/$", "", text).casefold()}, ""
        case "email":
            return "email", addresses(text.casefold()), ""
        case "iban":
            bare = re.sub("[ -]", "", text).upper()
            return ("iban" if iban_ok(bare) else "code"), {bare}, ""
        case "card":
            return ("card" if luhn(digits) else "number"), {digits}, ""
        case "ip":
            return ("ip" if _is_ip(text, match) else "version"), {text}, ""
        case "ending":
            return "ending", {digits[-4:]}, ""
        case "isodate" | "numdate" | "daymonth" | "monthday":
            return "date", _dates(shape, text), ""
        case "phone":
            return "phone", {digits.lstrip("0")[-9:]}, ""
        case "time":
            return "time", {text.lstrip("0")}, ""
        case "version":
            return "version", {re.sub(r"(?i)^(v|version )", "", text)}, ""
        case "order":
            return "order", {re.sub(r"[-#]", "", text)}, ""
        case "money":
            unit = _UNITS[match["symbol"].casefold()]
            return "number", _numbers(match["sum"]), unit
        case "amount":
            return "number", _numbers(match["number"]), _unit(match["unit"] or "", text)
        case "worded":
            return "number", {_WORDS[match["word"].casefold()]}, _unit(match["wunit"], text)
        case _:
            return "code", set() if _ORDINAL.fullmatch(text) else {text.casefold()}, ""


def _unit(name: str, text: str) -> str:
    unit = _UNITS.get(name.casefold(), "")
    return f"work{unit}" if unit and _QUALIFIED.search(text) else unit


def addresses(text: str) -> set[str]:
    """An address as it is meant, and without what is behind a plus in front of the "@"."""
    meant = re.sub(r" ?[(\[](?:dot|punkt)[)\]] ?", ".", re.sub(r" ?[(\[]at[)\]] ?", "@", text))
    return {meant, re.sub(r"\+[^@]*@", "@", meant)}


def _is_ip(text: str, match: re.Match[str]) -> bool:
    before = match.string[: match.start()].rstrip(" :").casefold()
    named = before.endswith(("version", "firmware", "release", "build", "software"))
    return not named and all(int(part) < 256 for part in text.split("."))


def _numbers(text: str) -> set[str]:
    """1,200 may be 1200 or 1.2; 1.200,50 is 1200.5."""
    bare = re.sub(r"[  ’']", "", text)
    found = {_plain(re.sub(r"[.,](?=\d{3}(?:\D|$))", "", bare).replace(",", "."))}
    if len(re.findall(r"[.,]", bare)) == 1:
        found.add(_plain(bare.replace(",", ".")))
    return found


def _plain(number: str) -> str:
    whole, _, part = number.partition(".")
    part = part.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{part}" if part else "")


def _dates(shape: str, text: str) -> set[str]:
    """As "2026-03-04", or "-03-04" where no year is named."""
    numbers = re.findall(r"\d+", text)
    if shape == "isodate":
        return {text}
    if shape == "numdate":
        first, second = int(numbers[0]), int(numbers[1])
        year = _year(numbers[2]) if len(numbers) > 2 else ""
        pairs = {(second, first)} if "." in text else {(second, first), (first, second)}
        return {f"{year}-{m:02}-{d:02}" for m, d in pairs if 1 <= m <= 12 and 1 <= d <= 31}
    name = next(w for w in re.findall(r"[^\W\d]+", text.casefold()) if w in _MONTHS)
    year = numbers[1] if len(numbers) > 1 else ""
    return {f"{year}-{_MONTHS[name]:02}-{int(numbers[0]):02}"}


def _year(text: str) -> str:
    return text if len(text) == 4 else f"20{text}"


def _same_day(one: str, two: str) -> bool:
    (year, *day), (other, *that) = one.split("-"), two.split("-")
    return day == that and (year == other or not year or not other)
