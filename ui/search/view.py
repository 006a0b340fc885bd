"""Layout of the palette."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QListView, QWidget

from ui.search.delegate import HitDelegate
from ui.search.item_model import HitItemModel
from ui.shared.parts import column, label, named
from ui.shared.theme import Theme


class Palette(QDialog):
    """A line to type in above the hits."""

    def __init__(self, theme: Theme, item_model: HitItemModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Search")
        self.resize(720, 540)
        self.field = QLineEdit(placeholderText="Search tickets, articles, commands")
        self.list = named(QListView(), "found", spoken="Found")
        self.field.setAccessibleName("Search")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setModel(item_model)
        self.list.setItemDelegate(HitDelegate(theme, self))
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.note = label("", "warning", wrap=True)
        self.note.setContentsMargins(4, 0, 4, 0)
        self.note.hide()
        self.hint = label("", "small")
        whole = (self.field, self.note, self.list, self.hint)
        self.setLayout(column(*whole, space=8, margins=(12, 12, 12, 10)))
