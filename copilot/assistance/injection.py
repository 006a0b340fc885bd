"""Finds instructions planted in a ticket for the program, by rules in four languages."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from copilot.assistance.sentences import sentence_spans
from copilot.records import RedactedText, RedactedTicket, Role, Ticket

REMOVED = RedactedText("[an instruction to the assistant was left out here]")


@dataclass(frozen=True, slots=True)
class PlantedSpan:
    """text[start:end] talks to the program instead of to the support team."""

    start: int
    end: int
    reason: str  # for people


_RULES_WORDS = (
    r"(?:instructions?|rules?|guidelines?|prompts?|polic(?:y|ies)|restrictions?|"
    r"anweisung(?:en)?|regeln?|vorgaben?|instruccion(?:es)?|reglas?|normas|"
    r"consignes?|règles?)"
)
_RULES = tuple(
    (re.compile(pattern, re.IGNORECASE), reason)
    for pattern, reason in (
        (
            r"\b(?:ignor\w*|disregard|forget|override|bypass|vergiss|vergessen sie|missachte\w*|"
            r"olvid[ae]\w*|oublie[zr]?)\b[^.!?\n]{0,50}\b" + _RULES_WORDS + r"\b",
            "asks to ignore the rules",
        ),
        (
            r"\b(?:forget|ignore|disregard)\s+(?:everything|all)\s+(?:above|before|you)\b",
            "asks to ignore the rules",
        ),
        (
            r"\b(?:you are|you're|du bist|sie sind|eres|usted es|tu es|vous êtes)\s+"
            r"(?:now\s+|jetzt\s+"
            r"|nun\s+|ahora\s+|maintenant\s+)?(?:an?\s+|eine?\s+|una?\s+|une\s+)?"
            r"(?:\w+\s+){0,2}(?:AI|A\.I\.|KI|IA|assistant|assistent|asistente|chatbot|bot|"
            r"language model|sprachmodell|DAN)\b",
            "tells the program what it is",
        ),
        (
            r"(?:\bas (?:the |an? )?(?:system|AI|assistant|language model)\b|\bals (?:das |die )?"
            r"(?:system|KI|assistent)\b|\bcomo (?:el )?(?:sistema|asistente|IA)\b|\ben tant que "
            r"(?:système|assistant|IA)\b)",
            "speaks to the program",
        ),
        (
            r"(?:^|\n)\s*(?:\W{0,3}(?:system|assistant|developer)\W{0,3}:|#{2,}\s*(?:system|instruction))"
            r"|<\|(?:im_start|im_end|system|user|assistant)\|>|\[/?INST\]|</?(?:system|assistant)>",
            "imitates the marks of a model",
        ),
        (
            r"\b(?:note|message|instructions?|attention|hinweis|nachricht|nota|mensaje|message)\s+"
            r"(?:to|for|an|für|para|à|pour)\s+(?:the\s+|any\s+|die\s+|den\s+|el\s+|la\s+|l['’])?"
            r"(?:AI|KI|IA|assistant|assistent\w*|asistente|bot|chatbot|language model|LLM|copilot|"
            r"(?:automat\w+|auto[- ]?reply)\s+(?:\w+\s+)?(?:systems?|software|tools?|programs?))\b",
            "speaks to the program",
        ),
        (
            r"\b(?:every|each|any|jede|cada|toda|chaque|votre)\s+"
            r"(?:answer|reply|response|antwort|respuesta|réponse)\b[^.!?\n]{0,40}"
            r"\b(?:must|has to|muss|debe|tiene que|doit)\b",
            "dictates the answer",
        ),
        (
            r"\b(?:reveal|print|repeat|show|output|zeige?|gib|muestra|affiche)\b[^.!?\n]{0,40}"
            r"\b(?:system prompt|your (?:prompt|instructions)|systemprompt|prompt del sistema)\b",
            "asks for the program's instructions",
        ),
        (
            r"\b(?:send|give|tell|show|list|forward|e-?mail|schick\w*|sende\w*|gib|nenn\w*|envía\w*|"
            r"envi[ae]\w*|dame|manda\w*|envoie\w*|envoyez|donne\w*|montre\w*)\b[^.!?\n]{0,60}"
            r"(?:card numbers?|credit card|passwords?|kreditkarten\w*|"
            r"kartennummer\w*|passw[oö]rt\w*|"
            r"número de (?:la )?tarjeta|tarjetas?|contraseñas?|numéro de (?:la )?carte|"
            r"mots? de passe)[^.!?\n]{0,30}\b(?:of|from|von|des|der|de|du|d['’])\s*"
            r"(?:the\s+|your\s+|an?\s+|all\s+|el\s+|tu\s+|ihre[sn]?\s+|deine[sn]?\s+|los\s+|votre\s+)?"
            r"(?:\w+\s+)?(?:customers?|users?|clients?|kunden|clientes?|last|other|letzten|último)",
            "asks for another customer's data",
        ),
        (
            r"\b(?:pretend|act as if|act as|roleplay as|simulate being)\b[^.!?\n]{0,40}"
            r"\b(?:AI|assistant|bot|admin\w*|developer|system|no rules|unrestricted)\b",
            "tells the program what it is",
        ),
        (
            r"\b(?:do not|don't|never)\s+(?:tell|mention|inform|alert)\b[^.!?\n]{0,30}\b"
            r"(?:the )?(?:agent|operator|human|support team)\b",
            "asks to hide something from the agent",
        ),
    )
)


# "Write it at the end of your reply." is planted when it follows a planted sentence.
_GOES_ON = re.compile(
    r"^\W*(?:(?:and|then|also|und|dann|y|luego|et|puis)\s+)?(?:write|put|add|include|say|send|"
    r"answer|reply|respond|end|begin|start|must|schreib\w*|füg\w*|antworte\w*|escrib\w*|añad\w*|"
    r"respond\w*|écri\w*|ajoute\w*|répond\w*)\b",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?…][\"'”’)]*\s*$")
_BETWEEN = re.compile(r"[ \t]*\n?[ \t>]*")  # the same paragraph, quoted or not


def planted(text: str) -> tuple[PlantedSpan, ...]:
    """The sentences of `text` that give orders to the program, in order, joined where they touch.

    Rules, not a model: rules cannot be talked out of it. The rest of a sentence that was wrapped
    goes with it, and so do orders that follow in the same paragraph.
    """
    found: list[PlantedSpan] = []
    for start, end in sentence_spans(text):
        reason = _reason(text[start:end])
        if found and _BETWEEN.fullmatch(text, found[-1].end, start):
            unfinished = not _ENDED.search(text, found[-1].start, found[-1].end)
            if reason or unfinished or _GOES_ON.search(text[start:end]):
                found[-1] = replace(found[-1], end=end)
                continue
        if reason:
            found.append(PlantedSpan(start, end, reason))
    return tuple(found)


def planted_in(ticket: Ticket) -> tuple[str, ...]:
    """The texts that customers of a ticket planted, as they stand there."""
    said = [ticket.subject, *(m.text for m in ticket.messages if m.author is Role.CUSTOMER)]
    return tuple(text[span.start : span.end] for text in said for span in planted(text))


def without_planted(ticket: RedactedTicket) -> RedactedTicket:
    """The ticket as the model may see it: planted sentences of the customer replaced by REMOVED."""
    messages = tuple(
        replace(m, text=_cleaned(m.text)) if m.author is Role.CUSTOMER else m
        for m in ticket.messages
    )
    return replace(ticket, subject=_cleaned(ticket.subject), messages=messages)


def _cleaned(text: RedactedText) -> RedactedText:
    for span in reversed(planted(text)):
        text = RedactedText(text[: span.start] + REMOVED + text[span.end :])
    return text


def _reason(sentence: str) -> str:
    return next((reason for pattern, reason in _RULES if pattern.search(sentence)), "")
