"""What the knowledge page of the invented shop shows."""

# ruff: noqa: E501 - names of files are easier to read on one line

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from copilot.records import (
    Feedback,
    FolderState,
    Gap,
    KnowledgeState,
    RedactedText,
    Scope,
    SourceKind,
    SourceProblem,
)
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
