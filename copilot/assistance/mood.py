"""Mood and urgency of a ticket: what the model says, held against the customer's own words."""

from __future__ import annotations

import re

from copilot.records import RedactedTicket, Role

_ANGRY = re.compile(
    r"[^.!?\n]*\b(?:unacceptable|furious|outrag\w+|ridiculous|disgrace\w*|fed up|sick of|"
    r"scam|fraud|"
    r"lawyer|consumer protection|worst|unverschämt\w*|frechheit|unfassbar|anwalt|betrug|"
    r"inaceptable|vergüenza|estafa|indignad\w+|abogad\w+|inadmissible|scandale\w*|honte\w*|"
    r"arnaque|avocat)\b[^.!?\n]*",
    re.IGNORECASE,
)
_ANNOYED = re.compile(
    r"[^.!?\n]*\b(?:disappoint\w+|annoy\w+|frustrat\w+|still (?:no|not|haven't|waiting)|"
    r"(?:second|third|fourth) time|enttäuscht|ärger\w*|immer noch|schon wieder|"
    r"decepcionad\w+|molest\w+|todavía no|déçue?s?|toujours pas|énervé\w*)\b[^.!?\n]*",
    re.IGNORECASE,
)
_URGENT = re.compile(
    r"\b(?:urgent\w*|asap|immediately|emergency|gas smell|smell\w* (?:of )?gas|fire|"
    r"leaking gas|burn(?:s|ed|t)?|"
    r"today|tomorrow|dringend|sofort|morgen|heute|urgente|inmediatamente|hoy|mañana|"
    r"immédiatement|demain|aujourd['’]hui)\b",
    re.IGNORECASE,
)


def mood_of(ticket: RedactedTicket, said: str, words: str) -> tuple[str, str]:
    """The mood and the customer's words that show it; a mood without such words is calm.

    Plain words of anger in the last customer messages outweigh a milder judgement of the model.
    """
    texts = [m.text for m in ticket.messages if m.author is Role.CUSTOMER][-2:]
    for mood, pattern in (("angry", _ANGRY), ("annoyed", _ANNOYED)):
        for text in reversed(texts):
            if found := pattern.search(text):
                return ("angry" if said == "angry" else mood), found[0].strip()[:120]
    shown = words.strip().strip("\"'").lower()
    if said == "worried" and len(shown) > 3 and any(shown in text.lower() for text in texts):
        return said, words.strip().strip("\"'")
    return "calm", ""


def urgency_of(ticket: RedactedTicket, said: str) -> str:
    """The model's urgency; high only where the customer's last message gives a reason for it."""
    texts = [m.text for m in ticket.messages if m.author is Role.CUSTOMER]
    if texts and _URGENT.search(texts[-1]):
        return "high"
    return "normal" if said == "high" else said
