"""Postal addresses as they are written in Europe, America and Australia."""

# ruff: noqa: E501 - a pattern is easier to read unbroken
from __future__ import annotations

import re
from collections.abc import Iterator

from copilot.redaction.address_parts import (
    CAP,
    CODE,
    MONTH,
    UK_CODE,
    UNIT,
    end_of_address,
    start_of_address,
)
from copilot.redaction.gazetteer import Kind, kind_of
from copilot.redaction.words import NOT_A_NAME

_EN_KIND = (
    r"(?:Street|Str|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Court|Ct|Boulevard|Blvd|Way|Place|Pl|Square|Sq|Terrace|Tce|"
    r"Close|Crescent|Cres|Parkway|Pkwy|Highway|Hwy|Circle|Cir|Trail|Trl|Gardens|Gdns|Grove|Row|Mews|Hill|Walk|Parade|"
    r"Turnpike|Crossing|Loop|Alley|Expressway|Esplanade|Quay|Wharf|Green|Rise|View|Heights|Ridge|Point|Plaza|Broadway)"
)
_ORDINAL = r"\d{1,3}(?:st|nd|rd|th)"
_NUMBER = r"\d{1,5}[A-Za-z]?(?:[-/]\d{1,4}[A-Za-z]?)?"
# Endings of streets written in one word; the number stands behind.
_ONE_WORD = (
    r"(?:stra(?:ß|ss)e|str\.?|weg|platz|allee|gasse|gässchen|ufer|chaussee|lände|steig|straat|laan|plein|plaats|kade|gracht|"
    r"steenweg|dreef|singel|twiete|damm|gatan|gata|vägen|gränd|stigen|torget|backen|allén|vej|gade|stræde|"
    r"allé|vænget|toften|bakken|vegen|veien|gaten|stien|svingen|haugen|vollen|stræti|vegur|braut|stígur|katu|kuja|polku|ntie|"
    r"kaari|utca|tänav|[^\W\d_]{2}ov[ae]|ská|cká)"
)
_QUANTITY = r"(?![.,]?\d|[ ]?(?:%|€|\$|£|GB|MB|TB|kg|cm|mm|km|Euro|EUR|USD|Tage|Stück|x\b|Uhr|units?|pcs|days?|hours?|items?|years?))"
_BEHIND = rf"[ ]\d{{1,4}}(?:[ ]?[a-zA-Z]\b)?(?:[-/]\d{{1,4}}[a-z]?)?\b{_QUANTITY}"
_BEFORE_NAME = (
    r"(?:(?i:calle|avda?\.?|avenida|plaza|pza\.?|paseo|camino|carrer|carrera|carretera|ronda|travesía|glorieta|"
    r"rúa|passeig|plaça|rambla|estrada|rua|travessa|praça|largo|alameda|viale|piazza|piazzale|piazzetta|corso|vicolo|strada|rue|avenue|boulevard|bd|chemin|"
    r"impasse|allée|quai|place|ulica|ulice|aleja|bulevardul|untere|obere|jardines)|C/|Via|Cours|ul\.|al\.|os\.|pl\.|Str\.|Av\.|Bd\.|Rua|Λεωφόρος|Οδός|Πλατεία|Λεωφ\.|Λ\.)"
)
_OF = r"(?:(?i:de|del|la|las|los|el|da|do|das|dos|della|delle|dello|degli|dei|di|des|du|le|les|na|y|e)[ ]|(?i:d|l|dell)['’])"
_MILITARY = r"(?:APO|FPO|DPO),?[ ](?:AA|AE|AP)[ ]\d{5}"

# What stands before a place where somebody is or something goes.
_THERE = (
    r"\b(?i:(?:lives?|living|resid\w{1,4}) (?:at|in|on)|(?:shop|store|office|house|restaurant|warehouse) is (?:at|in|on)|"
    r"(?:deliver(?:ed)?|ship(?:ped)?|sent|send|return(?:ed)?|moved|moving|posted|brought)(?: it| them| this| me| us)? to|"
    r"(?:pick(?:ed)?|meet|drop(?:s|ped)?)(?: \w{1,9}){0,2} (?:up|off|me|us|you) at)"
)

# A weaker one: a number behind words that are no ordinary ones is an address, behind others a thing.
_WHERE = re.compile(
    rf"\b(?i:at|(?:based|located|situated|stands?|lives?|living|meet|office|shop|store|flat|house)(?: is)? (?:in|on)|"
    rf"(?:deliver\w{{0,3}}|ship\w{{0,4}}|sen[dt]|return\w{{0,3}}|mov\w{{1,3}}|posted|bring|brought|c[ao]me|go|goes|went|gone|dispatched|forward\w{{0,2}})"
    rf"(?: \w{{1,12}}){{0,3}} to)[ ]((?:\d{{1,5}}[ ])?({CAP}(?:[ -]{CAP}){{0,2}})[ ]\d{{1,4}}[a-z]?\b)(?!\w|[ ]?\(|[.:]\d)"
)

# A word and a number behind it; whether the word is a street is seen by its ending.
_ENDED = re.compile(
    rf"\b((?:(?:(?:Alt|Neu|Groß|Klein|Ober|Unter|Hoh|Lang|Breit)e[rn]?|(?!(?:Mein|Dein|Sein|Ihr|Unser|Dies|Jed)er\b)[A-ZÄÖÜ][a-zäöüß]{{2,14}}er)[ ])?"
    rf"([^\W\d_]{{3,40}}(?:-[^\W\d_]{{2,40}}){{0,3}}\.?)(?=[ ]\d){_BEHIND})"
)
_ENDING = re.compile(rf"(?i)(?:[^\W\d_]{{3}}|-){_ONE_WORD}$")
_NO_STREET = re.compile(
    r"(?i)(?:speicher|arbeits|stell|park|sitz|rück|liefer|transport|versand|schlaf|lösungs|aus|steck|spiel|zahlungs)(?:weg|platz)$"
)

# A street and its number; what follows is looked at by end_of_address().
_STREETS: tuple[re.Pattern[str], ...] = (
    re.compile(rf"(?<![\w.,-])({_NUMBER}[ ](?:(?:{CAP}|{_ORDINAL})[ ]){{1,4}}?{_EN_KIND}\b(?:[ ]{_EN_KIND}\b)?\.?(?:[ ](?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\b)?)"),
    re.compile(r"(?<![\w.,-])(\d{1,5}[ ](?:(?!(?:of|on|the|an|by|per|my|in|down|more|for|to|days?|hours?|miles?|km|minutes?|and|is|or)\b)[^\W\d_]{2,20}[ ]){1,2}(?:street|road|avenue|ave|lane|boulevard|blvd|parkway|st|rd)\b)"),
    re.compile(rf"\b((?:{CAP}[ -]){{1,3}}(?:Straße|Strasse|Str\.|Weg|Platz|Allee|Ring|Ufer|Damm|Markt|[uU]lica|[uU]tca|[úÚ]tja|út|tér|[cC]esta|[tT]rg|[gG]ade|[vV]ej|náměstí|[tT]errasse|u\.|gate|gata|vei|vej|väg|plass|plads|plats|katu|[rR]akpart|[kK]örút|[sS]étány){_BEHIND})"),
    re.compile(rf"(?<![\w/])({_BEFORE_NAME}[ ]?{_OF}{{0,3}}{CAP}(?:[ ]{_OF}{{0,2}}{CAP}){{0,4}},?[ ](?:n[º°o]\.?[ ]?|nr\.?[ ]?|#[ ]?)?\d{{1,4}}(?:[ ]?[A-Za-z]\b)?(?:/\d{{1,4}})?\b(?!\d|[.,]\d))"),
    re.compile(r"(?<!\w)((?:calle|avenida|avda\.?|rua|rúa|travessa|estrada|carrer|viale|piazza|corso|rue|paseo|plaza)[ ](?:[^\W\d_]{2,20}[ ]){1,4}\d{1,4})(?![\w.,]?\d|[ ]?[%€$])"),
    re.compile(r"\b((?i:calle|carrera|cra\.?|kra\.?|cl\.?|diagonal|transversal|avenida|av\.?)[ ]\d{1,3}[ ]?[A-Z]?(?:[ ]bis)?[ ]?(?i:#|no\.?|nº|n°)[ ]?\d{1,3}[A-Z]?[ ]?-[ ]?\d{1,3})\b"),
    re.compile(rf"(?<![\w.,-])(\d{{1,4}}(?:[ ]?(?:bis|ter|quater|[A-D]))?,?[ ](?i:rue|avenue|av\.?|boulevard|bd|place|impasse|allée|chemin|quai|cours|route|square|passage|faubourg)[ ]{_OF}{{0,3}}{CAP}(?:[ -]{_OF}{{0,2}}{CAP}){{0,3}})"),
    re.compile(rf"(?<![\w.,-])(\d{{1,4}}(?:[ ]?(?:bis|ter|quater))?,?[ ](?i:rue|impasse|chemin|quai|allée|faubourg)[ ]{_OF}{{0,3}}(?:[^\W\d_]{{3,20}})(?:[ -]{CAP}){{0,3}})"),
    # The word for street stands behind its name, which may be in small letters.
    re.compile(rf"(?i)(?<![\w.,-])((?:[^\W\d_]{{3,20}}[ ]){{1,2}}(?:utca|út|útja|körút|sétány|ulica|náměstí|nábřeží|tänav|puiestee|enparantza|kalea|plads|plass){_BEHIND})"),
    re.compile(r"\b((?i:p\.?[ ]?o\.?[ ]?box|gpo box|postfach|postboks|postbus|postbox|apartado(?: de correos| postal)?|casilla|boîte postale|b\.?p\.?|casella postale|caixa postal|skr\.? poczt\.?)[ ]\d{1,8})\b"),
    re.compile(rf"\b((?i:c/o)[ ]{CAP}(?:[ ]{CAP}){{0,3}}[,\n][ ]?{_NUMBER}[ ]{CAP})"),
)  # fmt: skip
# Streets whose kind is not told: only with a flat, or with a town that a code, state or country closes.
_OPEN: tuple[re.Pattern[str], ...] = (
    re.compile(rf"(?<![\w.,-])({_NUMBER}(?:[ ]\d{{1,5}})?(?:[ ]{CAP}){{1,5}}(?:[ ]\d{{1,4}}[a-z]?\b)?)(?=[ ]?[,\n])"),
    re.compile(rf"(?<![\w.,-])((?!{MONTH}){CAP}(?:[ -]{CAP}){{0,3}}[ ]\d{{1,4}}(?:[ ]?[a-zA-Z]\b)?)(?=[ ]?[,\n])", re.NOFLAG),
)  # fmt: skip
_CLOSED = re.compile(
    rf"[ ]?[,\n][ \t]{{0,3}}(?:{UNIT}[ ,\n]{{1,4}})?(?:[A-Z]{{1,2}}-)?(?:\d{{5}}(?:-\d{{4}})?|(?!19\d\d|20[0-3]\d)\d{{4}})[ ](?!{MONTH}){CAP}", re.IGNORECASE
)  # fmt: skip
_WHOLE: tuple[re.Pattern[str], ...] = (
    # A house number before words that a flat closes.
    re.compile(r"(?<![\w.,-])(\d{1,5}(?:[ ][^\W_][\w'’.-]{0,20}){1,5}?,?\s{1,2}(?i:apt|apartment|suite|ste)\.?[ ]?#?\d{1,5}[a-z]?\b)"),
    re.compile(rf"(?<![\w.,-])(\d{{1,5}}(?:[ ]{CAP}){{1,5}}?,?[\s]{{1,2}}{UNIT})(?!\w)"),
    re.compile(rf"\b({CAP}(?:[ ]{CAP}){{0,2}}[ ]\d{{1,4}}(?:[ ]{CAP}){{0,3}}[, ]\s{{0,2}}(?i:apt|apartment|suite|ste)\.?[ ]#?\d{{1,5}})\b"),
    re.compile(rf"\b((?i:(?:PSC|CMR|Unit)[ ]\d{{1,5}},?[ ]Box[ ]\d{{1,5}}|(?:USS|USNS|USNV|USCGC|HMS)[ ][^\W\d_]{{2,20}}(?:[ ][^\W\d_]{{2,20}})?)[,\s]{{1,3}}(?i:{_MILITARY}))\b"),
    re.compile(r"(?:^|[,;:\n][ ]?|\b[a-z]{1,20}[ ])((?:[Aa]pt\.?|Apartment|Suite|Ste\.)[ ]#?\d{1,4}[a-zA-Z]?)\b(?![.,]\d)"),
    re.compile(rf"{_THERE}[ ](?!(?:Tier|Level|Step|Stage|Phase|Team|Line|Desk|Queue|Gate|Support|Version|Page)\b)((?:(?:\d{{1,5}}[ ])?{CAP}(?:[ -]{CAP}){{0,2}}|\d{{1,5}}[ ]{CAP})[ ]\d{{1,4}}[a-z]?\b){_QUANTITY}"),
    re.compile(rf"(?<!\w)((?:{CAP}[ ]){{0,2}}{CAP},[ ][A-Z]{{2}}[ ]\d{{5}}(?:-\d{{4}})?)\b"),
    re.compile(rf"\b((?:{CAP}[ ,]{{1,2}}){{0,2}}{UK_CODE})\b"),
    re.compile(rf"(?:^|[\n,]\s?)((?:D-|F-|E-|A-|CH-|I-|DK-|S-|N-)?\d{{5}}[ ](?!{MONTH}){CAP}(?:[ -]{CAP}){{0,2}})(?=[ \t]*(?:$|[\n,.;]))", re.MULTILINE),
    re.compile(rf"\b(?i:at|to|is|in|with)[ :]{{1,2}}(\d{{2,6}}(?:[ ]\d{{1,4}})?(?:[ ](?!{MONTH}|[A-Z]{{2,}}){CAP}){{1,4}}[ ]\d{{1,4}}(?:[ ]?[a-z]\b)?(?:[ ]St\b)?)(?![\w%])"),
    re.compile(rf"(?:\b(?i:on|in|near|at|to|from|is)[ ]|(?i:address|ship to|bill to|street):[ ]|^)((?!(?i:wall|main|high|the|this|that|your|our)\b){CAP}(?:[ ]{CAP})?[ ](?:Street|Avenue|Lane|Boulevard))\b", re.MULTILINE),
    re.compile(rf"\b((?i:(?:the )?(?:corner|intersection|junction) of)[ ](?=[^\n;?!]{{0,80}}?(?:\d|(?i:{_EN_KIND})\b))[^\n;?!']{{3,60}}?[ ](?:and|&)[ ](?:(?:[^\W\d_]{{2,20}}[ ]){{1,3}}(?i:{_EN_KIND})\b|(?:{_ORDINAL}|(?!I\b){CAP})(?:[ ]{CAP}){{0,3}}))"),
)  # fmt: skip
# Behind words that announce an address: to the end of the sentence, if a number is in it.
_ANNOUNCED = re.compile(
    r"\b(?i:(?:my|our|new|shipping|billing|delivery|home|street|mailing|postal)?[ ]?address(?:[ ]is|[ ]to|[ ]with|:)|"
    r"(?:live|lives|living|reside|resides|stay|staying)[ ](?:at|on)|(?:moved|moving|ship(?:ped)?|deliver(?:ed)?)[ ]to|"
    r"(?:meine?[ ])?(?:neue[ ])?(?:liefer|rechnungs)?(?:adresse|anschrift)(?:[ ]ist|[ ]lautet|:)|"
    r"(?:ich[ ])?wohne[ ](?:in|am)(?:[ ]der)?|"
    r"(?:mi[ ])?(?:nueva[ ])?dirección(?:[ ]es|:)|vivo en|(?:mon[ ])?adresse(?:[ ]est|:)|j'habite(?:[ ]au)?)[ \n]{0,3}"
    r"((?=[^\n.;?!]{0,60}\d)(?![^\n]{0,60}[@\\]|https?:|\d{1,3}\.\d)(?=[^\n.;?!]{0,50}(?-i:\d\w?,?[ ][^\W\d_a-zß-ÿ]|[^\W\d_a-zß-ÿ][^\W\d_]{2,25},?[ ](?:n[º°o]\.?[ ])?\d)|\d{1,6}\w?[ ][^\n.;?!]{2,40},)[^\W_][^\n;?!]{4,110}?)(?=[.;?!](?:\s|$)|\n|$|[ ](?:and|und|y|et|but|for|please|since)[ ])"
)  # fmt: skip
_CUE = re.compile(
    r"(?i)address:?|adresse|anschrift|dirección|liv(?:e|es|ing) [ao]|resid|stay|mov(?:ed|ing) to|ship|deliver|wohne|vivo|habite"
)
_YEAR = re.compile(r"[ ]?[,\n]\s{0,3}(?:19\d\d|20[0-3]\d)\b")
_WORTH_IT = re.compile(r"\d|(?:corner|intersection|junction) of |Street|Avenue|Lane|Boulevard")


def find_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Starts and ends of addresses; pieces of one may overlap."""
    for start, end in _found(text):
        yield start, start + len(text[start:end].rstrip(" .,\n"))


def _found(text: str) -> Iterator[tuple[int, int]]:
    if not _WORTH_IT.search(text):
        return
    for pattern in (*_STREETS, *_WHOLE):
        for match in pattern.finditer(text):
            yield start_of_address(text, match.start(1)), end_of_address(text, match.end(1))[0]
    if _CUE.search(text):
        yield from (match.span(1) for match in _ANNOUNCED.finditer(text))
    for match in _ENDED.finditer(text):
        if _ENDING.search(match[2]) and not _NO_STREET.search(match[2]):
            yield start_of_address(text, match.start()), end_of_address(text, match.end())[0]
    for match in _WHERE.finditer(text):
        if not any(_is_a_thing(word) for word in match[2].split()):
            yield match.start(1), end_of_address(text, match.end(1))[0]
    for pattern in _OPEN:
        for match in pattern.finditer(text):
            end, closed = end_of_address(text, match.end(1))
            if _YEAR.match(text, match.end(1)):
                continue
            if closed and (_CLOSED.match(text, match.end(1)) or _has_two(text[match.end(1) : end])):
                yield start_of_address(text, match.start(1)), end


def _is_a_thing(word: str) -> bool:
    return bool(kind_of(word) & Kind.WORD) or word.lower() in NOT_A_NAME or word.isupper()


def _has_two(tail: str) -> bool:
    """Town and country, or town and code: two words or more behind the street."""
    return len(re.findall(rf"{CAP}|{CODE}", tail)) >= 2
