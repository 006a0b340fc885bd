"""knowledge and search: what the program knows, and where it found it."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from copilot.commandline.output import as_json, note, say, table, when
from copilot.commandline.profile import first_sync, opened
from copilot.errors import BadInput
from copilot.records import (
    FolderState,
    IndexProgress,
    KnowledgeState,
    Passage,
    Scope,
    SourceKind,
    SourceProblem,
    placeholders_in_words,
)

SHOWN = 160  # characters of a passage


def search(chosen: argparse.Namespace) -> None:
    """The best passages, best first; the index is brought up to date before."""
    query = " ".join(chosen.query).strip()
    if not query:
        raise BadInput("Give a question, or some words.")
    with opened(chosen) as road:
        first_sync(road)
        if sys.stderr.isatty():
            note("Starting the engine …")
        road.knowledge.update(on_progress=progress)
        found = road.knowledge.search(query)
        is_sure = road.knowledge.is_sure(found)
    if chosen.json:
        as_json({"is_sure": is_sure, "found": found})
        return
    if found and not is_sure:
        say("Nothing was found that surely answers this. What comes closest:\n")
    for one in found:
        passage = one.passage
        mark = _marks(passage, date.today())
        say(f"{one.score:.2f}  {passage.title}{f' › {passage.heading}' * bool(passage.heading)}")
        say(f"      {' '.join(passage.text.split())[:SHOWN]}")
        say(f"      {passage.kind}{mark} · {one.why} · {passage.source_id}\n")
    if not found:
        say("Nothing was found. Try other words, or `support-copilot knowledge status`.")


def _marks(passage: Passage, today: date) -> str:
    marks = []
    if passage.scope is Scope.INTERNAL:
        marks.append(f"internal ({passage.team})" if passage.team else "internal")
    if passage.valid_until is not None and passage.valid_until < today:
        marks.append("out of date")
    if passage.valid_from is not None and passage.valid_from > today:
        marks.append(f"from {passage.valid_from}")
    return "".join(f" · {mark}" for mark in marks)


def add(chosen: argparse.Namespace) -> None:
    """Remember a folder; `knowledge sync` reads it."""
    kind = SourceKind.MACRO if chosen.macros else SourceKind.ARTICLE
    scope = Scope.INTERNAL if chosen.internal or chosen.team else Scope.PUBLIC
    folder = _named(chosen.folder)
    with opened(chosen) as road:
        road.knowledge.add(Path(folder), kind=kind, scope=scope, team=chosen.team)
    say("Added. `support-copilot knowledge sync` reads it.")


def remove(chosen: argparse.Namespace) -> None:
    """Let go of a folder and of everything that was read of it."""
    folder = _named(chosen.folder)
    with opened(chosen) as road:
        road.knowledge.remove(folder)
    say("Removed, with all that was read of it. The files themselves were not touched.")


def _named(folder: str) -> str:
    if not folder.strip():  # an empty variable of a script; it would be the current folder
        raise BadInput("Name a folder; a full stop is the one that you are in.")
    return folder


def sync(chosen: argparse.Namespace) -> None:
    """Read what is new or changed; a stop keeps what was read."""
    with opened(chosen) as road:
        first_sync(road)
        report = road.knowledge.update(on_progress=progress)
    if chosen.json:
        as_json(report)
        return
    say(f"{report.read} read, {report.unchanged} unchanged, {report.removed} removed.")
    _problems(report.problems)


def status(chosen: argparse.Namespace) -> None:
    """What the index holds and what it lacks."""
    with opened(chosen) as road:
        state = road.knowledge.state()
    if chosen.json:
        as_json(state)
    else:
        _show(state)


def forget(chosen: argparse.Namespace) -> None:
    """Drop what was learnt from agents."""
    with opened(chosen) as road:
        known = {one.source_id for one in road.knowledge.state().feedback}
        if not known or (chosen.source and chosen.source not in known):
            raise BadInput("There is nothing to forget; `knowledge status` lists what is known.")
        road.knowledge.reset(chosen.source or None)
    say("Forgotten.")


def progress(now: IndexProgress) -> None:
    """One line on standard error that is written over; nothing where nothing is to be read."""
    if now.done == now.total and not now.passages_per_second:
        return
    begun = "Going on where it stopped: " if now.resumed else ""
    text = f"{begun}{now.done} of {now.total} documents"
    if now.passages_per_second:
        text += f", {now.passages_per_second:.0f} passages/s"
    if now.done < now.total and now.seconds_left is not None:
        text += f", {_long(now.seconds_left)} left"
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{text}" + ("\n" if now.done == now.total else ""))
    elif now.done == now.total:
        note(text)


def _long(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= 90 else f"{seconds:.0f} s"


def _show(state: KnowledgeState) -> None:
    table(
        (f.name, f.kind, _scope(f), f"{f.documents} documents, {f.passages} passages")
        for f in state.folders
    )
    say(f"\nLast read: {when(state.updated) if state.updated else 'never'}")
    say(f"Embedding files: {state.embedder}")
    if state.coming_embedder:
        say(f"{state.coming_embedder} is embedding anew: {state.coming_share:.0%} done.")
    if state.weak_languages:
        weak = ", ".join(state.weak_languages)
        say(f"Found mostly by words and codes with these embedding files: {weak}.")
    _problems(tuple(problem for folder in state.folders for problem in folder.problems))
    if state.gaps:
        say("\nAsked and not found:")
        asked = ((one.count, placeholders_in_words(one.question)) for one in state.gaps)
        table((f"{count} x", " ".join(question.split())) for count, question in asked)
    if state.feedback:
        say("\nWhat agents did with sources:")
        table(
            (f"used {one.used}", f"opened {one.opened}", f"thrown out {one.rejected}", one.title)
            for one in state.feedback
        )


def _problems(problems: tuple[SourceProblem, ...]) -> None:
    if problems:
        say("\nNot read, or not all of it:")
        for problem in problems:
            say(f"  {problem.id}: {problem.reason}")


def _scope(folder: FolderState) -> str:
    return f"team {folder.team}" if folder.team else folder.scope.value
