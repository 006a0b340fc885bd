"""traces: how drafts came to be, for people and as OpenTelemetry spans."""

from __future__ import annotations

import argparse

from copilot.commandline.output import as_json, note, say, table, when
from copilot.commandline.profile import key_of, opened
from copilot.errors import BadInput
from copilot.records import DraftTrace, Fate, ReplyKind, Trace


def show(chosen: argparse.Namespace) -> None:
    """The steps of the draft that waits on a ticket."""
    kind = ReplyKind.INTERNAL_NOTE if chosen.note else ReplyKind.PUBLIC_REPLY
    with opened(chosen) as road:
        draft = road.saved_draft(key_of(road, chosen.ticket), kind)
        if draft is None:
            raise BadInput("No draft waits on this ticket; there is nothing to explain.")
        why = road.tracking.why(draft)
    if chosen.json:
        as_json(why)
    else:
        _say(why)


def export(chosen: argparse.Namespace) -> None:
    """Everything that is kept, into a file."""
    with opened(chosen) as road:
        count = road.tracking.export(chosen.file)
    note(f"{count} spans: {chosen.file}")


def _say(why: DraftTrace) -> None:
    if why.draft is not None:
        say(f"{why.draft.step}, {when(why.draft.created)}, {why.draft.words} words, {fate_of(why)}")
    table(_row(step) for step in why.steps)
    for passage in why.passages:
        say(f"  {passage.id}  {passage.title}")


def fate_of(why: DraftTrace) -> str:
    """Such as "sent after editing (3 of 80 words)"."""
    root = why.draft
    if root is None or root.fate is None:
        return ""
    edited = f" ({root.distance} words, of {root.words})" if root.fate is Fate.EDITED else ""
    return f"{root.fate}{edited}"


def _row(step: Trace) -> tuple[str, ...]:
    prompt = f"{step.prompt_name} {step.prompt_version}" if step.prompt_name else ""
    told = f"{step.prompt_tokens} tokens read, {step.answer_tokens} written" if prompt else ""
    about = "; ".join(step.findings) or ", ".join(f"{id} {score}" for id, score in step.sources)
    return step.step, prompt, f"{step.seconds:.1f} s", step.finish, told or about
