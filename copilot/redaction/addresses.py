"""Postal addresses in the manners of English, German, Spanish and French mail."""

# ruff: noqa: E501 - a pattern is easier to read unbroken
from __future__ import annotations

import re

_CAP = r"[A-ZÀ-ÖØ-Þ][\w'’.-]{0,30}"
_US_STATE = r"[A-Z]{2}"
_UK_CODE = r"[A-Z]{1,2}\d[A-Z\d]?[ ]\d[A-Z]{2}"
_CODE = rf"(?:\d{{4,5}}[ ]{_CAP}(?:[ -]{_CAP}){{0,2}}|(?:{_US_STATE}[ ])?\d{{5}}(?:-\d{{4}})?|{_UK_CODE})"
_UNIT = (
    r"(?:,?\s{1,2}(?i:apt|apartment|suite|ste|unit|flat|floor|room|piso|planta|esc|bât|appt|wohnung|whg)"
    r"\.?[ ]?#?\w{1,6}(?:[ ]?[ºª°]?[ ]?[A-Z])?\b)"
)
# Up to three more pieces (town, county, country) as long as a post code closes them.
_TAIL = (
    rf"(?:{_UNIT})?(?:(?:\s{{0,2}},\s{{0,2}}|\s{{0,2}}\n\s{{0,2}},?[ ]?|[ ])"
    rf"(?:[^\n,.;:?!]{{2,40}}(?:\s{{0,2}},\s{{0,2}}|\s{{0,2}}\n\s{{0,2}},?[ ]?|[ ])){{0,3}}?{_CODE}\b)?"
)
_EN_KIND = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Court|Ct|Boulevard|Blvd|Way|Place|Pl|Square|"
    r"Sq|Terrace|Close|Crescent|Parkway|Pkwy|Highway|Hwy|Circle|Cir|Trail|Gardens|Grove|Row|Mews|Hill|Walk)"
)

ADDRESS_PATTERNS: tuple[re.Pattern[str], ...] = (
    re.compile(
        rf"\b(\d{{1,5}}[A-Za-z]?(?:[ ](?:{_CAP}|\d{{1,3}}(?:st|nd|rd|th))){{1,4}}?[ ]{_EN_KIND}\b\.?{_TAIL})"
    ),
    re.compile(
        r"\b([A-ZÄÖÜ][\wäöüß.-]{1,40}(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer|chaussee)"
        rf"[ ]\d{{1,4}}[ ]?[a-z]?\b{_TAIL})"
    ),
    re.compile(
        rf"\b((?:{_CAP}[ -]){{1,3}}(?:Straße|Strasse|Str\.|Weg|Platz|Allee|Ring|Ufer)[ ]\d{{1,4}}[ ]?[a-z]?\b{_TAIL})"
    ),
    re.compile(
        r"(?<!\w)((?:Calle|C/|Avda\.?|Av\.|Avenida|Plaza|Paseo|Camino|Carrer|Ronda|Via|Viale|Piazza)[ ]?"
        rf"(?:(?:de|del|la|las|los|el|della|di)[ ]){{0,3}}{_CAP}(?:[ ](?:(?:de|del|la|y)[ ]){{0,2}}{_CAP}){{0,3}}"
        rf",?[ ](?:n[º°o]\.?[ ]?)?\d{{1,4}}\b{_TAIL})"
    ),
    re.compile(
        r"\b(\d{1,4}(?:[ ]?(?:bis|ter))?,?[ ](?i:rue|avenue|av\.|boulevard|bd|place|impasse|allée|chemin|quai|cours|route)"
        rf"[ ](?:(?:de|du|des|la|le|les)[ ]){{0,3}}(?:[dl]['’])?{_CAP}(?:[ -](?:(?:de|du|la)[ -]){{0,2}}{_CAP}){{0,3}}{_TAIL})"
    ),
    # A house number before any words, closed by an apartment number or a state with its post code.
    re.compile(
        rf"\b(\d{{1,5}}(?:[ ][^\W_][\w'’.-]{{0,20}}){{1,5}}?{_UNIT}{_TAIL})"
    ),
    re.compile(rf"\b(\d{{1,5}}(?:[ ][^\W_][\w'’.-]{{0,20}}){{1,5}},?\s(?:{_CAP}[ ]?){{1,3}},?[ ]{_US_STATE}[ ]\d{{5}}(?:-\d{{4}})?)\b"),
    re.compile(rf"(?<!\w)((?:{_CAP}[ ]){{0,2}}{_CAP},[ ]{_US_STATE}[ ]\d{{5}}(?:-\d{{4}})?)\b"),
    re.compile(rf"\b((?:{_CAP}[ ,]{{1,2}}){{0,2}}{_UK_CODE})\b"),
    re.compile(rf"(?:^|[\n,]\s?)((?:D-|F-|E-|A-|CH-)?\d{{5}}[ ]{_CAP}(?:[ -]{_CAP}){{0,2}})(?=\s*(?:$|[\n,.;]))", re.MULTILINE),
    re.compile(r"\b((?i:p\.?[ ]?o\.?[ ]?box|postfach|apartado(?: de correos)?|boîte postale|bp)[ ]\d{1,8})\b"),
    # Behind words that announce an address: to the end of the sentence, if a number is in it.
    re.compile(
        r"\b(?i:(?:my|our|new|shipping|billing|delivery|home|street|mailing|postal)?[ ]?address(?:[ ]is|[ ]to|[ ]with|:)|"
        r"(?:live|lives|living|reside|resides|stay|staying)[ ](?:at|on)|(?:moved|moving|ship(?:ped)?|deliver(?:ed)?)[ ]to|"
        r"(?:meine?[ ])?(?:neue[ ])?(?:liefer|rechnungs)?(?:adresse|anschrift)(?:[ ]ist|[ ]lautet|:)|"
        r"(?:mi[ ])?(?:nueva[ ])?dirección(?:[ ]es|:)|vivo en|(?:mon[ ])?adresse(?:[ ]est|:)|j'habite(?:[ ]au)?)[ ]{0,2}"
        r"((?=[^\n.;?!]{0,60}\d)[^\W_][^\n;?!]{4,110}?)(?=[.;?!](?:\s|$)|\n|$|[ ](?:and|und|y|et|but|for|please|since)[ ])"
    ),
)  # fmt: skip
