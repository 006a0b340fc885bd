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
        self.hint = label("", "small")
        self.setLayout(column(self.field, self.list, self.hint, space=8, margins=(12, 12, 12, 10)))
