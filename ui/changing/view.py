"""Layout of the dialog in which a linked ticket is written."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QCheckBox, QDialog, QFormLayout, QLineEdit, QMenu, QWidget

from copilot.records import Relation
from ui.shared.parts import button, column, label, reading, row

SAYS = "It goes into the queue of this ticket, for colleagues. The customer hears nothing of it."
ANSWER = "I looked at this, and answer for it"


class LinkDialog(QDialog):
    """Subject, text and link of a new ticket; it stays open until it is approved or left."""

    def __init__(self, number: str, subject: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"New ticket linked to #{number}")
        self.resize(620, 460)
        self.subject = QLineEdit(subject)
        self.subject.setAccessibleName("Subject")
        self._number = number
        self.relation = button("", "link", tip="What the new ticket is to this one")
        self.relations = QMenu(self.relation)
        for one in Relation:
            self.relations.addAction(self._words(one)).triggered.connect(partial(self.choose, one))
        self.relation.setMenu(self.relations)
        self.choose(Relation.REFERS_TO)
        self.text = reading("Text")
        self.text.setReadOnly(False)
        self.text.setAcceptRichText(False)
        form = QFormLayout()
        form.setHorizontalSpacing(18)
        form.addRow(label("Subject", "muted"), self.subject)
        form.addRow(label("Link", "muted"), row(self.relation, 1))
        self.problem = label("", "warning", wrap=True)
        self.answer = QCheckBox(ANSWER)
        self.approve = button("Approve and queue  Ctrl+↵", "primary", name="Approve and queue")
        self.approve.setShortcut("Ctrl+Return")
        self.cancel = button("Cancel  Esc", name="Cancel")
        self.cancel.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        foot = row(label(SAYS, "small", wrap=True), self.cancel, self.approve, space=12)
        foot.setStretch(0, 1)
        self.setLayout(
            column(
                form,
                self.text,
                self.problem,
                self.answer,
                foot,
                space=12,
                margins=(20, 18, 20, 14),
            )
        )
        self.problem.hide()
        self.answer.hide()
        self.text.setFocus()

    def choose(self, relation: Relation, *_: object) -> None:
        """Link it so."""
        self.chosen = relation
        self.relation.setText(f"{self._words(relation)} ▾")
        self.relation.setAccessibleName(f"Link: {self._words(relation)}")

    def _words(self, relation: Relation) -> str:
        return f"The new ticket {relation.value.replace('this ticket', f'#{self._number}')}"

    def say(self, problem: str) -> None:
        """Why it was not approved."""
        self.problem.setText(problem)
        self.problem.show()
        self.answer.show()
        self.approve.setEnabled(True)
