"""The passphrase dialog: shown where the machine keeps no keys."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from ui.shared.parts import button, column, label, row

SHORTEST = 12  # characters of a new passphrase


def problem(first: str, again: str | None) -> str:
    """What is wrong with a passphrase; `again` is None when the store exists already."""
    if not first:
        return "Type the passphrase."
    if again is None:
        return ""
    if len(first) < SHORTEST:
        return f"Take at least {SHORTEST} characters; a few words are good."
    return "" if first == again else "The two passphrases are not the same."


class Unlock(QDialog):
    """`given` carries the passphrase; the dialog stays until the store opens."""

    given = Signal(str)

    def __init__(self, parent: QWidget, *, why: str, new_store: bool, leave: str = "Quit") -> None:
        super().__init__(parent)
        self.setWindowTitle("Unlock Support Copilot")
        self.setMinimumWidth(440)
        self._new = new_store
        self.first = QLineEdit(
            echoMode=QLineEdit.EchoMode.Password,
            placeholderText=f"Passphrase, at least {SHORTEST} characters"
            if new_store
            else "Passphrase",
        )
        self.again = QLineEdit(
            echoMode=QLineEdit.EchoMode.Password,
            placeholderText="The same again",
        )
        self.first.setAccessibleName("Passphrase")
        self.again.setAccessibleName("Passphrase again")
        self.again.setVisible(new_store)
        self.says = label(why, "muted", wrap=True)
        self.wrong = label("", "danger", wrap=True)
        self.wrong.hide()
        self.leave = button(leave)
        self.unlock = button("Set passphrase" if new_store else "Unlock", "primary")
        self.unlock.setDefault(True)
        for field in (self.first, self.again):
            field.returnPressed.connect(self._give)
        self.unlock.clicked.connect(self._give)
        self.leave.clicked.connect(self.reject)
        kept = "It cannot be recovered: without it the store stays shut." if new_store else ""
        self.setLayout(
            column(
                label("Your tickets are kept in an encrypted file", "title"),
                self.says,
                self.first,
                self.again,
                self.wrong,
                label(kept, "small", wrap=True),
                row(1, self.leave, self.unlock),
                space=10,
                margins=(22, 20, 22, 16),
            )
        )

    def refuse(self, text: str) -> None:
        """The passphrase did not open the store."""
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))
        self.adjustSize()
        self.unlock.setEnabled(True)
        self.first.selectAll()
        self.first.setFocus()

    def forget(self) -> None:
        """Let go of what was typed, and of the dialog."""
        self.first.clear()
        self.again.clear()
        self.deleteLater()

    @Slot()
    def _give(self) -> None:
        if not self.unlock.isEnabled():
            return
        text = problem(self.first.text(), self.again.text() if self._new else None)
        if text:
            self.refuse(text)
            return
        self.wrong.hide()
        self.unlock.setEnabled(False)
        self.given.emit(self.first.text())
