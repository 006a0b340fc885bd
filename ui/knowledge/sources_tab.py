"""The sources, and of the chosen one what could not be read."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QListView, QWidget

from copilot.records import FolderState
from ui.knowledge.props import (
    NO_SOURCES,
    amounts,
    folder_row,
    mark_words,
    problem_row,
    problem_text,
)
from ui.shared.lists import ListTab, row_list
from ui.shared.parts import Elided, button, chip, column, label, row, set_role
from ui.shared.rows import RowItemModel
from ui.shared.source_words import short_scope_chip
from ui.shared.theme import Theme

FINE = "Everything in it could be read."


class SourceDetail(QWidget):
    """One source: where it is, who may be told, its problems."""

    def __init__(self, theme: Theme, problems: RowItemModel) -> None:
        super().__init__()
        self.title = Elided("title", middle=True)
        self.path = label("", "small", wrap=True, select=True)
        self.path.setMinimumWidth(1)  # a path without a place to break must not push the list away
        self.chip = chip("public")
        self.words = label("", "muted", wrap=True)
        self.amounts = label("")
        self.head = label("", "section")
        self.copy = button("Copy list", "link", tip="Copies the chosen lines, else all (Ctrl+C)")
        self.problems = row_list(theme, problems, name="problems", spoken="Problems of this source")
        self.problems.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.problems.setLayoutMode(QListView.LayoutMode.Batched)
        self.fine = label(FINE, "muted", wrap=True)
        self.fine.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.remove = button(
            "Remove …", tip="Takes the folder out of the knowledge; no file is deleted"
        )
        whole = column(
            self.title,
            self.path,
            row(self.chip, self.amounts, 1),
            self.words,
            row(self.head, 1, self.copy, margins=(0, 10, 0, 0)),
            self.fine,
            self.problems,
            row(self.remove, 1),
            space=6,
        )
        whole.setStretchFactor(self.fine, 1)
        whole.setStretchFactor(self.problems, 1)
        self.setLayout(whole)


class SourcesTab(ListTab):
    """`removal_wanted` carries the FolderState."""

    removal_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QObject) -> None:
        self.problem_model = RowItemModel(parent)
        self.detail = SourceDetail(theme, self.problem_model)
        self.fixed = False  # the organisation says which folders are read
        super().__init__(
            theme, self.detail, NO_SOURCES, name="sources", spoken="Sources", parent=parent
        )
        self.detail.remove.clicked.connect(self._remove)
        self.detail.copy.clicked.connect(self.copy)
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.detail.problems)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self.copy)

    def show(self, folders: tuple[FolderState, ...]) -> None:
        """Show the sources; the chosen one stays chosen."""
        self.show_rows(tuple(folder_row(one) for one in folders))

    def current(self) -> FolderState | None:
        """The chosen source."""
        folder: FolderState | None = self.record()
        return folder

    def show_detail(self) -> None:
        """The source, and what of it could not be read."""
        folder, detail = self.current(), self.detail
        if folder is None:
            return
        head = folder_row(folder)
        detail.title.set_text(head.title)
        detail.path.setText(folder.name)
        detail.path.setVisible(folder.name != head.title)
        text, tone = short_scope_chip(folder.scope, folder.team)
        detail.chip.setText(text)
        set_role(detail.chip, "tone", tone)
        detail.words.setText(mark_words(folder))
        detail.amounts.setText(amounts(folder))
        detail.remove.setVisible(folder.removable and not self.fixed)
        some = bool(folder.problems)
        detail.head.setText(problem_head(folder))
        detail.copy.setVisible(some)
        detail.problems.setVisible(some)
        detail.fine.setVisible(not some)
        self.problem_model.set_rows(tuple(problem_row(one, folder.name) for one in folder.problems))

    @Slot()
    def copy(self) -> None:
        """The chosen problems as lines of the clipboard, else all."""
        chosen = self.detail.problems.selectionModel().selectedIndexes()
        rows = [self.problem_model.rows[at] for at in sorted(one.row() for one in chosen)]
        lines = [problem_text(one.record) for one in rows or self.problem_model.rows]
        QApplication.clipboard().setText("\n".join(lines))

    @Slot()
    def _remove(self) -> None:
        if (folder := self.current()) is not None:
            self.removal_wanted.emit(folder)


def problem_head(folder: FolderState) -> str:
    """ "PROBLEMS · 3 LEFT OUT · 1 READ IN PART"."""
    texts = [text for text, _ in folder_row(folder).chips[:-1]]
    return " · ".join(("problems", *texts)).upper()
