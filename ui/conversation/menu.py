"""The menu at a word of a message: hide what was missed, show what is none, copy."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ui.conversation.asked import Asked, shortened

# What the person reads, and the type that it is hidden as.
TYPES = (
    ("&Name", "PERSON"),
    ("&Address", "ADDRESS"),
    ("&Phone number", "PHONE"),
    ("&E-mail address", "EMAIL"),
    ("&Order number", "ORDER"),
    ("A&ccount number", "ACCOUNT"),
    ("&Document number", "DOCUMENT"),
    ("Password, key or code (&secret)", "SECRET"),
)
Correct = Callable[[str, bool, str], None]  # text, whether it is hidden from now on, as what


def message_menu(
    parent: QWidget,
    asked: Asked | None,
    *,
    hidden: bool,
    correct: Correct,
    copy: Callable[[], None],
    share: Callable[[], None],
) -> QMenu:
    """`asked` is None where no word stands; while personal data is hidden nothing is corrected."""
    menu = QMenu(parent)
    if asked is not None:
        _corrections(menu, asked, hidden=hidden, correct=correct)
        menu.addSeparator()
    some = asked is not None and asked.selected
    _entry(menu, "&Copy" if some else "&Copy message", copy)
    what = "Copy without personal data" if some else "Copy message without personal data"
    share_it = _entry(menu, f"{what.replace('without', '&without')}", share)
    share_it.setText(f"{share_it.text()}\tCtrl+Shift+C")
    return menu


def _corrections(menu: QMenu, asked: Asked, *, hidden: bool, correct: Correct) -> None:
    if hidden:
        menu.addAction("F8 shows personal data, then it can be corrected").setEnabled(False)
    elif asked.type:
        text = f"“{_plain(asked.text)}” is &not personal data"
        _entry(menu, text, partial(correct, asked.text, False, asked.type))
    else:
        kinds = menu.addMenu(f"&Hide “{_plain(asked.text)}” as")
        for title, kind in TYPES:
            _entry(kinds, title, partial(correct, asked.text, True, kind))


def _plain(text: str) -> str:
    return shortened(text).replace("&", "&&")


def _entry(menu: QMenu, text: str, call: Callable[[], None]) -> QAction:
    made = menu.addAction(text)
    made.triggered.connect(lambda checked=False: call())
    return made
