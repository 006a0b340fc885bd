"""The dialog that takes the address and the token of a Request Tracker."""

from __future__ import annotations

from urllib.parse import urlsplit

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from ui.shared.organisation import fix, set_note
from ui.shared.parts import button, column, label, row


def problem(address: str, token: str) -> str:
    """What is wrong with what was typed; "" when it can be tried."""
    parts = urlsplit(address)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        return "Type the whole address, such as https://rt.example.com."
    return "" if token else "Paste the token."


class ConnectDialog(QDialog):
    """`given` carries address and token; the window closes to try them, and opens again."""

    given = Signal(str, str)

    def __init__(self, parent: QWidget, *, fixed_address: str = "") -> None:
        """`fixed_address` is the organisation's; a person then gives the token alone."""
        super().__init__(parent)
        self.setWindowTitle("Connect Request Tracker")
        self.setMinimumWidth(460)
        self.address = QLineEdit(placeholderText="https://rt.example.com")
        self.token = QLineEdit(echoMode=QLineEdit.EchoMode.Password, placeholderText="Token")
        self.address.setAccessibleName("Address")
        self.token.setAccessibleName("Token")
        self.note = set_note()
        if fixed_address:
            self.address.setText(fixed_address)
            fix(self.address, self.note)
        self.wrong = label("", "danger", wrap=True)
        self.wrong.hide()
        self.leave = button("Cancel  Esc", name="Cancel")
        self.connect_now = button("Connect", "primary")
        self.connect_now.setDefault(True)
        self.connect_now.clicked.connect(self._give)
        self.leave.clicked.connect(self.reject)
        says = label(
            "Make a token in Request Tracker: Logged in as › Settings › Auth tokens. It is kept "
            "with the secrets of this machine, never in a file.",
            "muted",
            wrap=True,
        )
        after = label(
            "What waits in the outbox stays there. The window closes, tries the helpdesk, and "
            "opens again; when it does not answer, nothing is changed.",
            "small",
            wrap=True,
        )
        self.setLayout(
            column(
                label("Work with your own helpdesk", "title"),
                says,
                column(self.address, self.note, space=3),
                self.token,
                self.wrong,
                after,
                row(1, self.leave, self.connect_now),
                space=10,
                margins=(22, 20, 22, 16),
            )
        )

    @Slot()
    def _give(self) -> None:
        address, token = self.address.text().strip().rstrip("/"), self.token.text().strip()
        wrong = problem(address, token)
        self.wrong.setText(wrong)
        self.wrong.setVisible(bool(wrong))
        if not wrong:
            self.accept()
            self.given.emit(address, token)
