"""What was learnt of questions, brought along when another embedder takes over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from copilot.knowledge.embedder import Embed
from copilot.knowledge.query import query_of
from copilot.knowledge.search import query_vector
from copilot.records import Miss, RedactedText, RedactedTicket, TicketKey

_BATCH = 64  # questions embedded together; then a stop is looked at


class Learnt(Protocol):
    """What is remembered of questions, each with the vector of one."""

    def judged(self) -> Sequence[RedactedTicket]: ...
    def misses(self) -> Sequence[Miss]: ...
    def embedded_anew(
        self, judged: Mapping[TicketKey, bytes], missed: Mapping[RedactedText, bytes]
    ) -> object: ...


def relearn(learnt: Learnt, embed: Embed, look_at: Callable[[], object]) -> None:
    """Embeds questions anew: of tickets whose sources were judged, and of those that found nothing.

    A ticket's question is made of its redacted text; where that is not at hand, what was learnt
    there is forgotten.
    """
    judged = {}
    for ticket in learnt.judged():
        look_at()
        judged[ticket.key] = query_vector(query_of(ticket), embed)
    questions = list(dict.fromkeys(miss.question for miss in learnt.misses()))
    missed: dict[RedactedText, bytes] = {}
    for at in range(0, len(questions), _BATCH):
        look_at()
        batch = questions[at : at + _BATCH]
        missed.update(zip(batch, embed(batch), strict=True))
    learnt.embedded_anew(judged, missed)
