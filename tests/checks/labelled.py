"""Sentences with what a check should find in them: tests/data/checks/sentences.jsonl."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from copilot.checks.checking import check
from copilot.checks.tracing import Tracing
from copilot.checks.wording import share
from copilot.knowledge.tongue import language_of
from copilot.records import Message, Role, Severity, Visibility
from tests.fakes import desk

FILE = Path(__file__).parents[1] / "data" / "checks" / "sentences.jsonl"


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence, the source it cites, and the check that has to speak ("" for none)."""

    id: str
    lang: str
    quote: str
    text: str
    finding: str
    earlier: str = ""  # what an agent promised before
    kind: str = ""  # "turned round": a wording that says the opposite

    @property
    def name(self) -> str:
        """Under what it is counted."""
        return self.kind or (
            "earlier promise" if self.earlier and self.finding else self.finding or "right"
        )

    @property
    def held_out(self) -> bool:
        return int(self.id[1:]) % 2 == 0

    def found(self) -> frozenset[str]:
        """The checks that want a person's word on it."""
        asked = desk.ticket("Could you help me, please?")
        told = Message("m0", Role.AGENT, "Mia Berg", Visibility.PUBLIC, desk.NOW, self.earlier)
        findings = check(
            self.text,
            desk.statement(self.text, desk.evidence(self.quote)),
            ticket=replace(asked, messages=(told, *asked.messages)) if self.earlier else asked,
            sources=(desk.passage(self.quote),),
            tracing=Tracing(),
            language_of=language_of,
        )
        wanted = (one.check for one in findings if one.severity is not Severity.NOTE)
        return frozenset(wanted) - {"language"}  # every ticket here is English

    def is_right(self) -> bool:
        """Whether the check that has to speak does, or none where none has to."""
        return self.finding in self.found() if self.finding else not self.found()

    def share(self) -> float | None:
        """Of its words in the source, as the check of wording counts them."""
        return share(self.text, self.quote)


def rows() -> Sequence[Row]:
    return [Row(**json.loads(line)) for line in FILE.read_text(encoding="utf-8").splitlines()]
