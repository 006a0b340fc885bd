"""Stage 2: personal data by its shape or by the words before it, in five languages.

Every pattern has bounded repeats, so that its time grows in step with the text.
"""

# ruff: noqa: E501 - a pattern is easier to read unbroken
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from copilot.redaction.addresses import ADDRESS_PATTERNS
from copilot.redaction.found import Found, Stage
from copilot.redaction.names import name_findings
from copilot.redaction.numbers import looks_like_id, not_a_date

Check = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """Hides group 1 of `pattern` where `check` agrees; `cue` is a substring without which none fits."""

    type: str
    pattern: re.Pattern[str]
    check: Check | None = None
    cue: str = ""


def _rule(kind: str, pattern: str, check: Check | None = None, cue: str = "") -> Rule:
    return Rule(kind, re.compile(pattern, re.IGNORECASE), check, cue)


_IS = r"\s{0,3}(?::|=|-|–|#|is|are|was|ist|lautet|war|es|era|est|è)?\s{0,3}[\"'“„»`]?"
_NO = (
    r"(?:[ \t]{0,2}(?:number|num|no|nr|nummer|n[º°o]|id|code|ref|reference|de|numéro|número)\b\.?)"
)
_ID = r"(#?[A-Z0-9][A-Z0-9]{0,30}(?:[-_/.][A-Z0-9]{1,30}){0,5})(?![\w@])"

_ORDER_WORDS = (
    r"order|invoice|ticket|case|claim|booking|reservation|confirmation|tracking|shipment|parcel|"
    r"transaction|reference|ref|request|incident|return|rma|receipt|delivery|"
    r"bestellung|bestell|auftrag|auftrags|rechnung|rechnungs|sendung|sendungs|vorgang|vorgangs|"
    r"pedido|factura|envío|envio|reserva|seguimiento|referencia|"
    r"commande|facture|colis|suivi|réservation|référence|dossier|ordine|fattura"
)
_ACCOUNT_WORDS = (
    r"account|acct|customer|client|member|membership|policy|contract|loyalty|user|subscriber|"
    r"employee|patient|routing|sort|serial|license|licence|vin|konto|kunden|kunde|vertrags|vertrag|"
    r"mitglieds|cuenta|cliente|contrato|socio|póliza|compte|contrat|adhérent|cliente|conto"
)
_DOCUMENT_WORDS = (
    r"passport|id card|identity card|national id|driver'?s? licen[cs]e|driving licen[cs]e|ssn|"
    r"social security|tax id|tax number|nhs|national insurance|personalausweis|ausweis|reisepass|"
    r"pass|führerschein|steuer-?id|dni|nie|nif|pasaporte|carn[eé] de conducir|passeport|"
    r"carte d'identité|permis de conduire|numéro de sécurité sociale"
)
_SAID_IN_WORDS = (
    r"password|passwd|passphrase|pwd|passcode|passwort|kennwort|contraseña|clave|"
    r"mot de passe|senha|wachtwoord|hasło"
)
_CODE_WORDS = (
    r"pin|cvv|cvc|cvv2|security code|verification code|one[- ]time (?:code|password)|otp|2fa code|"
    r"auth(?:entication)? code|login code|sms[- ]?code|tan|bestätigungscode|sicherheitscode|"
    r"código de (?:verificación|seguridad)|code de (?:vérification|sécurité)"
)
_KEY_WORDS = (
    r"api[ _-]?key|api[ _-]?token|access[ _-]?key|access[ _-]?token|secret[ _-]?key|client[ _-]?secret|"
    r"secret|token|bearer|auth[ _-]?token|private[ _-]?key|api-schlüssel|schlüssel|clave de api|clé api"
)
_BIRTH_WORDS = (
    r"born(?: on)?|date of birth|birth ?date|birthday|d\.?o\.?b\.?|geboren(?: am)?|geburtsdatum|"
    r"geburtstag|fecha de nacimiento|nací el|nacid[oa] el|né(?:e)? le|date de naissance"
)
_DATE = (
    r"(\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}(?:st|nd|rd|th|\.)?\s(?:de\s|of\s)?[^\W\d]{3,10}\.?,?\s"
    r"(?:de\s)?\d{4}|[^\W\d]{3,10}\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4})"
)

RULES: tuple[Rule, ...] = (
    _rule("EMAIL", r"(?<![\w.+-])([\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6})", cue="@"),
    _rule("SECRET", r"(-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]{1,8000}(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?)", cue="-----BEGIN"),
    _rule("SECRET", r"\b((?:sk|pk|rk|ghp|gho|ghs|xox[abp]|glpat|AKIA|AIza|eyJ)[-_A-Z0-9.]{14,2000})", cue=""),
    _rule("SECRET", rf"\b(?:{_KEY_WORDS})\b{_IS}([A-Z0-9][A-Z0-9+/_.=-]{{11,2000}})", looks_like_id),
    _rule("SECRET", rf"\b(?:{_SAID_IN_WORDS})\b(?:\s{{1,3}}(?:for|to|für|para|pour|de)\s[^\n:=]{{1,40}}?)?\s{{0,3}}(?::|=|\bis\b|\bwas\b|\bist\b|\blautet\b|\bwar\b|\bes\b|\bera\b|\best\b|\bé\b)\s{{0,3}}[\"'“„»`]?((?!(?:not|wrong|incorrect|correct|invalid|expired|reset|falsch|nicht|incorrecta|being|the|a|no|still|also|my|too|required|case|protected|always|never)\b)[^\s\"'“”„«»`]{{3,80}}[^\s\"'“”„«»`.,;!?)])"),
    _rule("SECRET", rf"\b(?:{_CODE_WORDS})\b{_IS}(\d[\d -]{{1,8}}\d|[A-Z0-9]{{4,10}})\b", lambda t: any(c.isdigit() for c in t)),
    _rule("SECRET", r"[?&](?:[\w-]{0,30}(?:token|key|secret|sig|signature|password|pwd|auth|code|session|sid)[\w-]{0,10})=([^\s&#\"'<>]{4,2000})", cue="="),
    _rule("SECRET", r"https?://[^\s/@:]{1,80}:([^\s/@]{1,80})@", cue="://"),
    _rule("BIRTHDATE", rf"\b(?:{_BIRTH_WORDS}){_IS}{_DATE}"),
    _rule("DOCUMENT", rf"\b(?:{_DOCUMENT_WORDS})\b{_NO}{{0,2}}{_IS}{_ID}", looks_like_id),
    _rule("DOCUMENT", r"(?<![\d-])(\d{3}-\d{2}-\d{4})(?![\d-])", cue="-"),
    _rule("PLATE", r"\b(?:licen[cs]e plate|number plate|registration|reg\.? no\.?|plate|kennzeichen|matr[ií]cula|immatriculation|plaque)\b(?:\s(?:number|no\.?))?" + _IS + r"([A-ZÄÖÜ]{1,3}[ -]?[A-Z]{0,2}[ -]?\d{1,4}[ -]?[A-Z]{0,3}|\d{4}[ -]?[A-Z]{3})\b", lambda t: any(c.isdigit() for c in t)),
    _rule("ACCOUNT", rf"\b(?:{_ACCOUNT_WORDS})-?{_NO}{{0,2}}{_IS}{_ID}", looks_like_id),
    _rule("ACCOUNT", r"\b(?:username|user name|user id|login|benutzername|usuario|nom d'utilisateur|identifiant)\b\s{0,3}(?::|=|\bis\b|\bist\b|\bes\b|\best\b)\s{0,3}[\"'“„]?([\w.@-]{2,60}\w)"),
    _rule("CARD", r"\b(?:card|visa|mastercard|amex|maestro|karte|kreditkarte|tarjeta|carte)\b(?:[ ](?:number|no\.?|nummer|is|ending))?" + _IS + r"(\d(?:[ -]?\d){11,18})(?!\d)"),
    _rule("IBAN", r"\biban\b" + _IS + r"([A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{2,4}){3,8})(?!\w)"),
    _rule("ADDRESS", r"\b(?:zip|zip code|post ?code|postal code|plz|postleitzahl|código postal|code postal)\b" + _IS + r"([A-Z0-9]{2,5}[ -]?[A-Z0-9]{2,4})(?!\w)", lambda t: any(c.isdigit() for c in t)),
    _rule("ACCOUNT", rf"\bid\b{_IS}{_ID}", looks_like_id),
    # The answer to "could you give me your number?", and a code that was just sent.
    _rule("ACCOUNT", rf"\b(?:it['’]s|it is|es ist|sie lautet|c['’]est)\s{_ID}", lambda t: len(t) > 4 and looks_like_id(t)),
    _rule("SECRET", r"\b(?:the|my|der|mein|el|mi|le|mon) code (?:is|ist|lautet|es|est)\s(\d{4,8})\b"),
    _rule("ORDER", rf"\b(?:{_ORDER_WORDS})-?{_NO}{{0,2}}(?:\s(?:for|of|für|para|pour)\s[\w ]{{1,30}}?\s(?=is|ist|es|est))?{_IS}{_ID}", looks_like_id),
    _rule("PHONE", r"\b(?:phone|telephone|tel|mobile|cell|call(?: me)?(?: back)?(?: (?:on|at))?|fax|whatsapp|telefon|handy|mobil|teléfono|móvil|téléphone|portable|tél)\b\.?(?:[ \t](?:number|no\.?|nummer))?" + _IS + r"(\+?\(?\d[\d ()./-]{4,20}\d(?:[ ]?(?:x|ext\.?)[ ]?\d{1,6})?)(?!\w)", not_a_date),
    _rule("PHONE", r"(?<![\w.+-])((?:\+?1[ .-]?)?(?:\(\d{3}\)[ .-]?|\d{3}[.-])\d{3}[ .-]?\d{4}(?:[ ]?(?:x|ext\.?)[ ]?\d{1,6})?)(?![\w-])"),
    _rule("PHONE", r"(?<![\w+])((?:\+|00)[1-9]\d{0,2}[ ./-]?(?:\(\d{1,4}\)[ ./-]?)?\d{1,4}(?:[ ./-]?\d{2,5}){1,5})(?![\w])"),
)  # fmt: skip


def find_rules(text: str) -> list[Found]:
    """All findings of stage RULE except the checksums and phone plans, which presidio knows."""
    found = list(name_findings(text))
    for rule in RULES:
        if rule.cue in text:
            for match in rule.pattern.finditer(text):
                if rule.check is None or rule.check(match[1]):
                    found.append(Found(match.start(1), match.end(1), rule.type, Stage.RULE))
    for pattern in ADDRESS_PATTERNS:
        for match in pattern.finditer(text):
            found.append(Found(match.start(1), match.end(1), "ADDRESS", Stage.RULE))
    return found
