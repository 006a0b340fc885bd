"""What each key does, and the same things as commands of the palette."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from copilot.records import QueueView, ReplyKind
from ui.search.hits import Command
from ui.window.keys import KEYS, KeyList

if TYPE_CHECKING:
    from ui.window.presenter import WindowPresenter

EVERYWHERE = ("hide", "lock")  # also while a dialog has the keyboard
MOVES = ("next", "previous", "queue", "down", "up", "read")  # of no use in the palette


class Actions(QObject):
    """Binds the keys of one window."""

    def __init__(self, desk: WindowPresenter) -> None:
        super().__init__(desk)
        self._desk = desk
        self._does: dict[str, Callable[[], object]] = {
            "next": lambda: desk.queue.step(1),
            "previous": lambda: desk.queue.step(-1),
            "down": lambda: desk.conversation.scroll(1),
            "up": lambda: desk.conversation.scroll(-1),
            "queue": desk.escape,
            "reply": lambda: desk.write(ReplyKind.PUBLIC_REPLY),
            "note": lambda: desk.write(ReplyKind.INTERNAL_NOTE),
            "draft": desk.composer.write,
            "accept": desk.accept_first,
            "strike": desk.strike_first,
            "mask": desk.composer.put_offered,
            "read": desk.conversation.read,
            "share": desk.keeping.share,
            "why": lambda: desk.trace.open(desk.composer.draft),
            "transcript": desk.composer.from_transcript,
            "attach": desk.composer.attaching.choose,
            "status": desk.approval.view.status.showMenu,
            "change": desk.conversation.view.change.showMenu,
            "link": desk.changing.link,
            "preview": desk.approval.show_preview,
            "approve": desk.approval.approve,
            "take back": desk.undo.take_back,
            "search": desk.search.open,
            "knowledge": desk.knowledge.open,
            "privacy": desk.privacy.open,
            "audit": desk.audit.open,
            "earlier": desk.show_earlier,
            "outbox": desk.outbox.open,
            "sign": desk.second.sign,
            "answer": desk.second.take,
            "sync": desk.syncer.sync,
            "hide": lambda: desk.set_hidden(not desk.hidden),
            "mine": lambda: desk.show_tab(QueueView.MINE),
            "unassigned": lambda: desk.show_tab(QueueView.UNASSIGNED),
            "waiting": lambda: desk.show_tab(QueueView.WAITING),
            "all": lambda: desk.show_tab(QueueView.ALL),
            "lock": desk.lock_wanted.emit,
            "theme": desk.theme.toggle,
            "keys": self.show_keys,
            "about": desk.helping.about.open,
            "bundle": desk.helping.bundle.open,
            "close": desk.window.close,
        }
        self._bind()
        self._everywhere = {
            QKeySequence(one).toString(): self._does[key.name]
            for key in KEYS
            if key.name in EVERYWHERE
            for one in key.keys
        }
        if (app := QApplication.instance()) is not None:
            app.installEventFilter(self)
        desk.top.keys.clicked.connect(self.show_keys)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Dialogs do not get the window's keys; these few reach them all the same."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            pressed = QKeySequence(event.keyCombination()).toString()
            does = self._everywhere.get(pressed)
            if does is not None and isinstance(watched, QWidget) and self._in_dialog(watched):
                does()
                return True
        return False

    def _in_dialog(self, watched: QWidget) -> bool:
        """Whether it is in a dialog of this window."""
        above = watched.window().parentWidget()
        while above is not None and above is not self._desk.window:
            above = above.parentWidget()
        return above is not None

    def commands(self) -> tuple[Command, ...]:
        """Every key's thing, for the palette."""
        return tuple(
            Command(key.says, key.keys[0].replace("Return", "Enter"), self._does[key.name])
            for key in KEYS
            if key.name not in MOVES
        )

    def show_keys(self) -> None:
        """Open the list of keys."""
        keys = KeyList(self._desk.window)
        keys.help_wanted.connect(self._desk.helping.pages.open)
        keys.about_wanted.connect(self._desk.helping.about.open)
        keys.bundle_wanted.connect(self._desk.helping.bundle.open)
        keys.finished.connect(keys.deleteLater)
        keys.open()

    def _bind(self) -> None:
        for key in KEYS:
            shortcut = QShortcut(self._desk.window.backdrop)
            shortcut.setKeys([QKeySequence(one) for one in key.keys])
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(self._does[key.name])
