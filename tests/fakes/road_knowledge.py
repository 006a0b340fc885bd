"""What the knowledge page of the invented shop shows."""

# ruff: noqa: E501 - names of files are easier to read on one line

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

from copilot.errors import BadInput
from copilot.records import (
    Feedback,
    FolderState,
    FoundPassage,
    Gap,
    IndexProgress,
    KnowledgeState,
    RedactedText,
    Scope,
    SourceKind,
    SourceProblem,
)
from copilot.road.knowing import Knowing
from tests.fakes import road_tickets as shop

ARTICLES = FolderState(
    "/home/anna/Dokumente/Kundendienst/Nordlicht Outdoor/Hilfeartikel und Anleitungen/articles",
    SourceKind.ARTICLE,
    142,
    1_034,
    (
        SourceProblem("manuals/AquaPure-300.pdf", "It is protected by a password."),
        SourceProblem(
            "old/prices-2019.docx", "The file is damaged: its list of parts cannot be read."
        ),
        SourceProblem("notes/empty.md", "It is empty."),
        SourceProblem(
            "returns/Rücksendekostenübernahmeerklärung für Bestellungen aus dem Ausland (Vorlage).html",
            "White text on white ground (3 places) and 2 comments were left out: people cannot see them.",
            left_out=False,
        ),
    ),
)
INTERNAL = FolderState("/srv/shared/runbooks", SourceKind.ARTICLE, 12, 88, scope=Scope.INTERNAL)
CLAIMS = FolderState(
    "/srv/shared/claims", SourceKind.ARTICLE, 9, 41, scope=Scope.INTERNAL, team="Reklamationen"
)
SOLVED = FolderState(
    "Solved tickets", SourceKind.SOLVED_TICKET, 1_204, 3_377, scope=Scope.INTERNAL, removable=False
)
MACROS = FolderState("Macros", SourceKind.MACRO, 31, 31, removable=False)


def gap(question: str, count: int, days: int, *numbers: int) -> Gap:
    keys = tuple(shop.key(one) for one in numbers)
    return Gap(RedactedText(question), count, keys, shop.NOW - timedelta(days=days))


GAPS = (
    gap("Do you ship to Iceland, and what does customs cost there?", 6, 1, 4251, 4170, 4160),
    gap("Is the Fjellheim 4 groundsheet sold on its own?", 2, 3, 4188),
    gap("Gibt es für die Regenjacke „Fjordwind“ einen Ersatzreißverschluss?", 1, 9, 4219),
)
FEEDBACK = (
    Feedback("articles/parcel-lost.md", "Parcel lost in the warehouse", 9, 14, 0),
    Feedback("articles/long-waits.md", "Long waits", 1, 3, 4),
    Feedback("ticket:demo:4102", "Cartridge does not fit", 0, 1, 1),
)
STATE = KnowledgeState(
    folders=(ARTICLES, INTERNAL, CLAIMS, SOLVED, MACROS),
    gaps=GAPS,
    feedback=FEEDBACK,
    updated=shop.NOW - timedelta(minutes=25),
    embedder="all-MiniLM-L6-v2",
    languages=("en", "de", "es"),
    weak_languages=("de", "es"),
)
EMPTY = KnowledgeState((), (), (), None, "all-MiniLM-L6-v2")
CHANGING = replace(STATE, coming_embedder="multilingual-e5-small", coming_share=0.42)


class FakeKnowledge:
    """What the road knows is `road.state`."""

    def __init__(self, road: Any) -> None:
        self._road = road

    def look_up(self, text: str) -> tuple[FoundPassage, ...]:
        self._road.note_call("look_up")
        return tuple(one for one in shop.SOURCES if _has_words(one, text))

    def search(self, text: str) -> tuple[FoundPassage, ...]:
        self._road.searched.append(text)
        self._road.note_call("search")
        if (gate := self._road.gates.get(text)) is not None:
            gate.wait(30)
        if text in self._road.by_meaning:
            return self._road.by_meaning[text]
        return tuple(one for one in shop.SOURCES if _has_words(one, text))

    @staticmethod
    def is_sure(found: tuple[FoundPassage, ...]) -> bool:
        return Knowing.is_sure(found)

    def state(self) -> KnowledgeState:
        self._road.note_call("knowledge")
        return self._road.state

    def update(
        self,
        *,
        on_progress: Callable[[IndexProgress], None] | None = None,
        stop: Event | None = None,
    ) -> None:
        self._road.note_call("update_knowledge")
        for step in self._road.progress:
            if on_progress is not None:
                on_progress(step)
        self._road.wait(stop)
        self._road.state = replace(self._road.state, updated=self._road.clock())

    def add(self, path: Path, *, kind: SourceKind, scope: Scope, team: str = "") -> None:
        self._road.note_call("add_folder")
        if any(one.name == str(path) for one in self._road.state.folders):
            raise BadInput(f"{path} is read already. Choose another folder.")
        added = FolderState(str(path), kind, 0, 0, scope=scope, team=team)
        self._road.state = replace(self._road.state, folders=(*self._road.state.folders, added))

    def remove(self, name: str) -> None:
        self._road.note_call("remove_folder")
        left = tuple(one for one in self._road.state.folders if one.name != name)
        self._road.state = replace(self._road.state, folders=left)

    def reset(self, source_id: str | None = None) -> None:
        self._road.note_call("reset_feedback")
        left = tuple(
            one for one in self._road.state.feedback if source_id not in (None, one.source_id)
        )
        self._road.state = replace(self._road.state, feedback=left)

    def dismiss(self, gap: Gap) -> None:
        self._road.note_call("dismiss_gap")
        self._road.state = replace(
            self._road.state, gaps=tuple(x for x in self._road.state.gaps if x != gap)
        )

    def source_text(self, source_id: str) -> str:
        self._road.note_call("source_text")
        return self._road.texts[source_id]


def _has_words(found: FoundPassage, text: str) -> bool:
    held = f"{found.passage.title} {found.passage.text}".lower()
    return any(word in held for word in text.lower().split())
