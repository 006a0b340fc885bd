"""Numbers that states and banks give to people, told by their shape and their check digits."""

# ruff: noqa: E501 - a table is easier to read unbroken
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from copilot.redaction.found import Found, Stage

_NEAR = 60  # characters before a number in which a word says what it is
# Where a number of eight signs or more may begin: a few letters, then mostly digits (a bank's
# letters may stand between them), and not one digit after the other with spaces between them.
_CANDIDATE = re.compile(
    r"(?<![\w./-])(?=[A-Za-zÑ&]{0,6}[ .-]?\d)(?=[^\n]{0,10}\d\d)(?=(?:[^\d\n]{0,6}\d){4})"
    r"(?=[A-Za-zÑ&]{0,6}(?:[ .\-/+]{0,2}[\dA-Za-z]){7})"
)


@dataclass(frozen=True, slots=True)
class IdShape:
    """A pattern and the module of python-stdnum that knows its check digits ("" for none).

    With `words` the number counts only where one of them stands a little before it, since its
    check digits alone are too weak: one number in ten would pass.
    """

    type: str
    module: str
    pattern: re.Pattern[str]
    words: re.Pattern[str] | None = None


def _shape(kind: str, module: str, pattern: str, words: str = "") -> IdShape:
    compiled = re.compile(rf"(?<![\w./-])(?:{pattern})(?![\w/]|[.-]\w)")
    return IdShape(
        kind, module, compiled, re.compile(rf"(?i)(?<!\w)(?:{words})") if words else None
    )


_TAX = r"tax|steuer|tin\b|itin|ein\b|fiscal|finanzamt|impôt"
_SOCIAL = r"social|sozial|seguridad|sécurité|insurance|versicherung|nss\b"

SHAPES: tuple[IdShape, ...] = (
    # United States, United Kingdom, Ireland
    _shape("DOCUMENT", "us.ssn", r"\d{3}-\d{2}-\d{4}"),
    _shape("DOCUMENT", "us.itin", r"9\d{2}-\d{2}-\d{4}"),
    _shape("DOCUMENT", "us.ssn", r"\d{3}[ ]?\d{2}[ ]?\d{4}", rf"ssn|{_SOCIAL}"),
    _shape("DOCUMENT", "", r"\d{2}-\d{7}", rf"ein\b|employer|{_TAX}"),
    _shape("DOCUMENT", "", r"(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ ]?\d{2}[ ]?\d{2}[ ]?\d{2}[ ]?[A-D]"),
    _shape("DOCUMENT", "gb.utr", r"\d{5}[ ]?\d{5}", r"utr\b|taxpayer|self[- ]assessment|hmrc"),
    _shape("DOCUMENT", "gb.nhs", r"\d{3}[ -]?\d{3}[ -]?\d{4}", r"nhs|patient"),
    _shape("DOCUMENT", "ie.pps", r"\d{7}[A-W][A-IW]?"),
    # Germany, Austria, Switzerland
    _shape("DOCUMENT", "de.idnr", r"\d{2}[ ]\d{3}[ ]\d{3}[ ]\d{3}"),
    _shape("DOCUMENT", "de.idnr", r"\d{11}", rf"idnr|identifikations|{_TAX}"),
    _shape("DOCUMENT", "", r"\d{2,3}/\d{3}/\d{4,5}", _TAX),
    _shape("DOCUMENT", "", r"\d{2}[ ]?[0-3]\d[01]\d{3}[ ]?[A-Z][ ]?\d{3}"),
    _shape("DOCUMENT", "at.vnr", r"\d{4}[ ]?\d{6}", rf"svnr|sv-nummer|{_SOCIAL}"),
    _shape("DOCUMENT", "ch.ssn", r"756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}"),
    # Spain, Portugal, France, Italy
    _shape("DOCUMENT", "es.dni", r"\d{2}\.?\d{3}\.?\d{3}[ -]?[A-HJ-NP-TV-Z]"),
    _shape("DOCUMENT", "es.nie", r"[XYZ][ -]?\d{7}[ -]?[A-HJ-NP-TV-Z]"),
    _shape("DOCUMENT", "es.cif", r"[A-HJNP-SUVW][ -]?\d{7}[ -]?[0-9A-J]", r"cif\b|nif\b|empresa|factur"),
    _shape("DOCUMENT", "pt.nif", r"\d{3}[ ]?\d{3}[ ]?\d{3}", r"nif\b|contribuinte"),
    _shape("DOCUMENT", "fr.nir", r"[1-478][ ]?\d{2}[ ]?\d{2}[ ]?\d[\dAB][ ]?\d{3}[ ]?\d{3}[ ]?\d{2}"),
    _shape("DOCUMENT", "fr.siret", r"\d{3}[ ]?\d{3}[ ]?\d{3}[ ]?\d{5}", r"siret|siren|entreprise"),
    _shape("DOCUMENT", "it.codicefiscale", r"[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]"),
    # Low countries, Nordics, East
    _shape("DOCUMENT", "nl.bsn", r"\d{4}\.?\d{2}\.?\d{3}|\d{9}", r"bsn|burgerservice|sofi"),
    _shape("DOCUMENT", "be.nn", r"\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}"),
    _shape("DOCUMENT", "se.personnummer", r"(?:19|20)?\d{6}[-+]\d{4}"),
    _shape("DOCUMENT", "dk.cpr", r"\d{6}-?\d{4}", r"cpr|personnummer"),
    _shape("DOCUMENT", "fi.hetu", r"\d{6}[-+A]\d{3}[0-9A-Y]"),
    _shape("DOCUMENT", "no.fodselsnummer", r"\d{6}[ ]?\d{5}"),
    _shape("DOCUMENT", "pl.pesel", r"\d{11}", r"pesel"),
    _shape("DOCUMENT", "pl.nip", r"\d{3}-?\d{3}-?\d{2}-?\d{2}", r"nip\b"),
    _shape("DOCUMENT", "cz.rc", r"\d{6}/\d{3,4}"),
    _shape("DOCUMENT", "ro.cnp", r"[1-8]\d{12}", r"cnp\b|cod numeric"),
    _shape("DOCUMENT", "tr.tckimlik", r"[1-9]\d{10}", r"tckn|t\.?c\.? kimlik|kimlik"),
    # Canada, Australia, India, South Africa, Korea, China
    _shape("DOCUMENT", "ca.sin", r"\d{3}[ -]?\d{3}[ -]?\d{3}", rf"sin\b|{_SOCIAL}"),
    _shape("DOCUMENT", "au.tfn", r"\d{3}[ ]?\d{3}[ ]?\d{2,3}", r"tfn\b|tax file"),
    _shape("DOCUMENT", "au.abn", r"\d{2}[ ]\d{3}[ ]\d{3}[ ]\d{3}|\d{11}", r"abn\b|business number"),
    _shape("DOCUMENT", "in_.aadhaar", r"[2-9]\d{3}[ -]\d{4}[ -]\d{4}"),
    _shape("DOCUMENT", "in_.aadhaar", r"[2-9]\d{11}", r"aadh?aar|uidai"),
    _shape("DOCUMENT", "in_.pan", r"[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]"),
    _shape("DOCUMENT", "za.idnr", r"\d{6}[ ]?\d{4}[ ]?\d{3}", r"\bid\b|identity"),
    _shape("DOCUMENT", "kr.rrn", r"\d{6}-\d{7}"),
    _shape("DOCUMENT", "iso7064.mod_11_2", r"[1-9]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d\d{3}[\dX]"),
    # Latin America
    _shape("DOCUMENT", "br.cpf", r"\d{3}\.\d{3}\.\d{3}-\d{2}"),
    _shape("DOCUMENT", "br.cpf", r"\d{11}", r"cpf\b"),
    _shape("DOCUMENT", "br.cnpj", r"\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}"),
    _shape("DOCUMENT", "mx.curp", r"[A-Z]{4}\d{6}[HM][A-Z]{5}[0-9A-Z]\d"),
    _shape("DOCUMENT", "mx.rfc", r"[A-ZÑ&]{4}\d{6}[0-9A-Z]{3}"),
    _shape("DOCUMENT", "ar.cuit", r"(?:20|23|24|27|30|33|34)-\d{8}-\d"),
    _shape("DOCUMENT", "cl.rut", r"\d{1,2}\.\d{3}\.\d{3}-[\dkK]"),
    # Cards and bank accounts
    _shape("CARD", "luhn", r"[2-6]\d{3}(?:[ .-]{0,2}\d){8,15}"),
    _shape("CARD", "", r"[3-6]\d{3}([ .-])\d{4}\1\d{4}\1\d{4}|3[47]\d{2}([ .-])\d{6}\2\d{5}"),
    _shape("CARD", "luhn", r"[2-6]\d{11,18}"),
    _shape("IBAN", "iso7064.mod_97_10", r"[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]){11,30}"),
    _shape("ACCOUNT", "luhn", r"\d{2}[ -]?\d{6}[ -]?\d{6}[ -]?\d", r"imei"),
)  # fmt: skip


def find_ids(text: str) -> Iterator[Found]:
    """Numbers of people with right check digits; the wrong ones are left to the words before."""
    end = 0
    for start in _CANDIDATE.finditer(text):
        if start.start() >= end:  # the shapes overlap only within one number
            for found in _at(text, start.start()):
                end = max(end, found.end)
                yield found


def _at(text: str, start: int) -> Iterator[Found]:
    before = text[max(0, start - _NEAR) : start]
    for shape in SHAPES:
        match = shape.pattern.match(text, start)
        if match is None or (shape.words is not None and not shape.words.search(before)):
            continue
        length = _valid_end(match[0], shape)
        if length:
            yield Found(start, start + length, shape.type, Stage.RULE)


def _valid_end(written: str, shape: IdShape) -> int:
    """How much of what was written is a right number; an IBAN may have words behind it."""
    if shape.type != "IBAN":
        return len(written) if _is_valid(shape.module, written) else 0
    pieces = re.split(r"(?<=[ -])", written)
    for count in range(len(pieces), 0, -1):
        kept = "".join(pieces[:count]).rstrip(" -")
        if len(kept) >= 15 and _is_iban(kept):
            return len(kept)
    return 0


def _is_iban(written: str) -> bool:
    compact = re.sub(r"[ -]", "", written).upper()
    return 15 <= len(compact) <= 34 and _is_valid("iso7064.mod_97_10", compact[4:] + compact[:4])


def _is_valid(module: str, written: str) -> bool:
    if not module:
        return True
    compact = re.sub(r"[ .-]", "", written) if module in {"luhn", "iso7064.mod_11_2"} else written
    return _checker(module)(compact)


@cache
def _checker(module: str) -> Callable[[str], bool]:
    check: Callable[[str], bool] = import_module(f"stdnum.{module}").is_valid
    return check
