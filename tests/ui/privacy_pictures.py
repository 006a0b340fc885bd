"""Pictures of the privacy page, the lock page, corrections and what the composer offers to hide."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp
from types import SimpleNamespace

from copilot.records import LedgerRow, Person, PersonKept
from tests.fakes import road_tickets as shop
from tests.fakes.road import FakeRoad
from tests.fakes.road_parts import FakeLedger
from tests.ui.settling import settle
from ui.lock.view import BY_HAND, SHUTTING, LockPage, after_idle
from ui.sitting import Sitting, Wishes
from ui.starting import TYPE, WRONG
from ui.unlock.view import Unlock
from ui.window.memory import Memory

LONG = Person(
    "Maximiliane Wolkenstein-Trostburg zu Hohenschwangau",
    "maximiliane.wolkenstein-trostburg.zu.hohenschwangau@kundenservice.example.com",
)


class LongLedger(FakeLedger):
    """Many rows, some of them long."""

    def all(self):
        reasons = ("sync", "send reply", "read the attachment extracto-noviembre.pdf", "sync")
        return tuple(
            LedgerRow(
                shop.NOW - timedelta(minutes=7 * at),
                "support.nordlicht.example",
                reasons[at % 4],
                1_200 + 911 * at,
                48_000 * (at % 5),
                210 + at * 13,
            )
            for at in range(60)
        )


class Busy(FakeRoad):
    def __init__(self, **given):
        super().__init__(**given)
        self.ledger = LongLedger(self)


def road(kind=FakeRoad) -> FakeRoad:
    made = kind(clock=lambda: shop.NOW)
    made.privacy.correct("Fjordwind", hide=False)
    made.privacy.correct("the grey house behind the mill", hide=True, type="ADDRESS")
    made.privacy.correct("Kundennummer-2026-ABCDEFGHIJKLMNOPQRSTUVWXYZ-0123456789", hide=True)
    return made


def privacy_pictures(desk_of, folder: Path, name: str) -> None:
    """`desk_of` makes a photographed window on a road."""
    page_pictures(desk_of, folder, name)
    deletion(desk_of, folder, name)
    empty_states(desk_of, folder, name)


def page_pictures(desk_of, folder: Path, name: str) -> None:
    desk = desk_of(road(Busy))
    page = desk.presenter.privacy
    page.lock.minutes.show_number(15)
    for tab in ("Ledger", "Kept", "People", "Corrections", "Lock"):
        page.open_at(tab)
        desk.shoot(folder, f"privacy-{tab.lower()}-{name}", page.view)
    page.view.resize(760, 480)
    for tab in ("Kept", "Lock"):
        page.open_at(tab)
        desk.shoot(folder, f"privacy-{tab.lower()}-small-{name}", page.view)
    desk.road.hold = True
    page.locking.change_key()
    settle(lambda: page.view.progress.isVisible())
    page.view.grab().save(str(folder / f"privacy-key-{name}.png"))
    desk.road.let_go.set()
    desk.quiet()
    page.lock.set.click()
    desk.shoot(folder, f"privacy-passphrase-{name}", page.locking.passphrase)
    page.locking.passphrase.reject()
    page.view.close()
    desk.close()


def deletion(desk_of, folder: Path, name: str) -> None:
    at = road()
    other = shop.TICKETS[shop.key(4197)]
    at.tickets[other.key] = replace(other, requester=LONG)
    desk = desk_of(at)
    page = desk.presenter.privacy
    page.open_at("People")
    for text, words in (("an", "found"), ("maximiliane", "long"), ("zz", "nobody")):
        page.people.field.setText(text)
        page.people.search()
        desk.shoot(folder, f"privacy-people-{words}-{name}", page.view)
    person = PersonKept(
        "Dana Whitfield",
        (shop.DANA.email, "dana@home.example"),
        tuple(shop.key(4217 + at) for at in range(15)),
        (shop.key(4188), shop.key(4231)),
    )
    page.deleting.ask(person)
    desk.shoot(folder, f"privacy-delete-{name}", page.deleting.question)
    page.deleting.question.reject()
    page.deleting.ask(PersonKept(LONG.name, (LONG.email,), (shop.key(4197),)))
    desk.shoot(folder, f"privacy-delete-long-{name}", page.deleting.question)
    page.deleting.question.reject()
    page.deleting.delete(person)
    desk.shoot(folder, f"privacy-report-{name}", page.view)
    page.view.close()
    desk.close()


def empty_states(desk_of, folder: Path, name: str) -> None:
    at = FakeRoad(clock=lambda: shop.NOW)
    at.ledger = SimpleNamespace(all=tuple)
    at.privacy.hosts, at.privacy.wall = (), "python"
    at.privacy.kept = tuple(replace(one, rows=0, oldest=None) for one in at.privacy.kept)
    desk = desk_of(at)
    page = desk.presenter.privacy
    for tab in ("Ledger", "Kept", "Corrections"):
        page.open_at(tab)
        desk.shoot(folder, f"privacy-{tab.lower()}-empty-{name}", page.view)
    page.view.close()
    desk.close()


def lock_pictures(theme, folder: Path, name: str, size) -> None:
    """The lock page in its states, and the passphrase above it."""
    sitting = Sitting(
        lambda passphrase: FakeRoad(clock=lambda: shop.NOW),
        theme,
        Memory(Path(mkdtemp())),
        Wishes(prepare_ahead=False),
        executor=lambda: ThreadPoolExecutor(4),
        clock=lambda: shop.NOW,
    )
    sitting.window.resize(size)
    sitting.window.show()
    for words, why, busy, says in (
        ("lock", BY_HAND, "", ""),
        ("lock-busy", after_idle(15), SHUTTING, ""),
        ("lock-wrong", after_idle(1), "", "The store is damaged. It was left as it is."),
    ):
        page = LockPage(why)
        sitting.window.cover(page, "Support Copilot · locked")
        page.be_busy(busy)
        page.say(says)
        settle(lambda: True)
        sitting.window.grab().save(str(folder / f"{words}-{name}.png"))
    dialog = Unlock(sitting.window, why=TYPE, new_store=False, leave="Stay locked")
    dialog.show()
    dialog.refuse(WRONG)
    settle(lambda: True)
    dialog.grab().save(str(folder / f"lock-passphrase-{name}.png"))
    dialog.close()
    sitting.window.close()
    sitting.deleteLater()
