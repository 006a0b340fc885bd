"""Stage 2: personal data by its shape or by the words before it, in five languages.

Every pattern has bounded repeats, so that its time grows in step with the text.
"""

# ruff: noqa: E501 - a pattern is easier to read unbroken
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from copilot.redaction.addresses import find_addresses
from copilot.redaction.found import Found, Stage
from copilot.redaction.ids import find_ids
from copilot.redaction.names import name_findings
from copilot.redaction.network import find_network
from copilot.redaction.numbers import looks_like_id, looks_like_phone
from copilot.redaction.phones import DEFAULT_REGIONS, find_phones
from copilot.redaction.secret_rules import find_secrets

Check = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """Hides group 1 of `pattern` where `check` agrees.

    Without one of the cues in the text none fits, and none without a word that begins with one of
    `starts` (four letters of it).
    """

    type: str
    pattern: re.Pattern[str]
    check: Check | None = None
    cues: tuple[str, ...] = ()
    starts: frozenset[str] = frozenset()


def _rule(kind: str, pattern: str, check: Check | None = None, *cues: str) -> Rule:
    return Rule(kind, re.compile(pattern, re.IGNORECASE), check, cues)


def _word_rule(kind: str, words: str, pattern: str, check: Check) -> Rule:
    compiled = re.compile(rf"\b(?:{words}){pattern}", re.IGNORECASE)
    return Rule(kind, compiled, check, (), _starts(words.split("|")))


def _starts(words: Iterable[str]) -> frozenset[str]:
    """The first four letters of each word, or of all of a shorter one."""
    letters = (match for word in words if (match := re.match(r"[^\W\d_]+", word)))
    return frozenset(match[0][:4].lower() for match in letters)


_IS = r"(?:\s{0,3}(?::|=|-|–|#(?=\s)|\bis\b|\bare\b|\bwas\b|\bist\b|\blautet\b|\bwar\b|\bes\b|\bera\b|\best\b|è)\s{0,3}|\s{1,3})[\"'“„»`]?"
_NO = r"(?:[ \t]{0,2}-?(?:numbers?|num|no|nr|nummer|n[º°o]|id|code|ref|reference|de|of|numéro|número)(?!\w)\.?)"
_ID = r"(#?[A-Z0-9][A-Z0-9]{0,30}(?:[-_/.][A-Z0-9]{1,30}){0,5})(?![\w@])"

_ORDER_WORDS = (
    r"orders?|invoice|tickets?|case|claim|booking|reservation|confirmation|tracking|shipment|parcel|"
    r"transactions?|reference|ref|request|incident|return|rma|receipt|delivery|"
    r"bestellung|bestell|auftrag|auftrags|rechnung|rechnungs|sendung|sendungs|vorgang|vorgangs|"
    r"pedido|factura|envío|envio|reserva|seguimiento|referencia|"
    r"commande|facture|colis|suivi|réservation|référence|dossier|ordine|fattura|bestelling|factuur|zamówienie"
)
_ACCOUNT_WORDS = (
    r"accounts?|acct|customer|client|member|membership|policy|contract|loyalty|user|subscriber|"
    r"employee|patient|application|enrol?lment|student|routing|sort|serial|license|licence|vin|konto|kunden|kunde|vertrags|vertrag|"
    r"mitglieds|cuenta|cliente|contrato|socio|póliza|compte|contrat|adhérent|conto|klant|konta|klienta"
)
_DOCUMENT_WORDS = (
    r"passport|id card|identity card|national id|driver['’]?s? licen[cs]e|driving licen[cs]e|ssn|"
    r"social security|social insurance|tax id|tax number|taxpayer number|taxpayer id|nhs|nino|national insurance|utr|itin|ein|"
    r"personalausweis|ausweis|reisepass|pass|führerschein|steuer-?id|steuer-?identifikations|steuer-?nummer|steuer|idnr|"
    r"sozialversicherungs|sozialversicherung|svnr|ust-?id(?:nr)?|vat|"
    r"dni|nie|nif|cif|rfc|curp|cuit|pasaporte|cédula|carn[eé] de conducir|permiso de conducir|seguridad social|"
    r"passeport|carte (?:nationale )?d['’]identité|permis de conduire|sécurité sociale|siret|siren|"
    r"codice fiscale|partita iva|passaporto|patente|bsn|paspoort|rijbewijs|pesel|nip|paszport|dowód|"
    r"sin|tfn|abn|aadha?ar|pan card|cpf|cnpj|cpr|personnummer|fødselsnummer|henkilötunnus|medicare"
)
_BIRTH_WORDS = (
    r"born(?: on)?|date of birth|birth ?date|birthday|d\.?o\.?b\.?|geboren(?: am)?|geburtsdatum|"
    r"geburtstag|fecha de nacimiento|nací el|nacid[oa] el|né(?:e)? le|date de naissance"
)
_DATE = (
    r"(\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}(?:st|nd|rd|th|\.)?\s(?:de\s|of\s)?[^\W\d]{3,10}\.?,?\s"
    r"(?:de\s)?\d{4}|[^\W\d]{3,10}\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4})"
)
_PLATE = (
    r"([A-ZÄÖÜ]{1,3}[ -][A-Z]{1,2}[ ]?\d{1,4}[EH]?|[A-Z]{2}\d{2}[ ]?[A-Z]{3}|\d{4}[ -]?[A-Z]{3}|"
    r"[A-Z]{2}-?\d{3}-?[A-Z]{2}|[A-Z0-9]{1,4}[ -][A-Z0-9]{1,5}(?:[ -][A-Z0-9]{1,3})?|[A-Z0-9]{5,8})\b"
)


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _is_plate(text: str) -> bool:
    """In small letters only where each group has a digit: "of 2024" is none."""
    return _has_digit(text) and (text.isupper() or all(map(_has_digit, re.split(r"[ -]", text))))


def _is_login(text: str) -> bool:
    return text.lower() not in _NO_LOGIN and not (text.istitle() and text.isalpha())


_NO_LOGIN = frozenset(
    """
    and or not the a an is my your our for same as incorrect correct wrong invalid unknown already
    taken required missing blank empty page screen form button failed fails issue issues problem
    error credentials details info information still also now too that this does do no yes
    correcto incorrecto no es und oder nicht falsch ungültig incorrect est pas
    """.split()  # noqa: SIM905 - a list of quoted words is harder to read
)

RULES: tuple[Rule, ...] = (
    _rule("EMAIL", r"(?<![\w.+-])([\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6})", None, "@"),
    _rule("EMAIL", r"(?<![\w.+-])([\w.+-]{2,64}[ ]?(?:\(at\)|\[at\]|\{at\}|[ ]at[ ])[ ]?[\w-]{2,63}(?:[ ]?(?:\(dot\)|\[dot\]|[ ]dot[ ])[ ]?[a-z]{2,10}|(?<!\w at \w)\.(?:com|net|org|de|fr|es|co\.uk|eu|io)))\b", None, "(at)", "[at]", "{at}", " at "),
    _rule("BIRTHDATE", rf"\b(?:{_BIRTH_WORDS}){_IS}{_DATE}", None, "born", "birth", "d.o.b", "dob", "geb", "nac", "né", "naissance"),
    _word_rule("DOCUMENT", _DOCUMENT_WORDS, rf"{_NO}{{0,3}}(?!\w)\.?(?:[ ](?:[(][A-Z]{{2,6}}[)]))?{_IS}{_ID}", looks_like_id),
    _word_rule("DOCUMENT", _DOCUMENT_WORDS, rf"{_NO}{{0,3}}(?!\w)\.?{_IS}([A-Z0-9]{{1,6}}(?:[ ][A-Z0-9]{{1,6}}){{1,5}})(?!\w)", lambda t: sum(c.isdigit() for c in t) >= 6),
    _rule("PLATE", r"\b(?:licen[cs]e plates?|number ?plates?|registration|reg\.? no\.?|plate|kennzeichen|matr[ií]cula|placa|immatriculation|plaque|targa|kenteken|tablica)\b(?:\s(?:number|no\.?))?" + _IS + _PLATE, _is_plate, "plate", "reg", "kennzeichen", "matr", "placa", "plaque", "targa", "kenteken", "tablica"),
    _word_rule("ACCOUNT", _ACCOUNT_WORDS, rf"-?{_NO}{{0,2}}(?!\w)\.?{_IS}{_ID}", looks_like_id),
    _rule("ACCOUNT", r"\b(?:username|user name|user id|login(?: name| id)?|benutzername|nutzername|usuario|nombre de usuario|nom d['’]utilisateur|identifiant|gebruikersnaam|nome utente)\b\s{0,3}(?::|=|\bis\b|\bist\b|\blautet\b|\bes\b|\best\b)\s{0,3}[\"'“„]?([\w.@-]{2,60}\w)", _is_login, "user", "login", "nutzername", "usuario", "utilisateur", "identifiant", "gebruiker", "utente"),
    _rule("ACCOUNT", r"\b(?:insta(?:gram)?|twitter|tiktok|telegram|mastodon|bluesky|github|discord|facebook)\b[^\n@]{0,12}(?<![\w.])(@[\w.]{2,29}\w)", None, "@"),
    _rule("CARD", r"\b(?:card|visa|mastercard|amex|maestro|karte|kreditkarte|tarjeta|carte)\b(?:[ ](?:number|no\.?|nummer|is|ending))?" + _IS + r"(\d(?:[ -]?\d){8,18})(?!\d)", None, "card", "visa", "amex", "maestro", "karte", "tarjeta", "carte"),
    _rule("CARD", r"\b(?:card|visa|mastercard|amex|karte|kreditkarte|tarjeta|carte)\b[^\n\d]{0,24}\b(?:ending|ends|endet|endend|terminada|acaba|finissant|se termine)\b(?:[ ](?:in|on|with|mit|auf|en|par))?[ ](\d{4})\b", None, "end", "termin", "acaba", "finiss"),
    _rule("IBAN", r"\biban\b" + _IS + r"([A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{2,4}){2,7}[ -]?(?=[A-Z]{0,3}\d)[A-Z0-9]{1,4})(?!\w)", None, "iban"),
    _rule("ACCOUNT", r"\b(?:bic|swift)(?:[ -]?(?:code|/bic))?\b" + _IS + r"([A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)(?!\w)", None, "bic", "swift"),
    _rule("ADDRESS", r"\b(?:zip|zip code|post ?code|postal code|plz|postleitzahl|código postal|code postal|postcode|cap)\b" + _IS + r"([A-Z0-9]{2,5}[ -]?[A-Z0-9]{2,4})(?!\w)", _has_digit, "zip", "post", "plz", "cap"),
    _rule("ACCOUNT", rf"\bid{_NO}?\b{_IS}{_ID}", looks_like_id),
    # The answer to "could you give me your number?".
    _rule("ACCOUNT", rf"\b(?:it['’]s|it is|es ist|sie lautet|c['’]est)\s{_ID}", lambda t: len(t) > 4 and looks_like_id(t)),
    _rule("ACCOUNT", r"(?:last (?:four|4) (?:digits|numbers)|letzten (?:vier|4) (?:ziffern|stellen)|últimos (?:cuatro|4) (?:dígitos|números)|(?:quatre|4) derniers chiffres)(?:[^\n]{0,90}\n?){0,2}?(?<![\d:.,/$€£-])(\d{4})(?![\d:.,]\d|\d|[ ]?[%€$])", None, "last f", "last 4", "letzten", "últimos", "derniers"),
    _word_rule("ORDER", _ORDER_WORDS, rf"-?{_NO}{{0,2}}(?!\w)\.?(?:\s(?:for|of|für|para|pour)\s[\w ]{{1,30}}?\s(?=is|ist|es|est))?{_IS}{_ID}", looks_like_id),
    _rule("PHONE", r"\b(?:phone|telephone|tel|mobile|cell|(?:call|ring|text|dial|reach)(?: (?:me|us|him|her|them|back)){0,2}(?: (?:on|at|under))?|answer(?:ing|s)? (?:on|at)|fax|whatsapp|telefon|handy|mobil|teléfono|móvil|téléphone|portable|tél)\b\.?(?:[ \t](?:number|no\.?|nummer))?" + _IS + r"(\+?\(?\d[\d ()./-]{4,20}\d(?:[ ]?(?:x|ext\.?)[ ]?\d{1,6})?)(?!\w)", looks_like_phone),
    _rule("PHONE", r"(?<![\w.+-])((?:\+?1[ .-]?)?(?:\(\d{3}\)[ .-]?|\d{3}[.-])\d{3}[ .-]?\d{4}(?:[ ]?(?:x|ext\.?)[ ]?\d{1,6})?)(?![\w-])"),
    _rule("PHONE", r"(?<![\w+])((?:\+|00)[1-9]\d{0,2}[ ./-]?(?:\(\d{1,4}\)[ ./-]?)?\d{1,4}(?:[ ./-]?\d{2,5}){1,5})(?![\w])"),
)  # fmt: skip


_WORD = re.compile(r"[^\W\d_]+")


def find_rules(text: str, regions: Sequence[str] = DEFAULT_REGIONS) -> list[Found]:
    """All findings of stage RULE; `regions` are those whose telephone plans are tried."""
    found = [*name_findings(text), *find_secrets(text), *find_network(text)]
    if any(char.isdigit() for char in text):
        found += [*find_ids(text), *find_phones(text, regions)]
    small = text.lower()
    starts = {word[:4] for word in _WORD.findall(small)}
    for rule in RULES:
        if _may_fit(rule, small, starts):
            for match in rule.pattern.finditer(text):
                if rule.check is None or rule.check(match[1]):
                    # Of two rules for the same stretch the one that says more wins.
                    score = 0.9 if rule.type == "ACCOUNT" else 1.0
                    found.append(Found(*match.span(1), rule.type, Stage.RULE, score=score))
    found += [Found(start, end, "ADDRESS", Stage.RULE) for start, end in find_addresses(text)]
    return found


def _may_fit(rule: Rule, small: str, starts: set[str]) -> bool:
    if rule.starts:
        return not rule.starts.isdisjoint(starts)
    return not rule.cues or any(cue in small for cue in rule.cues)
