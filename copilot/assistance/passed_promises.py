"""Promises whose day has passed: those known to be broken, and those that nobody knows of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from copilot.assistance.promises import Promise, Said, own_sentences
from copilot.records import Role, Visibility

# A promise to write: the ticket itself shows whether that was done. A call leaves nothing in it.
_TO_WRITE = re.compile(
    r"\b(?:come|get) back to you\b|\blet you know\b|\bkeep you (?:posted|informed|updated)\b|"
    r"\bbe in touch\b|\breport back\b|"
    r"\b(?:write|reply|answer|respond|e-?mail|update|inform)\b.{0,15}\b(?:you|to (?:your|this))\b|"
    r"\b(?:reply|answer|respond|you hear from)\b|"
    r"\bmeld\w* (?:ich mich|wir uns|mich|uns)\b|\b(?:mich|uns)\b.{0,40}\bmelden\b|"
    r"\b(?:gebe\w*|sagen?) (?:ich |wir )?(?:ihnen|dir) (?:\w+ )?bescheid\b|"
    r"\bbescheid (?:geben|sagen)\b|\b(?:antworte\w*|schreibe?n? (?:ich |wir )?(?:ihnen|dir)|"
    r"(?:ihnen|dir) .{0,30}(?:schreiben|antworten)|informiere\w*)\b|"
    r"\b(?:avisar|informar|responder|contestar|escribir|contactar)(?:é|emos|le|les|te)?\b|"
    r"\b(?:le|les|te) (?:aviso|informo|respondo|contesto|escribo)\b|"
    r"\b(?:répond|recontact|inform|écri)\w*\b|\breviens vers\b|\breviendr\w+ vers\b|"
    r"\btiens? (?:informée?|au courant)\b",
    re.IGNORECASE,
)
# What somebody writes to whom the thing has come.
_CAME = re.compile(
    r"\b(?:arrived|received|fitted|installed|mounted|delivered|got|came|turned up|is here|"
    r"are here|have it|thanks? for the|"
    r"angekommen|eingetroffen|eingebaut|montiert|geliefert|zugestellt|erhielt\w*|bekam\w*|"
    r"(?:habe|haben|hat)\b.{0,80}\b(?:erhalten|bekommen)|ist (?:jetzt |nun |heute |gestern )?da|"
    r"(?:ha|han) llegado|llegó|llegaron|recibí|recibimos|recibido|instalé|instalado|monté|montado|"
    r"arrivée?s?|reçue?s?|installée?s?|montée?s?|livrée?s?)\b",
    re.IGNORECASE,
)
_CAME_NOT = re.compile(
    r"n['’]t\b|\b(?:not|never|no|nothing|nobody|neither|yet|until|if|when|should|nicht|nie|kein\w*|"
    r"nichts|bis|wenn|falls|sobald|nunca|nada|aún|todavía|si|cuando|pas|jamais|rien|aucune?|quand)\b",
    re.IGNORECASE,
)
_THING = re.compile(r"[^\W\d_][\w-]{2,}")
_IT_CAME = re.compile(
    r"\b(?:it|they|everything|parcel|package|es|alles|paket|todo|paquete|tout|il|elle|colis)\b"
    r"(?: \w+){0,3} (?:arrived|came|delivered|here|angekommen|eingetroffen|da|llegado|llegó|"
    r"arrivée?)\b"
    r"|\b(?:received|got|fitted|installed|have) (?:it|them|everything|the (?:parcel|package))\b"
    r"|\b(?:ha|han) llegado\b|\bllegó\b|\b(?:lo|la|los|las) (?:he |hemos )?(?:recib|instal|mont)\w+"
    r"|\b(?:es|sie|ihn|alles|paket)\b.{0,40}\b(?:erhalten|bekommen|eingebaut|montiert)\b"
    r"|\bl['’](?:ai|avons) (?:bien )?(?:reçue?|installée?|montée?)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\b(?:money|refund\w*|amount|geld|r?ückerstatt\w*|erstatt\w*|betrag|dinero|importe|reembols\w*|"
    r"devol\w+|devuelv\w+|argent|montant|rembours\w*)\b",
    re.IGNORECASE,
)
_EMPTY = (
    "the and you your our for are with will this that have has its from within until "
    "days working business hours weeks week day today tomorrow free charge please der "
    "die das und ihr ihre ihnen wir werden wird innerhalb tagen werktagen morgen heute "
    "los las una por para con dentro días les des une vous nous pour avec dans jours"
)
_NO_THING = frozenset(_EMPTY.split())


def broken(
    promises: Sequence[Promise], messages: Sequence[Said], today: date
) -> tuple[Promise, ...]:
    """Promises to write whose day has passed without a public word of the team after them."""
    return tuple(one for one in _passed(promises, messages, today) if _is_answer(one))


def doubtful(
    promises: Sequence[Promise], messages: Sequence[Said], today: date
) -> tuple[Promise, ...]:
    """Other promises whose day has passed in the same way: whether they were kept is not known.

    Without those of which a later message says that the thing came.
    """
    return tuple(
        one
        for one in _passed(promises, messages, today)
        if not _is_answer(one) and not _came(one, messages)
    )


def _passed(promises: Sequence[Promise], messages: Sequence[Said], today: date) -> list[Promise]:
    last = next((m.id for m in reversed(messages) if _is_public_word(m)), "")
    return [one for one in promises if one.due and one.due < today and one.message_id == last]


def _came(promise: Promise, messages: Sequence[Said]) -> bool:
    ids = [one.id for one in messages]
    later = messages[ids.index(promise.message_id) + 1 :]
    return any(_tells_of(promise, sentence) for m in later for sentence in own_sentences(m.text))


def _tells_of(promise: Promise, sentence: str) -> bool:
    """Whether a sentence tells that what was promised came, or just that "it" did."""
    if sentence.rstrip().endswith("?") or not _CAME.search(sentence) or _CAME_NOT.search(sentence):
        return False
    return bool(_things(promise.words) & _things(sentence)) or bool(_IT_CAME.search(sentence))


def _things(text: str) -> set[str]:
    """The beginnings of its telling words; all words for money are one."""
    words = {word.lower() for word in _THING.findall(_MONEY.sub("money", text))} - _NO_THING
    return {word[:6] for word in words}


def _is_answer(promise: Promise) -> bool:
    """Whether something was to be written to the customer, so that the ticket shows it."""
    return bool(_TO_WRITE.search(promise.words))


def _is_public_word(message: Said) -> bool:
    return message.author is Role.AGENT and message.visibility is Visibility.PUBLIC
