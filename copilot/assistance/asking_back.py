"""What a reply has to ask back: facts that an answer needs and the ticket does not hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copilot.assistance.asks import Ask
from copilot.assistance.facts import facts_of
from copilot.records import FoundSentence, RedactedTicket, Role

_ORDER_WANTED = re.compile(
    r"\b(?:order number|bestellnummer|número de pedido|numéro de commande)\b", re.IGNORECASE
)
_PRODUCT_WANTED = re.compile(r"\b(?:model number|which model|modellnummer)\b", re.IGNORECASE)
_SERIAL_WANTED = re.compile(
    r"\b(?:serial number|seriennummer|número de serie|numéro de série)\b", re.IGNORECASE
)
# Something that only the record of one order answers.
_OWN_ORDER = re.compile(
    r"\b(?:my|mein\w*|mi|ma|mon) (?:order|parcel|package|delivery|shipment|refund|bestellung|paket|"
    r"lieferung|rückerstattung|erstattung|pedido|paquete|envío|reembolso|commande|colis|"
    r"remboursement)\b|\b(?:i ordered|ich habe .{0,30}bestellt|he pedido|j['’]ai commandé)\b",
    re.IGNORECASE,
)
_BROKEN = re.compile(
    r"\b(?:broke\w*|defect\w*|damaged|faulty|torn|kaputt|defekt|beschädigt|roto|rota|cassée?|"
    r"does(?:n['’]t| not) work)\b",
    re.IGNORECASE,
)
_SERIAL = re.compile(
    r"\[\[SERIAL|\b[A-Z]{1,4}\d{0,2}-\d{2,}-\d{3,}\b|\bserial\w* (?:no\W*)?\w*\d{3}"
)
_SAID_PRODUCT = re.compile(r"\b[A-Z][a-z]+[A-Z]?[a-z]* (?:\d|[A-Z])\w*|\b[A-Z][a-z]+[A-Z][a-z]+\b")


def needed(
    ticket: RedactedTicket, asks: Sequence[Ask], evidence: Sequence[FoundSentence]
) -> tuple[str, ...]:
    """Kinds of facts ("order", "product", "serial", "ask") to ask for, in this order."""
    if not asks:
        return ("ask",)
    told = " ".join(one.passage.text[one.start : one.end] for one in evidence)
    said = " ".join(
        [ticket.subject, *(m.text for m in ticket.messages if m.author is Role.CUSTOMER)]
    )
    known = {fact.kind for fact in facts_of(ticket)}
    about_order = _ORDER_WANTED.search(told) or _OWN_ORDER.search(said) or _BROKEN.search(said)
    kinds = []
    if about_order and "order" not in known and not _names_order(said):
        kinds.append("order")
    about_product = _PRODUCT_WANTED.search(told) or (_BROKEN.search(said) and not evidence)
    if about_product and "product" not in known and not _SAID_PRODUCT.search(said):
        kinds.append("product")
    if _SERIAL_WANTED.search(told) and not _SERIAL.search(said):
        kinds.append("serial")
    return tuple(kinds)


def _names_order(said: str) -> bool:
    return "[[ORDER" in said or bool(re.search(r"\b[A-Z]{1,3}-\d{4,}\b|#\d{4,}", said))
