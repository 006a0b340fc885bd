"""One ticket through the engine: redacted, summarised, its evidence found, a reply composed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from threading import Event, Lock
from uuid import uuid4

from copilot.assistance.asks import Ask, asks_of, in_english
from copilot.assistance.composing import Composed
from copilot.assistance.injection import without_planted
from copilot.assistance.reply import write_note, write_reply
from copilot.assistance.rewrite import rewrite
from copilot.assistance.summary import read_ticket
from copilot.budget import Budget, budget_for
from copilot.checks.masking import without_secrets
from copilot.checks.secrets import public_accounts
from copilot.engine import Engine, Priority
from copilot.errors import Cancelled, OutOfTime, PromptTooLong
from copilot.knowledge.library import Library
from copilot.knowledge.sentences import Words
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
    Trace,
)
from copilot.redaction.corrected import identities
from copilot.redaction.placeholders import restore
from copilot.redaction.ticket import known_identities, redact_text, redact_ticket
from copilot.store.prepared import Prepared
from copilot.store.traces import Traces, untold

OnText = Callable[[str], None]
TASKS = {"summary": "summary", "rewrite": "rewrite"}  # all other steps are of the reply
STOPPED = {  # for people: what stands there instead
    "summary": "The model took too long to read the ticket; the notes are its own sentences.",
    "translation": "A question was searched for untranslated: the model took too long.",
    "sentence": "The model took too long to word an answer; the source's own words stand there.",
    "rewrite": "The model took too long; some paragraphs stayed as they were.",
}
BY_RULES = "The model gave nothing that could be read; the notes are the ticket's own sentences."
OUT_OF_TIME, OUT_OF_BUDGET = "time", "budget"
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
    run: str = field(default_factory=lambda: uuid4().hex)  # the id of the draft it leads to
    stopped: dict[str, str] = field(default_factory=dict)  # by step, for people
    budgets: dict[str, Budget] = field(default_factory=dict)  # by task

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
            self.redacted(),
            generate=partial(self._answer, "summary"),
            make_prompt=self.means.prompts.read,
        )
        note = self.stopped.get("summary", BY_RULES) if reading.by_rules else ""
        summary = replace(reading.summary, note=note)
        self.means.prepared.save_summary(self.ticket.key, summary, version=self.ticket.version)
        return summary

    def note(self) -> str:
        """For people: which steps of the reply were stopped; "" when none was."""
        return " ".join(text for step, text in self.stopped.items() if step != "summary")

    def compose(
        self, kind: ReplyKind, *, agent: RedactedText, on_text: OnText | None = None
    ) -> Composed:
        """A reply or note with placeholders, each statement with its evidence."""
        summary, clean = self.summary(), without_planted(self.redacted())
        asks = in_english(
            asks_of(clean, summary.wants.text),
            clean.language,
            generate=partial(self._answer, "translation"),
            make_prompt=self.means.prompts.translate,
        )
        find = partial(self._evidence, clean)
        names = self.names_to_send()
        shown = on_text and (lambda piece: on_text(restore(piece, names)))
        match kind:
            case ReplyKind.INTERNAL_NOTE:
                return write_note(clean, summary, asks=asks, find=find, on_text=shown)
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
                )

    def rewritten(
        self,
        text: str,
        how: str,
        on_text: OnText | None = None,
        *,
        sources: Sequence[FoundPassage] = (),
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
        )
        return restore(again, names)

    def _evidence(self, ticket: RedactedTicket, ask: Ask) -> Sequence[FoundSentence]:
        """The sentences that answer an ask, or none; what was found is added to the sources."""
        passages, sentences = self.means.library.evidence(
            Words(ask.own, ask.text, ask.thread),
            Words(ask.searched, ask.english, ask.thread),
            ticket,
        )
        for found in passages:
            known = self.sources.get(found.passage.id)
            if known is None or known.score < found.score:
                self.sources[found.passage.id] = found
        trace = replace(
            self._step("search"),
            passages=tuple(found.passage.id for found in passages),
            sources=tuple((found.passage.id, round(found.score, 3)) for found in passages),
        )
        self.means.traces.add(trace)
        if not sentences:
            self.missed.append(RedactedText(ask.own))
        return sentences

    def _answer(self, step: str, prompt: Prompt) -> Answer:
        """One run of the model, which leaves a trace without text.

        A run that takes too long, is too long, or for which its task has nothing left, answers
        with nothing: every step then does what code can do, and `stopped` says so.
        """
        task = TASKS.get(step, "reply")
        budget = self.budgets.setdefault(task, budget_for(task))
        answer = self._run(prompt, budget.allowed(prompt))
        budget.charge(answer)
        if answer.finish in (OUT_OF_TIME, OUT_OF_BUDGET):
            self.stopped[step] = STOPPED.get(step, STOPPED["sentence"])
        trace = replace(
            self._step(step),
            prompt_name=prompt.name,
            prompt_version=prompt.version,
            prompt_sha256=answer.prompt_sha256,
            model_sha256=answer.model_sha256,
            passages=tuple(self.sources),
            prompt_tokens=answer.prompt_tokens,
            kept_tokens=answer.kept_tokens,
            answer_tokens=answer.answer_tokens,
            first_token_seconds=answer.first_token_seconds,
            seconds=answer.seconds,
            finish=answer.finish,
        )
        self.means.traces.add(trace)
        return answer

    def _run(self, prompt: Prompt, allowed: Prompt | None) -> Answer:
        if allowed is None:
            return _nothing(OUT_OF_BUDGET)
        try:
            return self.means.engine.generate(allowed, stop=self.stop, priority=self.priority)
        except OutOfTime:
            return _nothing(OUT_OF_TIME, allowed.seconds)
        except PromptTooLong:
            return _nothing("length")

    def _step(self, step: str) -> Trace:
        """A trace of which nothing more is known."""
        bare = untold(uuid4().hex, self.ticket.key, step, datetime.now(UTC))
        return replace(bare, parent=self.run)


def _nothing(finish: str, seconds: float = 0.0) -> Answer:
    """The answer of a run that was stopped or never begun."""
    return Answer(RedactedText(""), "", "", 0, 0, 0, 0.0, seconds, finish)
