"""What follows a street and its number: flat, town, state, post code, country."""
# ruff: noqa: E501 - a pattern is easier to read unbroken

from __future__ import annotations

import re

from copilot.redaction.gazetteer import Kind, kind_of

# Names that close an address; a country alone is never one.
_COUNTRIES = (
    r"usa|u\.s\.a\.|united states(?: of america)?|uk|u\.k\.|united kingdom|great britain|england|scotland|wales|"
    r"northern ireland|ireland|germany|deutschland|austria|österreich|switzerland|schweiz|suisse|svizzera|"
    r"spain|españa|portugal|france|frankreich|italy|italia|italien|netherlands|niederlande|belgium|belgien|"
    r"belgique|luxembourg|luxemburg|denmark|danmark|sweden|sverige|norway|norge|finland|suomi|iceland|ísland|"
    r"poland|polska|czech republic|czechia|slovakia|slovenia|hungary|croatia|serbia|romania|bulgaria|greece|"
    r"cyprus|turkey|türkiye|estonia|latvia|lithuania|ukraine|russia|canada|australia|new zealand|south africa|"
    r"mexico|méxico|argentina|chile|colombia|peru|perú|brazil|brasil|ecuador|uruguay|venezuela|india|china|"
    r"japan|singapore|hong kong|south korea|malaysia|thailand|indonesia|philippines|vietnam|israel|"
    r"united arab emirates|uae|saudi arabia|egypt|morocco|kenya|nigeria|greenland|"
    r"afghanistan|albania|algeria|andorra|angola|antigua and barbuda|armenia|azerbaijan|bahamas|bahrain|bangladesh|"
    r"barbados|belarus|belize|benin|bhutan|bolivia|bosnia and herzegovina|botswana|brunei|burkina faso|burundi|"
    r"cambodia|cameroon|cape verde|central african republic|chad|comoros|(?:democratic )?republic of the congo|congo|"
    r"costa rica|côte d['’]ivoire|ivory coast|cuba|djibouti|dominica|dominican republic|east timor|el salvador|"
    r"equatorial guinea|eritrea|eswatini|swaziland|ethiopia|faroe islands|fiji|gabon|gambia|georgia|ghana|gibraltar|"
    r"grenada|guatemala|guernsey|guinea(?:-bissau)?|guyana|haiti|honduras|iran|iraq|isle of man|jamaica|jersey|jordan|"
    r"kazakhstan|kiribati|kosovo|kuwait|kyrgyzstan|laos|lebanon|lesotho|liberia|libya|liechtenstein|macao|macedonia|"
    r"north macedonia|madagascar|malawi|maldives|mali|malta|marshall islands|mauritania|mauritius|micronesia|moldova|"
    r"monaco|mongolia|montenegro|mozambique|myanmar|namibia|nauru|nepal|nicaragua|niger|oman|pakistan|palau|panama|"
    r"papua new guinea|paraguay|puerto rico|qatar|rwanda|samoa|san marino|senegal|seychelles|sierra leone|"
    r"solomon islands|somalia|south sudan|sri lanka|sudan|suriname|syria|taiwan|tajikistan|tanzania|togo|tonga|"
    r"trinidad and tobago|tunisia|turkmenistan|tuvalu|uganda|uzbekistan|vanuatu|vatican|western sahara|yemen|zambia|"
    r"zimbabwe|griechenland|ungarn|polen|tschechien|kroatien|schweden|norwegen|dänemark|finnland|türkei|alemania|"
    r"francia|reino unido|estados unidos|ee\.?uu\.?|suiza|países bajos|bélgica|allemagne|espagne|royaume-uni|"
    r"états-unis|pays-bas|italie|grèce"
)
MONTH = (
    r"(?i:(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|mar(?:ch|zo|s)?|mär(?:z)?|apr(?:il)?|may|mai|mayo|june?|juni|juin|"
    r"july?|juli|juillet|aug(?:ust)?|août|ago(?:sto)?|sept?(?:ember|embre|tembre)?|septiembre|o[ck]t(?:ober|obre|ubre)?|"
    r"nov(?:ember|embre|iembre)?|de[cz](?:ember|embre)?|dic(?:iembre)?|enero|febrero|abril|junio|julio|février|avril)\b)"
)
# A word with a capital; a point only inside it or behind an abbreviation.
CAP = (
    r"(?:(?:St|Ste|Sta|Sto|Mt|Ft|Dr|Prof|[^\W\d_a-zà-öø-ÿß])\.(?=[ ])|"
    r"[^\W\d_a-zà-öø-ÿß][^\W\d_]{0,25}(?:['’.-][^\W\d_]{1,20}){0,2})"
)
UK_CODE = r"(?:GIR 0AA|[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?[ ]\d[ABD-HJLNP-UW-Z]{2})"
CA_CODE = r"[ABCEGHJ-NPRSTVXY]\d[A-Z][ -]?\d[A-Z]\d"
CODE = rf"(?:(?:[A-Z]{{1,3}}-)?\d{{5,6}}(?:-\d{{3,4}})?|(?:[A-Z]{{1,2}}-)?\d{{4}}(?:[ ]?[A-Z]{{2}}\b)?|\d{{3}}[ ]\d{{2}}|\d{{2}}-\d{{3}}|{UK_CODE}|{CA_CODE})"
UNIT = (
    r"(?i:(?:apartment|apt|suite|ste|unit|flat|floor|fl|room|rm|bldg|building|piso|planta|puerta|pta|depto|dpto|"
    r"esc|escalera|bât|bâtiment|appt|appartement|étage|wohnung|whg|stiege|etage|int|interno|lgh|lejl|lok|m)"
    r"\.?[ ]?#?[ ]?(?:\d{1,5}[ ]?[ºª°]?[ ]?(?:[a-z]\b)?|[a-z]\b(?:-?\d{1,4})?)|\d{1,3}[ ]?[ºª°][ ]?(?:[a-z]\b)?|#[ ]?\d{1,5}[a-z]?|"
    r"\d{1,2}\.[ ]?(?:etage|stock|og|sal|th|tv)\b\.?)"
)
_NOT_A_TOWN = (
    r"(?!(?i:i|i'm|i’m|the(?![ ](?-i:[A-Z]))|we|it|and|but|please|thanks|thank|best|kind|regards|cheers|sincerely|mobile|phone|tel|"
    r"email|e-mail|fax|web|website|hi|hello|dear|order|my|your|our|is|are|can|could|will|would|if|so|yes|no|"
    r"mit|viele|danke|bitte|gracias|saludos|merci|cordialement|ich|wir|desk|customer|agent|support|box)\b)"
)
_OF_A_TOWN = (
    r"am|an der|im|in der|bei|bij|ob der|vor der|aan den|aan|de la|de los|de las|des|de|del|della|delle|dei|"
    r"di|do|da|dos|das|du|la|le|les|los|el|sur|sous|en|on|upon|na|nad|pod|pri|u|ved"
)
# What tells towns and countries of one name apart: Frankfurt (Oder), Korea (Republic of)
_BRACKETED = r"(?:[ ]\([^\W\d_][^()\d\n]{1,24}\))?"
_COUNTRY = rf"(?i:{_COUNTRIES})(?!\w){_BRACKETED}(?:[ ]\d{{4,6}}\b)?"
_TOWN = rf"{_NOT_A_TOWN}{CAP}(?:[ -](?:(?:{_OF_A_TOWN})[ -])?{_NOT_A_TOWN}{CAP}){{0,3}}(?:[ ]\d{{1,2}}\b(?!\d))?{_BRACKETED}"
_SEPARATOR = r"(?P<gap>[ \t]{0,3}[,;]?[ \t]{0,3}(?:\r?\n[ \t>?*]{0,5}){0,2},?[ \t]{0,2})"
_PIECE = re.compile(
    rf"{_SEPARATOR}(?:(?P<unit>{UNIT})(?!\w)|(?P<country>{_COUNTRY})|"
    rf"(?P<small>(?:{_NOT_A_TOWN}[^\W\d_]{{2,20}}[ ,\n]{{1,3}}){{1,4}}{_COUNTRY})|"
    rf"(?P<code>(?:[A-Z]{{2,3}}[ ])?{CODE}(?![\w-]))|(?P<state>(?!THE\b)[A-Z]{{2,3}}(?![\w'’-]))|(?P<town>{_TOWN})(?!\w))"
)
_MOST_PIECES = 8
_NOTHING = r"(?i:n/a|none|null|undefined|-)"
# Quarters, counties, what a shop writes for an empty field: nothing by itself, but of the address
# where a code or a country follows.
_BETWEEN = re.compile(
    rf"{_SEPARATOR}(?P<between>[^\W\d_][^\W\d_'’.]{{0,20}}(?:[ ][^\W\d_][^\W\d_'’.]{{0,20}}){{0,2}}|{_NOTHING}|\d{{1,3}})"
    rf"(?=[ \t]{{0,2}}[,\n][ \t\n]{{0,3}}|[ ](?:\d{{5,6}}|{UK_CODE})\b)"
)
_FLAT = re.compile(rf"(?<!\w){UNIT}$")
_LEAD = re.compile(
    rf"(?:(?<![\w.,])\d{{1,6}}[ ,/]{{1,2}}|(?<!\w){UNIT},?[ ]|(?<!\w)(?i:corner of)[ ])$"
)


_CODED_TOWN = re.compile(rf"[,\n]\s?(?:[A-Z]{{1,2}}-)?\d{{4,5}}[ ]{CAP}(?:[ -]{CAP}){{0,2}}$")


def end_of_address(text: str, end: int) -> tuple[int, bool]:
    """Where an address goes on to behind its street, and whether a code, state or country closed it.

    A town counts behind a comma or a flat, or when something behind it closes the address.
    """
    flat = _FLAT.search(text[max(0, end - 24) : end]) is not None
    at, kept, closed, spaced = end, end, False, flat
    coded = False
    # Whether a town stands behind its code already: what follows it is no town.
    behind_code = _CODED_TOWN.search(text[max(0, end - 60) : end]) is not None
    lines = 2 if flat else 0  # that count as towns although nothing closes them: behind a flat
    for _ in range(_MOST_PIECES):
        match = _PIECE.match(text, at)
        if match is None or not match["gap"] or not _goes_on(match, spaced):
            match = _BETWEEN.match(text, at)
            if match is None or not match["gap"].strip(" \t") or not _is_between(match["between"]):
                break
        gap = match["gap"]
        kind = match.lastgroup
        if kind == "town" and behind_code:
            break
        behind_code = kind == "town" and coded
        coded = kind == "code"
        at = match.end()
        if kind == "town":
            beside = "\n" not in gap and (spaced or "," in gap)
            kept = at if beside or lines > 0 else kept
            lines -= 1
        elif kind != "between" and (kind != "state" or "," in gap or "\n" not in gap):
            kept = at
            closed = closed or kind != "unit"
        lines = 2 if kind == "unit" else lines
        spaced = kind in {"unit", "code"}
    return kept, closed


def _goes_on(match: re.Match[str], spaced: bool) -> bool:
    """Whether towns, which look like any words, are set apart from what is before them."""
    apart = spaced or "," in match["gap"] or "\n" in match["gap"]
    return apart or match.lastgroup not in {"town", "small"}


def _is_between(words: str) -> bool:
    """Whether none of the words is an ordinary one in small letters, as in a sentence."""
    return bool(re.fullmatch(_NOTHING, words)) or not any(
        word.islower() and kind_of(word) == Kind.WORD for word in words.split()
    )


def start_of_address(text: str, start: int) -> int:
    """A flat or a further number in front of the street belongs to it."""
    match = _LEAD.search(text[max(0, start - 24) : start])
    return start - len(match[0]) if match else start
