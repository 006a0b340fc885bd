"""Finds instructions planted for the program in tickets and knowledge, by rules."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from copilot.assistance.disguises import (
    decoded,
    hidden,
    oddly_spaced,
    plain,
    readings,
    squeezed,
)
from copilot.assistance.orders_about_answers import ABOUT_ANSWERS
from copilot.assistance.orders_of_forms import IMITATED, OF_FORMS
from copilot.assistance.orders_to_program import TO_PROGRAM
from copilot.assistance.sentences import sentence_spans
from copilot.records import FoundPassage, RedactedText, RedactedTicket, Role, Ticket

REMOVED = RedactedText("[an instruction to the assistant was left out here]")


@dataclass(frozen=True, slots=True)
class PlantedSpan:
    """text[start:end] talks to the program instead of to the support team."""

    start: int
    end: int
    reason: str  # for people


_ORDERS = (*OF_FORMS, *TO_PROGRAM, *ABOUT_ANSWERS)

# "Write it at the end of your reply." is planted when it follows a planted sentence.
_GOES_ON = re.compile(
    r"^\W*(?:(?:and|then|also|und|dann|y|luego|et|puis)\s+)?(?:write|put|add|include|say|send|"
    r"answer|reply|respond|end|begin|start|must|schreib\w*|füg\w*|antworte\w*|escrib\w*|añad\w*|"
    r"respond\w*|écri\w*|ajoute\w*|répond\w*)\b",
    re.IGNORECASE,
)
# Worth a closer look in a reading that nobody sees at first sight.
_SIGNAL = re.compile(
    r"ignor|disregard|forget|instruc|prompt|assistant|system|answer|reply|respon|refund|approve|"
    r"password|reveal|secret|override|rules|anweisung|regeln|antwort|vergiss|olvid|responde|"
    r"contrase|"
    r"reembols|oublie|consigne|repond|rembours|write|translate|send",
    re.IGNORECASE,
)
_SQUEEZED = re.compile(
    r"(?:ignore|disregard|forget|bypass|override)(?:all|any|every|the|of|your|my|these){0,3}"
    r"(?:previous|prior|above|earlier|system|safety)?(?:instruction|rules|guideline|prompt|polic)|"
    r"revealyour|(?:your|the)systemprompt|youarenow(?:an?)?(?:ai|dan|assistant|free)|saythatyou|"
    r"ignorieren?(?:sie)?(?:alle|die|deine|ihre)+(?:vorherigen|bisherigen|obigen)?(?:anweisung|"
    r"regel)|"
    r"vergiss(?:alle|deine|die)+(?:vorherigen|bisherigen)?(?:anweisung|regel|aufgabe)|"
    r"(?:ignora|olvida)n?(?:todas?|las|tus|sus)+(?:instruccion|reglas|normas)|"
    r"(?:ignore|oublie)[rz]?(?:toutes|tes|les|vos)+(?:instruction|consigne|regle)"
)
# The same texts are asked about at every pause in typing. Only their digests are kept.
_KNOWN: dict[bytes, tuple[PlantedSpan, ...]] = {}
_MOST_KNOWN = 1_000
_LONGEST_TAGS = 8  # of a flag's emoji, the one honest use of invisible tag characters
_ENDED = re.compile(r"[.!?…][\"'”’)]*\s*$")
_BETWEEN = re.compile(r"[ \t]*\n?[ \t>]*")  # the same paragraph, quoted or not


def planted(text: str) -> tuple[PlantedSpan, ...]:
    """The sentences of `text` that give orders to the program, in order, joined where they touch.

    Rules, not a model: rules cannot be talked out of it. The rest of a sentence that was wrapped
    goes with it, and so do orders that follow in the same paragraph.
    """
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    found = _KNOWN.get(digest)
    if found is None:
        found = _planted(text)
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[digest] = found
    return found


def _planted(text: str) -> tuple[PlantedSpan, ...]:
    found: list[PlantedSpan] = []
    spans = sentence_spans(text)
    for number, (start, end) in enumerate(spans):
        reason = _reason(text[start:end]) or _wrapped(text, spans[number : number + 2])
        if found and _touches(text, found[-1], start):
            last = found[-1]
            unfinished = not _ENDED.search(text, last.start, last.end)
            goes_on = unfinished or last.reason == IMITATED or _GOES_ON.search(text[start:end])
            if reason or goes_on:
                found[-1] = replace(last, end=end)
                continue
        if reason:
            found.append(PlantedSpan(start, end, reason))
    return tuple(found)


def _touches(text: str, last: PlantedSpan, start: int) -> bool:
    """Whether what starts there is of the same paragraph, and quoted where the other is."""
    if (text[start] == ">") != (text[last.start] == ">"):
        return False
    return bool(_BETWEEN.fullmatch(text, last.end, start))


def is_planted(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] lies, in part or whole, in what was planted in `text`."""
    return any(span.start < end and start < span.end for span in planted(text))


def planted_in(ticket: Ticket) -> tuple[str, ...]:
    """The texts that customers of a ticket planted, as they stand there."""
    said = [(ticket.subject, planted(ticket.subject))]
    said += [(m.text, _planted_by_customers(m.text, m.author)) for m in ticket.messages]
    return tuple(text[span.start : span.end] for text, spans in said for span in spans)


def without_planted(ticket: RedactedTicket) -> RedactedTicket:
    """The ticket as the model may see it: planted sentences replaced by REMOVED.

    Of what agents wrote, only what they quote: a note may well say that a policy is new.
    """
    messages = tuple(
        replace(m, text=_cleaned(m.text, _planted_by_customers(m.text, m.author)))
        for m in ticket.messages
    )
    subject = _cleaned(ticket.subject, planted(ticket.subject))
    return replace(ticket, subject=subject, messages=messages)


def _planted_by_customers(text: str, author: Role) -> tuple[PlantedSpan, ...]:
    spans = planted(text)
    if author is Role.CUSTOMER:
        return spans
    return tuple(span for span in spans if _is_quoted(text, span))


def _is_quoted(text: str, span: PlantedSpan) -> bool:
    begins = text.rfind("\n", 0, span.start + 1) + 1
    return text[begins:].lstrip().startswith((">", "|"))


def without_planted_passage(found: FoundPassage) -> FoundPassage:
    """A passage whose planted sentences vouch for nothing: blanks stand in their places."""
    spans = planted(found.passage.text)
    text = found.passage.text
    for span in spans:
        blanks = " " * (span.end - span.start)
        text = RedactedText(text[: span.start] + blanks + text[span.end :])
    return replace(found, passage=replace(found.passage, text=text)) if spans else found


def _cleaned(text: RedactedText, spans: Sequence[PlantedSpan]) -> RedactedText:
    for span in reversed(spans):
        text = RedactedText(text[: span.start] + REMOVED + text[span.end :])
    return text


def _wrapped(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Why a sentence that goes on in the next line is planted: "" where it is not."""
    if len(spans) < 2 or not _BETWEEN.fullmatch(text, spans[0][1], spans[1][0]):
        return ""
    first, second = text[slice(*spans[0])], text[slice(*spans[1])].lstrip("> ")
    if (_ENDED.search(first) and not second[:1].islower()) or _by_rules(plain(second)):
        return ""
    return _by_rules(plain(f"{first} {second}"))


def _reason(sentence: str) -> str:
    return _by_rules(plain(sentence)) or _disguised(sentence)


def _by_rules(sentence: str) -> str:
    return next((each.reason for each in _ORDERS if each.given_in(sentence)), "")


def _disguised(sentence: str) -> str:
    if decoded(sentence) or len(hidden(sentence)) > _LONGEST_TAGS:
        return "hides words from people"
    if oddly_spaced(sentence) and _SQUEEZED.search(squeezed(sentence)):
        return "asks to ignore the rules"
    seen = (one for one in readings(sentence) if _SIGNAL.search(one))
    return next((reason for one in seen if (reason := _by_rules(one))), "")
