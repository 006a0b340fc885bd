"""Mood and urgency of a ticket: what the model says, held against the customer's own words."""

from __future__ import annotations

import re

from copilot.assistance.escalations import shown_in
from copilot.assistance.sentences import sentences
from copilot.assistance.urgency import easy_words, pressing_words
from copilot.records import EscalationKind, RedactedTicket, Role

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
    r"(?:second|third|fourth) time|ignor(?:ed|ing) me|nobody has \w+|enttäuscht|ärger\w*|"
    r"immer noch|schon wieder|"
    r"decepcionad\w+|molest\w+|todavía no|déçue?s?|toujours pas|énervé\w*)\b[^.!?\n]*",
    re.IGNORECASE,
)
_SHOUT = 30  # letters; fewer in capitals may be a code or a name
# What cannot wait, whatever words the customer chooses for the time.
_CANNOT_WAIT = (EscalationKind.SELF_HARM, EscalationKind.SAFETY, EscalationKind.BREACH)


_MOURNS = re.compile(
    r"\b(?:(?:died|passed away|has died|funeral|deceased|my late (?:husband|wife|father|mother))|"
    r"verstorben\w*|gestorben|beerdigung|falleci\w+|murió|funeral|décédée?s?|est morte?|"
    r"obsèques)\b",
    re.IGNORECASE,
)


def mourns(ticket: RedactedTicket) -> bool:
    """Whether the customer tells of a death."""
    return any(m.author is Role.CUSTOMER and _MOURNS.search(m.text) for m in ticket.messages)


def _shouts(text: str) -> bool:
    letters = [one for one in text if one.isalpha()]
    return len(letters) > _SHOUT and sum(map(str.isupper, letters)) > 0.7 * len(letters)


def mood_of(ticket: RedactedTicket, said: str, words: str) -> tuple[str, str]:
    """The mood and the customer's words that show it; a mood without such words is calm.

    Plain words of anger in the last customer messages outweigh a milder judgement of the model.
    """
    texts = [m.text for m in ticket.messages if m.author is Role.CUSTOMER][-2:]
    for mood, pattern in (("angry", _ANGRY), ("annoyed", _ANNOYED)):
        for text in reversed(texts):
            if found := pattern.search(text):
                return ("angry" if said == "angry" else mood), found[0].strip()[:120]
    if texts and _shouts(texts[-1]):
        return "annoyed", sentences(texts[-1])[0][:120]
    shown = words.strip().strip("\"'").lower()
    if said == "worried" and len(shown) > 3 and any(shown in text.lower() for text in texts):
        return said, words.strip().strip("\"'")
    return "calm", ""


def urgency_of(ticket: RedactedTicket, said: str) -> tuple[str, str]:
    """The urgency, and the words that show it; high and the model's low need the customer's words.

    Of the newest messages of the customer, those that nobody has answered yet.
    """
    said_last = [m.text for m in ticket.messages if m.author is Role.CUSTOMER][-2:]
    for text in (*reversed(said_last), ticket.subject):
        if shown := [one for one in shown_in(text) if one.kind in _CANNOT_WAIT]:
            return "high", text[shown[0].start : shown[0].end]
    newest = said_last[-1] if said_last else ""
    if words := pressing_words(newest):
        return "high", words
    if words := easy_words(newest):
        return "low", words
    return ("normal" if said == "high" else said), ""
