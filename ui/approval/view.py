"""Layout of the approval bar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from ui.shared.parts import Elided, button, column, label, row

APPROVE = "Approve and queue  Ctrl+↵"
ASK = "Sign and ask …  Ctrl+↵"  # a second person


class ApprovalBar(QWidget):
    """What goes where, the status change, a reason, and the two buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("approval")
        self.what = label("", "strong")
        self.where = Elided("muted")
        self.attach = button("Attach …", "link", tip="Attach files (Alt+F), or drop them above")
        self.status = button("", "link", tip="The ticket’s status after sending (Alt+T)")
        self.statuses = QMenu(self.status)
        self.status.setMenu(self.statuses)
        self.reason = label("", "warning", wrap=True)
        self.terms = Elided("small")
        self.preview = button("Preview exactly", tip="See every byte that would leave (Ctrl+P)")
        self.approve = button(APPROVE, "primary", name="Approve and queue")
        self.approve.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.before_status = label("Status", "muted")
        for part in (self.attach, self.before_status, self.status):
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            part.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.preview.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.reason.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        first = row(self.what, self.where, self.attach, self.before_status, self.status, space=5)
        second = row(self.reason, self.preview, self.approve, space=10)
        second.setStretch(0, 1)
        self.setLayout(column(first, self.terms, second, space=5, margins=(16, 8, 14, 11)))
