"""The dialog that says what a folder holds and who may be told."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QDialog,
    QFileDialog,
    QLineEdit,
    QWidget,
)

from copilot.records import Scope, SourceKind
from ui.shared.parts import Elided, button, column, label, row

ARTICLES = "Help articles and pages: what is true of your products and rules."
MACROS = "Answers that are kept ready, to be sent almost as they stand."
EVERYBODY = "Customers may be told what it says."
INTERNAL = "You and your colleagues see it; it is never quoted to a customer."
TEAM = "Only this team sees it; it is never quoted to a customer."


def ask_folder(window: QWidget) -> Path | None:
    """The folder that the person chose; None when they thought better of it."""
    chosen = QFileDialog.getExistingDirectory(window, "Choose a folder of articles or macros")
    return Path(chosen) if chosen else None


class Choice(QWidget):
    """A name and a few words beside each other, of which one is chosen; below, what it means."""

    def __init__(self, name: str, choices: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self._says = dict(choices)
        self.group = QButtonGroup(self)
        self.buttons = {text: button(text, "tab") for text, _ in choices}
        for one in self.buttons.values():
            one.setCheckable(True)
            self.group.addButton(one)
        self.says = label("", "small", wrap=True)
        first = next(iter(self.buttons.values()))
        first.setChecked(True)
        self._show(first)
        self.group.buttonClicked.connect(self._show)
        title = label(name, "muted")
        title.setFixedWidth(96)
        both = column(row(*self.buttons.values(), 1, space=2), self.says, space=2)
        whole = row(title, both, space=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def chosen(self) -> str:
        """The text of the chosen one."""
        return next(text for text, one in self.buttons.items() if one.isChecked())

    @Slot(QAbstractButton)
    def _show(self, one: QAbstractButton) -> None:
        self.says.setText(self._says[one.text()])


class AddFolder(QDialog):
    """`given` carries path, SourceKind, Scope and team; it stays open until it is told."""

    given = Signal(object, object, object, str)

    def __init__(self, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Add a folder")
        self.setFixedWidth(540)
        self.path = path
        self.where = Elided("strong", middle=True)
        self.where.set_text(str(path))
        self.choose = button("Change …", name="Choose another folder")
        self.kind = Choice("It holds", (("Articles", ARTICLES), ("Macros", MACROS)))
        scopes = (("Everybody", EVERYBODY), ("Internal", INTERNAL), ("One team", TEAM))
        self.scope = Choice("It is for", scopes)
        self.team = QLineEdit(placeholderText="Name of the team")
        self.team.setAccessibleName("Team")
        self.team.hide()
        self.wrong = label("", "danger", wrap=True)
        self.wrong.hide()
        self.add = button("Add and read", "primary")
        self.add.setDefault(True)
        self.leave = button("Cancel  Esc", name="Cancel")
        where = row(self.where, self.choose)
        where.setStretch(0, 1)
        self.setLayout(
            column(
                label("Add a folder", "title"),
                where,
                self.kind,
                self.scope,
                row(self.team, margins=(96, 0, 0, 0)),
                self.wrong,
                row(1, self.leave, self.add),
                space=12,
                margins=(22, 20, 22, 16),
            )
        )
        self.scope.group.buttonClicked.connect(self._show_team)
        self.choose.clicked.connect(self._choose)
        self.add.clicked.connect(self._give)
        self.leave.clicked.connect(self.reject)

    def refuse(self, why: str) -> None:
        """Say what is wrong; what was chosen stays."""
        self.wrong.setText(why)
        self.wrong.setVisible(bool(why))
        self.add.setEnabled(True)

    @Slot()
    def _show_team(self) -> None:
        self.team.setVisible(self.scope.chosen() == "One team")
        self.team.setFocus()

    @Slot()
    def _choose(self) -> None:
        if (path := ask_folder(self)) is not None:
            self.path = path
            self.where.set_text(str(path))

    @Slot()
    def _give(self) -> None:
        scope, team = self.scope.chosen(), self.team.text().strip()
        if scope == "One team" and not team:
            self.refuse("Type the name of the team.")
            return
        self.refuse("")
        self.add.setEnabled(False)
        kind = SourceKind.MACRO if self.kind.chosen() == "Macros" else SourceKind.ARTICLE
        public = scope == "Everybody"
        self.given.emit(
            self.path,
            kind,
            Scope.PUBLIC if public else Scope.INTERNAL,
            team if scope == "One team" else "",
        )
