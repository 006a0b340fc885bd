"""Pictures of the menu at a word, of a correction just made, and of what the composer offers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent, QPainter, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from copilot.records import Finding, Severity
from tests.fakes import road_tickets as shop
from tests.fakes.road import FakeRoad
from tests.ui.settling import settle


def corrections_pictures(desk_of, folder: Path, name: str) -> None:
    """`desk_of` makes a photographed window on a road."""
    menus(desk_of, folder, name)
    offers(desk_of, folder, name)


def menus(desk_of, folder: Path, name: str) -> None:
    desk = desk_of(FakeRoad(clock=lambda: shop.NOW))
    desk.open(4217)
    conversation = desk.presenter.conversation
    conversation._follow = False
    conversation.view.area.verticalScrollBar().setValue(0)
    body = conversation.cards[0].bodies[0]
    for words, picture in (
        ("Tracking", "menu-hide"),
        ("A-88213", "menu-shown"),
        ("label created” since the 3rd. I need it", "menu-selection"),
    ):
        at = body.toPlainText().index(words)
        cursor = body.textCursor()
        cursor.setPosition(at + 1)
        if " " in words:
            cursor.setPosition(at + len(words), QTextCursor.MoveMode.KeepAnchor)
        body.setTextCursor(cursor)
        body.setFocus()
        keyboard = QContextMenuEvent.Reason.Keyboard
        QApplication.sendEvent(body, QContextMenuEvent(keyboard, QPoint(), QPoint()))
        menu = conversation.menu
        shown: list[QWidget] = [menu]
        first = menu.actions()[0]
        if isinstance(first.menu(), QMenu):
            menu.setActiveAction(first)
            first.menu().popup(menu.mapToGlobal(menu.rect().topRight()))
            shown.append(first.menu())
        settle(lambda menu=menu: menu.isVisible())
        with_popups(desk.window, shown, folder / f"{picture}-{name}.png")
        for one in reversed(shown):
            one.close()
    desk.presenter.correcting.correct("Tracking", True, "PERSON")
    desk.shoot(folder, f"corrected-{name}")
    conversation.share()
    desk.shoot(folder, f"copied-{name}")
    desk.close()


def with_popups(window: QWidget, popups: list[QWidget], target: Path) -> None:
    """The window with what lies above it."""
    picture = window.grab()
    painter = QPainter(picture)
    for one in popups:
        painter.drawPixmap(window.mapFromGlobal(one.mapToGlobal(QPoint())), one.grab())
    painter.end()
    picture.save(str(target))


def offers(desk_of, folder: Path, name: str) -> None:
    road = FakeRoad(clock=lambda: shop.NOW)
    draft = road.drafts[shop.CHARGED.key]
    text = (
        "Hola Tomás:\nSiento el cobro doble en la tarjeta 4111 1111 1111 1111 del pedido 88107.\n"
        "Un saludo, Anna"
    )
    start = text.index("4111")
    found = Finding(
        "secret",
        Severity.BLOCK,
        start,
        start + 19,
        "A card number stands in the reply",
        "Nobody needs it whole: put its last digits there, or strike it.",
        instead="•••• •••• •••• 1111",
    )
    road.drafts[draft.ticket] = replace(draft, text=text, findings=(found,))
    desk = desk_of(road)
    desk.open(4231)
    desk.shoot(folder, f"mask-{name}")
    desk.presenter.set_hidden(True)
    desk.shoot(folder, f"mask-hidden-{name}")
    desk.presenter.set_hidden(False)
    desk.presenter.composer.put_offered()
    desk.shoot(folder, f"masked-{name}")
    desk.close()
