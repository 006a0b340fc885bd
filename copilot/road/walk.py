"""One ticket through the engine: redacted, summarised, its evidence found, a reply composed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from threading import Event, Lock

from copilot.assistance.asks import ANSWERED, Ask, asks_of, in_english, own_words
from copilot.assistance.composing import Composed
from copilot.assistance.injection import without_planted
from copilot.assistance.long_messages import READ_IN_PARTS, in_parts, is_long
from copilot.assistance.reply import write_note, write_reply
from copilot.assistance.rewrite import rewrite
from copilot.assistance.summary import read_ticket
from copilot.checks.masking import without_secrets
from copilot.checks.secrets import public_accounts
from copilot.engine import Engine, Priority
from copilot.errors import Bug, Cancelled
from copilot.knowledge.library import Library
from copilot.knowledge.sentences import Words
from copilot.knowledge.tongue import language_of
from copilot.prompting.prompts import Prompts
from copilot.records import (
    Answer,
    Correction,
    FoundPassage,
    FoundSentence,
    KnownIdentity,
    Prompt,
    RedactedText,
    RedactedTicket,
    ReplyKind,
    RestoreMap,
    Summary,
    Ticket,
    TicketKey,
)
from copilot.redaction.corrected import identities
from copilot.redaction.placeholders import restore
from copilot.redaction.ticket import known_identities, redact_text, redact_ticket
from copilot.road.runs import Runs
from copilot.store.prepared import Prepared
from copilot.store.traces import Traces

OnText = Callable[[str], None]
BY_RULES = "The model gave nothing that could be read; the notes are the ticket's own sentences."
LOOK = 0.1  # seconds between two looks at a stop event


class Turns:
    """One reading of a ticket at a time: who comes second finds what the first one kept."""

    def __init__(self) -> None:
        self._locks: dict[TicketKey, Lock] = {}

    @contextmanager
    def of(self, key: TicketKey, stop: Event | None) -> Iterator[None]:
        """Waits for the turn. Raises Cancelled when `stop` is set meanwhile."""
        lock = self._locks.setdefault(key, Lock())
        while not lock.acquire(timeout=LOOK):
            if stop is not None and stop.is_set():
                raise Cancelled
        try:
            yield
        finally:
            lock.release()


def _in_own_language(ticket: RedactedTicket) -> RedactedTicket:
    """With the language of the customer's own newest words, where it shows: not of what they
    forward."""
    spoken = language_of(own_words(ticket))
    return replace(ticket, language=spoken) if spoken else ticket


@dataclass(frozen=True, slots=True)
class Means:
    """What every walk uses."""

    engine: Engine
    library: Library
    prompts: Prompts
    prepared: Prepared
    traces: Traces
    corrections: Callable[[], tuple[Correction, ...]]
    turns: Turns = field(default_factory=Turns)


@dataclass(slots=True)
class Walk:
    """The steps for one ticket; what was computed for it before is taken from the store."""

    means: Means
    ticket: Ticket
    priority: Priority
    stop: Event | None = None
    sources: dict[int, FoundPassage] = field(default_factory=dict)  # found on the way, by id
    missed: list[RedactedText] = field(default_factory=list)  # asks without evidence
    runs: Runs = field(init=False)

    def __post_init__(self) -> None:
        means = self.means
        self.runs = Runs(means.engine, means.traces, self.ticket.key, self.priority, self.stop)

    def redacted(self) -> RedactedTicket:
        """The ticket with placeholders; its restore map is kept beside it."""
        prepared = self.means.prepared
        found = prepared.redacted(self.ticket.key)
        if found is not None:
            return found.ticket
        redact = partial(self.means.engine.redact, priority=self.priority)
        redacted, names, spans = redact_ticket(
            self.ticket, self.names(), redact, corrected=self._corrected()
        )
        prepared.save_restore_map(self.ticket.key, names)
        prepared.save_redacted(redacted, spans, version=self.ticket.version)
        return redacted

    def _corrected(self) -> tuple[KnownIdentity, ...]:
        return identities(self.means.corrections())

    def names(self) -> RestoreMap:
        """What the ticket's placeholders stand for."""
        return self.means.prepared.restore_map(self.ticket.key)

    def names_to_send(self, sources: Sequence[FoundPassage] = ()) -> RestoreMap:
        """The same with cards, bank accounts and secrets masked, for a text that goes out."""
        found = self.means.prepared.redacted(self.ticket.key)
        language = found.ticket.language if found else "en"
        return without_secrets(self.names(), language, public_accounts(sources))

    def summary(self) -> Summary:
        """With placeholders; made once for each version of the ticket."""
        with self.means.turns.of(self.ticket.key, self.stop):
            kept = self.means.prepared.summary(self.ticket.key)
            return kept if kept is not None else self._new_summary()

    def _new_summary(self) -> Summary:
        reading = read_ticket(
            in_parts(self.redacted()),
            generate=partial(self._answer, "summary"),
            make_prompt=self.means.prompts.read,
        )
        note = self.runs.stopped.get("summary", BY_RULES) if reading.by_rules else ""
        summary = replace(reading.summary, note=" ".join(filter(None, (self._in_parts(), note))))
        self.means.prepared.save_summary(self.ticket.key, summary, version=self.ticket.version)
        return summary

    def _in_parts(self) -> str:
        return READ_IN_PARTS if is_long(self.redacted()) else ""

    def note(self) -> str:
        """For people: what of the ticket was not read, and which steps were stopped."""
        return " ".join(filter(None, (self._in_parts(), self.runs.note())))

    def compose(
        self, kind: ReplyKind, *, agent: RedactedText, on_text: OnText | None = None
    ) -> Composed:
        """A reply or note with placeholders, each statement with its evidence."""
        summary, clean = (
            self.summary(),
            _in_own_language(without_planted(in_parts(self.redacted()))),
        )
        asked = asks_of(clean, summary.wants.text)
        left = asked[:-ANSWERED]
        asks = in_english(
            asked[-ANSWERED:],
            clean.language,
            generate=partial(self._answer, "translation"),
            make_prompt=self.means.prompts.translate,
        )
        find = partial(self._evidence, clean)
        names = self.names_to_send()
        shown = on_text and (lambda piece: on_text(restore(piece, names)))
        match kind:
            case ReplyKind.INTERNAL_NOTE:
                return write_note(clean, summary, asks=asks, find=find, on_text=shown, left=left)
            case ReplyKind.PUBLIC_REPLY:
                return write_reply(
                    clean,
                    asks,
                    mood=summary.mood,
                    agent=agent,
                    find=find,
                    generate=partial(self._answer, "sentence"),
                    make_prompt=self.means.prompts.sentence,
                    make_translation=self.means.prompts.in_language,
                    on_text=shown,
                    left=left,
                )
            case _:
                raise Bug(f"the model writes no {kind}")

    def rewritten(
        self,
        text: str,
        how: str,
        on_text: OnText | None = None,
        *,
        sources: Sequence[FoundPassage] = (),
        tools: Mapping[str, str] | None = None,
    ) -> str:
        """A text of this ticket in another manner or language, names restored, secrets masked.

        A bank account that one of its public `sources` names stays.
        """
        redacted, names = redact_text(
            text,
            self.names(),
            self.means.engine.redact,
            known=(*known_identities(self.ticket), *self._corrected()),
        )
        self.means.prepared.save_restore_map(self.ticket.key, names)
        names = self.names_to_send(sources)
        again = rewrite(
            redacted.text,
            how,
            generate=partial(self._answer, "rewrite"),
            make_prompt=self.means.prompts.rewrite,
            on_text=on_text and (lambda piece: on_text(restore(piece, names))),
            tools=tools or {},
        )
        return restore(again, names)

    def _evidence(self, ticket: RedactedTicket, ask: Ask) -> Sequence[FoundSentence]:
        """The sentences that answer an ask, or none; what was found is added to the sources."""
        passages, sentences = self.means.library.evidence(
            Words(ask.own, ask.alone, ask.thread),
            Words(ask.searched, ask.english, ask.thread),
            ticket,
        )
        for found in passages:
            known = self.sources.get(found.passage.id)
            if known is None or known.score < found.score:
                self.sources[found.passage.id] = found
        self.runs.searched(passages)
        if not sentences:
            self.missed.append(RedactedText(ask.own))
        return sentences

    def _answer(self, step: str, prompt: Prompt) -> Answer:
        """One run of the model, which leaves a trace without text."""
        return self.runs.answer(step, prompt, passages=tuple(self.sources))
