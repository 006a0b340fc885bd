"""What agents promised a customer, by the forms of their sentences in four languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from copilot.assistance.due import due_of
from copilot.assistance.sentences import sentences
from copilot.records import Role, Visibility

_LONGEST = 220  # characters
_WILL = re.compile(
    r"\b(?:i|we)(?:['’]ll| will| shall|['’]m going to| am going to|['’]re going to| are going to)\b"
    r"|\band (?:i |we )?(?:come|get) back to you\b"
    r"|\b(?:i|we) (?:promise|guarantee|can assure)\b|\b(?:ask\w*|told|"
    r"check)\b[^.!?]{0,60}\band will\b"
    r"|\b(?:ich|wir) (?:werden?|melden? mich|melden uns|kümmern? (?:mich|uns)|verspreche\w*)\b"
    r"|\b(?:werde|werden) (?:ich|wir)\b"
    r"|\b(?:voy|vamos) a \w+r(?:le|les|te|lo|la|me)?\b|\b\w{3,}(?:aré|eré|iré|aremos|eremos|"
    r"iremos)\b"
    r"|\bje vais\b|\bnous allons\b|\b(?:je|nous) (?:vous |le |la |les |m['’]en )?\w+(?:erai|irai|"
    r"drai|rons)\b"
    r"|\bje m['’]engage\b|\bme comprometo\b",
    re.IGNORECASE,
)
# A present form promises only with a time to come: "The right one leaves today".
_PRESENT = re.compile(
    r"\b(?:leaves?|arrives?|comes?|ships?|goes out|is with you|are with you|you (?:will )?(?:have|"
    r"get|"
    r"receive)|i (?:send|ship|call|check)|we (?:send|ship|refund|repair|call|settle|pay|deliver)|"
    r"(?:ich|wir) (?:schicken?|senden?|erstatten?|prüfen?|rufen?|liefern?|veranlassen?|überweisen?|"
    r"geben?)|(?:schicke|sende|erstatte|prüfe|rufe|überweise)n? (?:ich|wir)|kommt|kommen|geht raus|"
    r"sie (?:erhalten|bekommen)|recibirá|llegará|llega|le (?:llamo|envío|enviamos|devolvemos)|"
    r"vous (?:recevrez|aurez)|arrivera|partira|(?:je|nous) vous (?:envo\w+|rappel\w+|"
    r"rembours\w+))\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:will not|won['’]t|cannot|can['’]t|never|not be able|unable|werden? (?:leider )?nicht|"
    r"keine?n?|nicht|no (?:podemos|puedo|podremos|vamos)|ne (?:pouvons|peux|pourrons|vais))\b",
    re.IGNORECASE,
)
_IF = re.compile(r"^\W*(?:if|should you|wenn|falls|sollten|si|en caso)\b", re.IGNORECASE)
# What holds for everybody is the shop's rule, not a word given to this customer.
_RULE = re.compile(
    r"\byou (?:have|can)\b[^.!?]{0,12}\b(?:\d+|choose)\b|\bfrom (?:the )?delivery\b|"
    r"\bafter the first\b|"
    r"\bab (?:lieferung|erhalt)\b|\ba partir de\b|\bà compter\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:i|we)(?:['’]ve| have) (?!asked)|\bich habe\b|\bwir haben\b|\bhe \w+[aoi]do\b|"
    r"\bj['’]ai\b",
    re.I,
)


class Said(Protocol):
    """A message, redacted or as it was written."""

    @property
    def id(self) -> str: ...
    @property
    def author(self) -> Role: ...
    @property
    def author_name(self) -> str: ...
    @property
    def visibility(self) -> Visibility: ...
    @property
    def created(self) -> datetime: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Promise:
    """One sentence by which an agent bound the team; `due` is None where it names no day."""

    message_id: str
    who: str
    said: date
    words: str  # the sentence, cut
    due: date | None

    @property
    def told(self) -> str:
        """For people: "Luis Ortega, 14 Nov: will come back to you tomorrow (by 15 Nov)"."""
        by = f" (by {_day(self.due)})" if self.due and self.due != self.said else ""
        return f"{self._first}{by}"

    @property
    def doubted(self) -> str:
        """For people, of one whose day has passed: "Promised for 18 Nov: was it kept? ..."."""
        return f"Promised for {_day(self.due or self.said)}: was it kept? {self._first}"

    @property
    def _first(self) -> str:
        return f"{self.who}, {_day(self.said)}: “{self.words}”"


def promises_of(messages: Sequence[Said]) -> tuple[Promise, ...]:
    """Every promise in a public message of an agent, oldest first."""
    return tuple(
        Promise(
            one.id,
            one.author_name or "Agent",
            one.created.date(),
            _cut(sentence),
            _due(sentence, one),
        )
        for one in messages
        if one.author is Role.AGENT and one.visibility is Visibility.PUBLIC
        for sentence in own_sentences(one.text)
        if promises_something(sentence)
    )


def promises_something(sentence: str) -> bool:
    """Whether a sentence of an agent binds the team to something that is still to come."""
    if sentence.rstrip().endswith("?") or any(form.search(sentence) for form in (_NOT, _IF, _RULE)):
        return False
    if _WILL.search(sentence):
        return True
    timed = due_of(sentence, date(2000, 1, 3)) is not None
    return timed and bool(_PRESENT.search(sentence)) and not _PAST.search(sentence)


def own_sentences(text: str) -> Iterator[str]:
    """Those that are not quoted from another mail."""
    return (one for one in sentences(text) if not one.startswith(">"))


def _due(sentence: str, message: Said) -> date | None:
    return due_of(sentence, message.created.date())


def _cut(sentence: str) -> str:
    line = " ".join(sentence.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"
