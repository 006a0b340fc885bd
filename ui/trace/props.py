"""What the trace page says, from the trace of a draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from copilot.records import Draft, DraftTrace, Fate, Trace
from ui.shared.ages import moment

STEPS = {
    "summary": "Read the ticket",
    "translation": "Put a question into English",
    "search": "Looked through the knowledge",
    "sentence": "Worded an answer",
    "rewrite": "Rewrote it",
    "transcript": "Read the transcript",
    "check": "Checked the draft",
}
ENDS = {
    "": "",
    "stop": "finished",
    "length": "cut at its length",
    "time": "stopped: it took too long",
    "budget": "not begun: no time was left",
}
BY_HAND = "A person wrote this; no step of the program led to it."
EARLIER = "The ticket was read before, for another draft."


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step in words."""

    what: str
    prompt: str  # "read, version 3"; "" where no prompt ran
    cost: str  # "5.1 s · 412 tokens read, 96 written"
    told: str  # what it found, or how it ended


@dataclass(frozen=True, slots=True)
class TraceProps:
    """All that the page shows."""

    facts: tuple[tuple[str, str], ...]
    steps: tuple[StepRow, ...]
    note: str  # "" where there is nothing to say


def trace_props(draft: Draft, why: DraftTrace, now: datetime) -> TraceProps:
    """Facts first, then the steps in their order."""
    titles = {passage.id: passage.title for passage in why.passages}
    steps = tuple(_row(step, titles) for step in why.steps)
    note = "" if steps else BY_HAND
    if steps and not any(step.step in ("summary", "transcript") for step in why.steps):
        note = EARLIER
    return TraceProps(tuple(_facts(draft, why, now)), steps, note)


def _facts(draft: Draft, why: DraftTrace, now: datetime) -> list[tuple[str, str]]:
    root = why.draft
    made = moment(draft.created, now)
    facts = [("Made", made)]
    if root is not None:
        took = f" in {root.seconds:.0f} s" if root.seconds else ""
        facts = [("Made", f"{made}{took}, {root.words} words"), ("Since then", _fate(root))]
    files = dict.fromkeys(step.model_sha256 for step in why.steps if step.model_sha256)
    if files:
        facts.append(("Model file", ", ".join(f"sha256 {one[:12]}…" for one in files)))
    return facts


def _fate(root: Trace) -> str:
    if root.fate is Fate.EDITED:
        return f"sent after editing: {root.distance} words put in, taken out or changed"
    return str(root.fate or "")


def _row(step: Trace, titles: dict[int, str]) -> StepRow:
    prompt = f"{step.prompt_name}, version {step.prompt_version}" if step.prompt_name else ""
    cost = f"{step.seconds:.1f} s · {step.prompt_tokens} tokens read, {step.answer_tokens} written"
    kept = f" ({step.kept_tokens} from before)" if step.kept_tokens else ""
    return StepRow(
        STEPS.get(step.step, step.step.capitalize()),
        prompt,
        f"{cost}{kept}" if prompt else "",
        _told(step, titles),
    )


def _told(step: Trace, titles: dict[int, str]) -> str:
    if step.step == "search":
        found = [
            f"{titles.get(id, 'no longer in the knowledge')} ({score:.2f})"
            for id, score in step.sources[:4]
        ]
        return "; ".join(found) or "nothing that answers"
    if step.step == "check":
        return "; ".join(step.findings) or "nothing was found"
    return ENDS.get(step.finish, step.finish)
