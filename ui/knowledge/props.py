"""What the knowledge page says, as pure functions of its state."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath

from copilot.records import (
    Feedback,
    FolderState,
    Gap,
    IndexProgress,
    KnowledgeState,
    Scope,
    SourceKind,
    SourceProblem,
    placeholders_in_words,
)
from ui.shared.ages import how_long_ago, moment
from ui.shared.masking import masked
from ui.shared.rows import Row
from ui.shared.source_words import Chip, language_name, short_scope_chip

COUNTED = {
    SourceKind.ARTICLE: ("article", "articles"),
    SourceKind.SOLVED_TICKET: ("solved ticket", "solved tickets"),
    SourceKind.MACRO: ("macro", "macros"),
}
NO_SOURCES = (
    "There is no knowledge yet.\n\nAdd a folder with your articles or macros: Markdown, HTML, PDF, "
    "Word, plain text or CSV. Solved tickets of your helpdesk are read by themselves."
)
NO_GAPS = (
    "No question is waiting for an answer.\n\nWhen a customer asks something that nothing was "
    "found for, it is listed here, so that you know which article is missing."
)
NO_FEEDBACK = (
    "No source was used, opened or thrown out yet.\n\nWhat you do with the sources beside a ticket "
    "moves them up or down for similar questions; here you see how, and can undo it."
)


def counted(count: int, one: str, many: str) -> str:
    """ "1 article", "1,034 passages"."""
    return f"{count:,} {one if count == 1 else many}"


def amounts(folder: FolderState) -> str:
    """ "142 articles · 1,034 passages"."""
    documents = counted(folder.documents, *COUNTED[folder.kind])
    return f"{documents} · {counted(folder.passages, 'passage', 'passages')}"


def head_line(state: KnowledgeState, now: datetime) -> str:
    """How much there is, and when it was read."""
    if not state.folders:
        return "Nothing is read yet."
    documents = sum(one.documents for one in state.folders)
    passages = sum(one.passages for one in state.folders)
    read = f"last read {moment(state.updated, now)}" if state.updated else "not read yet"
    return " · ".join(
        (
            counted(len(state.folders), "source", "sources"),
            counted(documents, "document", "documents"),
            counted(passages, "passage", "passages"),
            read,
        )
    )


def mark_words(folder: FolderState) -> str:
    """The same as a sentence."""
    if folder.team:
        return f"Only the team {folder.team} sees it; it is never quoted to a customer."
    if folder.scope is Scope.INTERNAL:
        return "You and your colleagues see it; it is never quoted to a customer."
    return "Customers may be told what it says."


def problem_chips(folder: FolderState) -> tuple[Chip, ...]:
    """How many of its documents were left out, and how many were read in part."""
    out = sum(one.left_out for one in folder.problems)
    part = len(folder.problems) - out
    chips = ((f"{out:,} left out", "danger") if out else None,)
    return tuple(filter(None, (*chips, (f"{part:,} read in part", "warning") if part else None)))


def folder_row(folder: FolderState) -> Row:
    """A source: the folder's name, where it is, how much is in it."""
    path = PurePath(folder.name)
    short = path.name or folder.name
    where = str(path.parent) if short != folder.name else ""
    chips = (*problem_chips(folder), short_scope_chip(folder.scope, folder.team))
    return Row(folder.name, short, where, amounts(folder), folder, chips, names_file=True)


def problem_row(problem: SourceProblem, folder: str) -> Row:
    """A document that was left out or read in part, by its path in the folder, and why."""
    chip = ("left out", "danger") if problem.left_out else ("read in part", "warning")
    inside = problem.id.startswith(folder)
    name = problem.id[len(folder) :].lstrip("/\\") if inside else problem.id
    return Row(
        key=(problem.id, problem.reason),
        title=name or problem.id,
        path="",
        below=problem.reason,
        record=problem,
        chips=(chip,),
        wraps=True,
        names_file=True,
    )


def problem_text(problem: SourceProblem) -> str:
    """One line for the clipboard: state, document, reason."""
    state = "left out" if problem.left_out else "read in part"
    return f"{state}\t{problem.id}\t{' '.join(problem.reason.split())}"


def gap_row(gap: Gap, now: datetime, *, hidden: bool = False) -> Row:
    """A question that found nothing."""
    return Row(gap.question, gap_title(gap, hidden=hidden), "", gap_words(gap, now), gap)


def gap_title(gap: Gap, *, hidden: bool) -> str:
    """The question, with what its placeholders stand for."""
    question = placeholders_in_words(gap.question)
    return masked(question, ()) if hidden else question


def gap_words(gap: Gap, now: datetime) -> str:
    """ "asked 6 times · latest 3 days ago"."""
    times = "once" if gap.count == 1 else f"{gap.count:,} times"
    return f"asked {times} · latest {how_long_ago(gap.last, now)}"


def feedback_row(feedback: Feedback) -> Row:
    """A source and what agents did with it."""
    title = feedback.title or feedback.source_id
    path = feedback.source_id if feedback.title else ""
    return Row(feedback.source_id, title, path, feedback_words(feedback), feedback)


def feedback_words(feedback: Feedback) -> str:
    """ "used 4 times · opened 12 times · thrown out once"; what never happened is left out."""
    used, opened, out = feedback.used, feedback.opened, feedback.rejected
    parts = (("used", used), ("opened", opened), ("thrown out", out))
    times = [f"{word} {'once' if n == 1 else f'{n:,} times'}" for word, n in parts if n]
    return " · ".join(times)


def share(progress: IndexProgress) -> int:
    """Percent that is done."""
    return round(100 * progress.done / progress.total) if progress.total else 0


def progress_words(progress: IndexProgress | None) -> str:
    """How far the reading is, how fast, and how long it will take."""
    if progress is None or not progress.total:
        return "Looking for what is new or changed …"
    resumed = "Going on where it stopped: " if progress.resumed else "Reading "
    words = [f"{resumed}{progress.done:,} of {progress.total:,} documents"]
    if progress.passages_per_second:
        rate = max(1, round(progress.passages_per_second))
        words.append(f"{counted(rate, 'passage', 'passages')}/s")
    if progress.seconds_left is not None:
        words.append(time_left(progress.seconds_left))
    return " · ".join(words)


def time_left(seconds: float) -> str:
    """Roughly, so that it does not jump: "a few seconds left", "about 4 min left"."""
    if seconds < 10:
        return "a few seconds left"
    if seconds < 90:
        return f"about {round(seconds / 10) * 10} s left"
    minutes = round(seconds / 60)
    return f"about {minutes} min left" if minutes < 90 else f"about {round(seconds / 3600)} h left"


def embedder_words(state: KnowledgeState) -> str:
    """Which embedder serves, and which one is on its way."""
    if not state.coming_embedder:
        return f"Meaning is searched with {state.embedder}." if state.embedder else ""
    serves = f"{state.embedder} serves" if state.embedder else "words alone are searched"
    share = f"{state.coming_share:.0%}".replace("%", " %")
    return f"{state.coming_embedder} is embedding anew, {share} done; until then {serves}."


def language_words(state: KnowledgeState) -> str:
    """Which languages there are; which of them the embedder does not know is said apart."""
    names = ", ".join(language_name(one) for one in state.languages)
    return f"Languages: {names}." if names else ""


def weak_words(state: KnowledgeState) -> str:
    """ "German articles are found mostly by words and codes with this embedder."."""
    names = [language_name(one) for one in state.weak_languages]
    if not names:
        return ""
    which = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    return f"{which} articles are found mostly by words and codes with this embedder."
