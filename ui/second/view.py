"""What a colleague asks to be signed: who, why two, and everything that would leave."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QFormLayout, QWidget

from copilot.records import SecondRequest
from ui.approval.preview import COVERED, fields
from ui.shared.masking import masked
from ui.shared.parts import button, column, label, reading, row

SAYS = (
    "Your signature goes into a file for your colleague; it is sent from there. The file holds "
    "the reply in plain: hand it over as you hand over customer data."
)


def request_fields(request: SecondRequest) -> tuple[tuple[str, str], ...]:
    """(name, value) of everything beside the text."""
    approved = request.approved
    until = approved.expires.astimezone() if approved.expires else None
    held = f", holds until {until.day} {until:%B %Y, %H:%M}" if until else ""
    return (
        ("Approved by", f"{approved.approver}{held}"),
        ("Two sign", " ".join(request.reasons)),
        *(_theirs(name, value) for name, value in fields(approved.outgoing)),
    )


def _theirs(name: str, value: str) -> tuple[str, str]:
    """What the first person saw and accepted."""
    return name.replace("You", "They"), value.replace("as you saw it", "as they saw it")


class SecondDialog(QDialog):
    """`accepted` means: signed."""

    def __init__(self, request: SecondRequest, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("A colleague asks for your signature")
        self.resize(700, 640)
        self._request = request
        form = QFormLayout()
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(5)
        self.values = {
            name: label("", wrap=True, select=True)
            for name, value in request_fields(request)
            if value
        }
        for name, value in self.values.items():
            form.addRow(label(name, "muted"), value)
        self.body = reading("Text")
        self.covered = label(COVERED, "warning", wrap=True)
        self.save = button("Save the files …", tip="Look at them before you sign")
        self.save.setVisible(bool(request.files))
        self.sign = button("Sign as the second person", "primary")
        self.cancel = button("Do not sign  Esc", name="Do not sign")
        self.sign.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        foot = row(label(SAYS, "small", wrap=True), self.save, self.cancel, self.sign, space=12)
        foot.setStretch(0, 1)
        self.setLayout(
            column(form, self.covered, self.body, foot, space=14, margins=(20, 18, 20, 14))
        )
        self.hide_words(None)
        self.cancel.setFocus()

    def hide_words(self, words: tuple[str, ...] | None) -> None:
        """Blot out what looks like personal data; None shows everything."""

        def seen(text: str) -> str:
            return text if words is None else masked(text, words)

        for name, value in request_fields(self._request):
            if name in self.values:
                self.values[name].setText(seen(value))
        self.body.setPlainText(seen(self._request.approved.outgoing.body))
        self.covered.setVisible(words is not None)
