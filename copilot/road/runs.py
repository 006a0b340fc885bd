"""Runs of the model for one task: within its budget, each leaving a trace without text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from threading import Event
from uuid import uuid4

from copilot.engine import Engine, Priority
from copilot.errors import OutOfTime, PromptTooLong
from copilot.records import Answer, FoundPassage, Prompt, RedactedText, TicketKey, Trace
from copilot.road.budget import Budget, budget_for
from copilot.store.traces import Traces, untold

# All other steps are of the reply.
TASKS = {"summary": "summary", "rewrite": "rewrite", "transcript": "transcript"}
STOPPED = {  # for people: what stands there instead
    "summary": "The model took too long to read the ticket; the notes are its own sentences.",
    "translation": "A question was searched for untranslated: the model took too long.",
    "sentence": "The model took too long with an answer; the source's own words stand there.",
    "transcript": "The model took too long with a part of the transcript; what it left open was "
    "taken from the lines themselves.",
    "rewrite": "The model took too long; some paragraphs stayed as they were.",
}
OUT_OF_TIME, OUT_OF_BUDGET = "time", "budget"


@dataclass(slots=True)
class Runs:
    """The runs that lead to one draft or other result; `run` is its id."""

    engine: Engine
    traces: Traces
    ticket: TicketKey
    priority: Priority = Priority.OPEN_TICKET
    stop: Event | None = None
    run: str = field(default_factory=lambda: uuid4().hex)
    stopped: dict[str, str] = field(default_factory=dict)  # by step, for people
    budgets: dict[str, Budget] = field(default_factory=dict)  # by task

    def answer(self, step: str, prompt: Prompt, *, passages: tuple[int, ...] = ()) -> Answer:
        """One run of the model.

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
            passages=passages,
            prompt_tokens=answer.prompt_tokens,
            kept_tokens=answer.kept_tokens,
            answer_tokens=answer.answer_tokens,
            first_token_seconds=answer.first_token_seconds,
            seconds=answer.seconds,
            finish=answer.finish,
        )
        self.traces.add(trace)
        return answer

    def searched(self, found: Sequence[FoundPassage]) -> None:
        """A search that found these, best first."""
        sources = tuple((one.passage.id, round(one.score, 3)) for one in found)
        passages = tuple(id for id, _ in sources)
        self.traces.add(replace(self._step("search"), passages=passages, sources=sources))

    def note(self) -> str:
        """For people: which steps were stopped, the summary's aside; "" when none was."""
        return " ".join(text for step, text in self.stopped.items() if step != "summary")

    def _run(self, prompt: Prompt, allowed: Prompt | None) -> Answer:
        if allowed is None:
            return _nothing(OUT_OF_BUDGET)
        try:
            return self.engine.generate(allowed, stop=self.stop, priority=self.priority)
        except OutOfTime:
            return _nothing(OUT_OF_TIME, allowed.seconds)
        except PromptTooLong:
            return _nothing("length")

    def _step(self, step: str) -> Trace:
        """A trace of which nothing more is known."""
        bare = untold(uuid4().hex, self.ticket, step, datetime.now(UTC))
        return replace(bare, parent=self.run)


def _nothing(finish: str, seconds: float = 0.0) -> Answer:
    """The answer of a run that was stopped or never begun."""
    return Answer(RedactedText(""), "", "", 0, 0, 0, 0.0, seconds, finish)
