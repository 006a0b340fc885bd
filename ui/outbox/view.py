"""Layout of the outbox window."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QListView, QWidget

from ui.outbox.delegate import ItemDelegate
from ui.outbox.item_model import OutboxItemModel
from ui.shared.parts import button, column, label, named, row
from ui.shared.theme import Theme


class OutboxView(QDialog):
    """What was approved, newest first."""

    def __init__(self, theme: Theme, item_model: OutboxItemModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Outbox")
        self.resize(640, 480)
        self.delegate = ItemDelegate(theme, self)
        self.list = named(QListView(), "items", spoken="Outbox")
        self.list.setProperty("role", "framed")
        self.list.setModel(item_model)
        self.list.setItemDelegate(self.delegate)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.empty = label(
            "Nothing is waiting. What you approve passes through here on its way out.",
            "empty",
            wrap=True,
        )
        self.empty.setContentsMargins(8, 40, 8, 40)
        self.open_ticket = button("Open ticket  ↵", name="Open ticket")
        self.take_back = button("Take back", tip="Only while it is waiting")
        self.close_button = button("Close  Esc", name="Close")
        self.send = button("Send now", tip="Try to deliver what is waiting")
        self.again = button("Send again", tip="You looked: it did not arrive")
        self.leave = button("Leave it", tip="You looked: it arrived, or shall not be sent")
        self.asked = label("", "small", wrap=True, select=True)
        self.asked.hide()
        self.sign = button("Sign for a colleague …", tip="Their request for a second signature")
        self.answer = button("Take an answer in …", tip="What a second person signed for you")
        two = row(
            label("Where your team’s policy wants two signatures:", "small"),
            1,
            self.sign,
            self.answer,
        )
        foot = row(
            self.open_ticket,
            self.take_back,
            self.again,
            self.leave,
            1,
            self.send,
            self.close_button,
        )
        self.setLayout(
            column(self.empty, self.list, self.asked, two, foot, space=12, margins=(16, 14, 16, 14))
        )
        self.close_button.clicked.connect(self.accept)
