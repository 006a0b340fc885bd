"""What follows a street and its number: flat, town, state, post code, country."""
# ruff: noqa: E501 - a pattern is easier to read unbroken

from __future__ import annotations

import re

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
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|ene|abr|ago|dic|juin|juil|août|déc)"
CAP = r"[^\W\d_a-zà-öø-ÿß][^\W\d_]{0,25}(?:['’.-][^\W\d_]{0,20}){0,2}"
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
    r"(?!(?i:i|i'm|i’m|the|we|it|and|but|please|thanks|thank|best|kind|regards|cheers|sincerely|mobile|phone|tel|"
    r"email|e-mail|fax|web|website|hi|hello|dear|order|my|your|our|is|are|can|could|will|would|if|so|yes|no|"
    r"mit|viele|danke|bitte|gracias|saludos|merci|cordialement|ich|wir|desk|customer|agent|support|box)\b)"
)
_TOWN = rf"{_NOT_A_TOWN}{CAP}(?:[ -](?:(?:am|an der|im|bei|de|del|de la|la|le|les|sur|sous|on|upon|na|di)[ -])?{_NOT_A_TOWN}{CAP}){{0,3}}(?:[ ]\d{{1,2}}\b(?!\d))?"
_SEPARATOR = r"(?P<gap>[ \t]{0,3}[,;]?[ \t]{0,3}(?:\r?\n[ \t>?*]{0,5}){0,2},?[ \t]{0,2})"
_PIECE = re.compile(
    rf"{_SEPARATOR}(?:(?P<unit>{UNIT})(?!\w)|(?P<country>(?i:{_COUNTRIES})(?!\w)(?:[ ]\d{{4,6}}\b)?)|"
    rf"(?P<small>(?:[^\W\d_]{{2,20}}[ ,]{{1,2}}){{1,4}}(?i:{_COUNTRIES})(?!\w))|"
    rf"(?P<code>(?:[A-Z]{{2,3}}[ ])?{CODE}(?![\w-]))|(?P<state>[A-Z]{{2,3}}(?!\w|['’]))|(?P<town>{_TOWN})(?!\w))"
)
_MOST_PIECES = 8
_LEAD = re.compile(
    rf"(?:(?<![\w.,])\d{{1,6}}[ ,/]{{1,2}}|(?<!\w){UNIT},?[ ]|(?<!\w)(?i:corner of)[ ])$"
)


def end_of_address(text: str, end: int) -> tuple[int, bool]:
    """Where an address goes on to behind its street, and whether a code, state or country closed it.

    A town counts behind a comma, or when something behind it closes the address.
    """
    at, kept, closed, spaced = end, end, False, False
    lines = 0  # that count as towns although nothing closes them: behind a flat
    for _ in range(_MOST_PIECES):
        match = _PIECE.match(text, at)
        if match is None or match.end() == at or not match["gap"]:
            break
        gap = match["gap"]
        kind = match.lastgroup
        if kind == "small" and not (spaced or "," in gap or "\n" in gap):
            break
        if kind == "town" and not (spaced or "," in gap or "\n" in gap):
            break
        at = match.end()
        if kind == "town":
            beside = "\n" not in gap and (spaced or "," in gap)
            kept = at if beside or lines > 0 else kept
            lines -= 1
        elif kind != "state" or "," in gap or "\n" not in gap:
            kept = at
            closed = closed or kind != "unit"
        lines = 2 if kind == "unit" else lines
        spaced = kind in {"unit", "code"}
    return kept, closed


def start_of_address(text: str, start: int) -> int:
    """A flat or a further number in front of the street belongs to it."""
    match = _LEAD.search(text[max(0, start - 24) : start])
    return start - len(match[0]) if match else start
