"""What agents did with the sources, and the ways to forget it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QWidget

from copilot.records import Feedback
from ui.knowledge.props import NO_FEEDBACK, feedback_row
from ui.shared.lists import row_list
from ui.shared.parts import button, column, label, row
from ui.shared.rows import ROW, RowItemModel
from ui.shared.theme import Theme

SAYS = (
    "A source that was used or opened moves up for similar questions, one that was thrown out "
    "moves down; never by much."
)


class FeedbackTab(QObject):
    """`reset_wanted` carries the id of a source, or None for all."""

    reset_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.item_model = RowItemModel(self)
        self.list = row_list(theme, self.item_model, name="feedback", spoken="Feedback")
        self.reset = button("Reset this one", tip="Forgets what was done with the chosen source")
        self.reset_all = button("Reset all …", tip="Forgets what was done with every source")
        some = QWidget()
        some.setLayout(
            column(
                label(SAYS, "muted", wrap=True),
                self.list,
                row(self.reset, self.reset_all, 1),
                space=8,
            )
        )
        self._some = some
        self._nothing = label(NO_FEEDBACK, "empty", wrap=True)
        self._nothing.setContentsMargins(120, 0, 120, 40)
        self.view = QWidget()
        self._pages = QStackedLayout(self.view)
        self._pages.addWidget(self._nothing)
        self._pages.addWidget(some)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.reset.clicked.connect(self._reset)
        self.reset_all.clicked.connect(self._reset_all)
        theme.changed.connect(self.list.viewport().update)

    def show(self, feedback: tuple[Feedback, ...]) -> None:
        """Show the sources that were judged, the most judged first."""
        index = self.list.currentIndex()
        key = index.data(ROW).key if index.isValid() else None
        ordered = sorted(
            feedback, key=lambda one: (-(one.used + one.opened + one.rejected), one.title)
        )
        self.item_model.set_rows(tuple(feedback_row(one) for one in ordered))
        self.list.setCurrentIndex(self.item_model.index(max(self.item_model.row_of(key), 0)))
        self._pages.setCurrentWidget(self._some if feedback else self._nothing)

    @Slot(QModelIndex, QModelIndex)
    def _chosen(self, *_: QModelIndex) -> None:
        self.reset.setEnabled(self.list.currentIndex().isValid())

    @Slot()
    def _reset(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            self.reset_wanted.emit(index.data(ROW).key)

    @Slot()
    def _reset_all(self) -> None:
        self.reset_wanted.emit(None)
