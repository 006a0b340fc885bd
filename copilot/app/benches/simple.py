"""Two simple ways to answer, measured beside the program: one big prompt, and extraction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copilot.assistance.sentences import sentence_spans
from copilot.engine import Engine
from copilot.evals.outcomes import Cited, Outcome, Told, source_name
from copilot.knowledge.vectors import cosine
from copilot.paths import shipped
from copilot.pipeline import Road
from copilot.prompting.prompt_file import PromptFile, load_prompt
from copilot.prompting.rendering import render
from copilot.records import (
    EscalationKind,
    FoundPassage,
    RedactedText,
    RestoreMap,
    Role,
    Scope,
    SentenceKind,
    Ticket,
    TicketKey,
)
from copilot.redaction.placeholders import restore
from copilot.redaction.ticket import redact_ticket

_PASSAGES = 3
_SENTENCES = 3
_PARTS = re.compile(r"^\W*(SUMMARY|ESCALATE|REPLY)\W*:", re.MULTILINE)
_CITED = re.compile(r"\s*\[(\d)\]")
_CLOSING = re.compile(r"^(?:kind|best|warm|many)?\s*(?:regards|wishes|sincerely|thank you)", re.I)
_GREETING = re.compile(r"^(?:dear|hi|hello)\b", re.I)
_NOT_FOUND = "not found"


@dataclass(frozen=True, slots=True)
class BigPrompt:
    """The whole ticket and the best passages in one prompt, with the same model file."""

    road: Road
    engine: Engine

    def outcome(self, ticket: str) -> Outcome:
        """Summary, escalations and reply as the one answer names them."""
        opened = self.road.open(TicketKey("demo", ticket)).ticket
        redacted, names, _ = redact_ticket(opened, RestoreMap(), self.engine.redact)
        found = _public(self.road.knowledge.search(_asked(opened)))[:_PASSAGES]
        prompt = render(big_prompt(), {"passages": _numbered(found)}, ticket=redacted)
        said = _parts(restore(self.engine.generate(prompt).text, names))
        reply, told = _told(said.get("REPLY", ""), found)
        missing = ("",) if _NOT_FOUND in reply.casefold() else ()
        lines = tuple(line for line in said.get("SUMMARY", "").splitlines() if line.strip())
        named = said.get("ESCALATE", "").casefold()
        escalations = tuple(kind for kind in EscalationKind if kind.casefold() in named)
        return Outcome(ticket, reply, told, missing=missing, summary=lines, escalations=escalations)


@dataclass(frozen=True, slots=True)
class Extractive:
    """The sentences of the best passages that are closest to the customer's words, as they are."""

    road: Road
    engine: Engine

    def outcome(self, ticket: str) -> Outcome:
        """The summary is the subject and what the customer says first and last."""
        opened = self.road.open(TicketKey("demo", ticket)).ticket
        asked = _asked(opened)
        found = self.road.knowledge.search(asked)
        best = self._best(asked, _public(found)) if self.road.knowledge.is_sure(found) else ()
        reply, told = "", []
        for sentence, source in best:
            start = len(reply) + bool(reply)
            reply = f"{reply} {sentence}".strip()
            cited = Cited(source_name(source.passage.source_id), sentence)
            told.append(Told(start, len(reply), SentenceKind.STATEMENT, (cited,)))
        missing = () if best else ("",)
        lines = (opened.subject, *_first_and_last(asked))
        return Outcome(ticket, reply, tuple(told), missing=missing, summary=lines)

    def _best(
        self, asked: str, found: Sequence[FoundPassage]
    ) -> Sequence[tuple[str, FoundPassage]]:
        sentences = [
            (one.passage.text[start:end].strip(), one)
            for one in found
            for start, end in sentence_spans(one.passage.text)
        ]
        if not sentences:
            return ()
        (wanted,) = self.engine.embed([asked], query=True)
        vectors = self.engine.embed([text for text, _ in sentences])
        ranked = sorted(
            zip(vectors, sentences, strict=True), key=lambda pair: -cosine(wanted, pair[0])
        )
        return [sentence for _, sentence in ranked[:_SENTENCES]]


def big_prompt() -> PromptFile:
    """Its file; it is no part of the program's prompts."""
    return load_prompt(shipped("resources", "evals", "big-prompt.md"))


def _asked(ticket: Ticket) -> str:
    """The customer's newest words."""
    said = [m.text for m in ticket.messages if m.author is Role.CUSTOMER]
    return f"{ticket.subject}\n{said[-1] if said else ''}"


def _public(found: Sequence[FoundPassage]) -> list[FoundPassage]:
    return [one for one in found if one.passage.scope is Scope.PUBLIC]


def _numbered(found: Sequence[FoundPassage]) -> RedactedText:
    rows = (f"[{n}] {one.passage.title}: {one.passage.text}" for n, one in enumerate(found, 1))
    return RedactedText("\n\n".join(rows) or "none")


def _parts(said: str) -> dict[str, str]:
    """By heading; an answer without headings is a reply."""
    heads = list(_PARTS.finditer(said))
    if not heads:
        return {"REPLY": said.strip()}
    ends = [head.start() for head in heads[1:]] + [len(said)]
    return {head[1]: said[head.end() : end].strip() for head, end in zip(heads, ends, strict=True)}


def _told(said: str, found: Sequence[FoundPassage]) -> tuple[str, tuple[Told, ...]]:
    """The reply without its marks of sources, and its sentences with what they name."""
    reply = ""
    told: list[Told] = []
    for start, end in sentence_spans(said):
        sentence = said[start:end]
        numbers = {int(n) for n in _CITED.findall(sentence)}
        text = _CITED.sub("", sentence).strip()
        if not text and told:  # "[1]" behind the full stop
            last = told.pop()
            cited = (*last.cited, *_named(numbers, found))
            told.append(Told(last.start, last.end, last.kind, cited))
            continue
        place = len(reply) + bool(reply)
        reply = f"{reply}\n{text}".strip()
        told.append(Told(place, len(reply), _kind(text), tuple(_named(numbers, found))))
    return reply, tuple(told)


def _named(numbers: set[int], found: Sequence[FoundPassage]) -> Iterator[Cited]:
    for number in sorted(numbers):
        if 0 < number <= len(found):
            yield Cited(
                source_name(found[number - 1].passage.source_id), found[number - 1].passage.text
            )


def _kind(text: str) -> SentenceKind:
    if text.endswith("?"):
        return SentenceKind.QUESTION
    if _GREETING.match(text) and text.endswith((",", "!")):
        return SentenceKind.GREETING
    return SentenceKind.CLOSING if _CLOSING.match(text) else SentenceKind.STATEMENT


def _first_and_last(text: str) -> tuple[str, ...]:
    spans = sentence_spans(text)
    ends = dict.fromkeys((spans[0], spans[-1])) if spans else {}
    return tuple(text[start:end] for start, end in ends)
