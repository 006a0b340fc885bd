"""Behaviour of the help: shows a page, goes from one to the next, opens nothing outside."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from ui.help.dress import dress
from ui.help.pages import FIRST, SETTINGS, HelpPage, read_pages
from ui.help.view import HelpView
from ui.search.hits import Command
from ui.shared.lists import row_list
from ui.shared.rows import ROW, Row, RowItemModel
from ui.shared.theme import Theme, font

OUTSIDE = "This link leads out of the program and is not opened here: {}"
NOT_OPENED = "The system's file manager did not open. The folder is {}"
YET_TO_COME = " It is not there yet: make it, or it is written when you first choose something."


def open_folder(folder: Path) -> bool:
    """In the system's file manager; False where none could be started."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


class HelpPresenter(QObject):
    """One window of help; `settings_file` is the person's own, None where nobody named it."""

    def __init__(self, theme: Theme, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self.settings_file: Path | None = None
        self.pages = read_pages()
        self.item_model = RowItemModel(self)
        self.item_model.set_rows(
            tuple(Row(page.name, page.title, "", "", page) for page in self.pages)
        )
        self.list = row_list(theme, self.item_model, name="help", spoken="Help pages")
        self.view = HelpView(self.list, window)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.view.text.anchorClicked.connect(self._follow)
        self.view.folder.clicked.connect(self._open_folder)
        theme.changed.connect(self._draw)

    @Slot()
    def open(self) -> None:
        """Show the page that was read last, at first the one to begin with."""
        self.show_page(self._page().name if self.list.currentIndex().isValid() else FIRST)

    @Slot()
    def open_settings(self) -> None:
        """Show where the settings file is and what each of its keys does."""
        self.show_page(SETTINGS)

    def show_page(self, name: str) -> None:
        """Show a page by the name of its file."""
        self.list.setCurrentIndex(self.item_model.index(self.item_model.row_of(name)))
        self.view.show()
        self.view.raise_()
        self.view.activateWindow()
        self.view.text.setFocus()

    def commands(self) -> tuple[Command, ...]:
        """The help, the settings file and each page, for the palette."""
        pages = (
            Command(f"Help: {page.title}", "", partial(self.show_page, page.name), only_typed=True)
            for page in self.pages
        )
        return (
            Command("Help", "", self.open),
            Command("Settings file …", "", self.open_settings),
            *pages,
        )

    def _page(self) -> HelpPage:
        page: HelpPage = self.list.currentIndex().data(ROW).record
        return page

    @Slot(QModelIndex, QModelIndex)
    def _chosen(self, *_: QModelIndex) -> None:
        self.view.foot.clear()
        self._draw()

    @Slot()
    def _draw(self) -> None:
        if not self.list.currentIndex().isValid():
            return
        page, document = self._page(), self.view.text.document()
        self.view.text.setMarkdown(page.text)
        document.setDefaultFont(font(13))
        document.setDocumentMargin(8)
        dress(document, self._theme.tokens)
        self.view.setWindowTitle(f"Help · {page.title}")
        file = self.settings_file
        self.view.file.setVisible(file is not None and page.name == SETTINGS)
        if file is not None:
            says = f"Your settings file: {file}."
            self.view.where.setText(says if file.exists() else says + YET_TO_COME)

    @Slot(QUrl)
    def _follow(self, link: QUrl) -> None:
        """A link to another page goes there; any other one is only shown."""
        if self.item_model.row_of(link.toString()) >= 0:
            self.show_page(link.toString())
        else:
            self.view.foot.setText(OUTSIDE.format(link.toString()))

    @Slot()
    def _open_folder(self) -> None:
        file = self.settings_file
        if file is not None and not open_folder(file.parent):
            self.view.foot.setText(NOT_OPENED.format(file.parent))
