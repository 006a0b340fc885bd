"""Opens the window."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from copilot import paths, settings
from copilot.app.doorbell import doorbell, ring, ticket_of
from copilot.errors import UserFacing

if TYPE_CHECKING:
    from copilot.paths import Places
    from copilot.pipeline import Road
    from copilot.records import About

Wish = tuple[str, str]  # address and token of a Request Tracker
NO_DISPLAY = (
    "There is no display here to show the window on: DISPLAY and WAYLAND_DISPLAY are not set. "
    "Start it in a desktop session; in this terminal, “support-copilot demo” and “support-copilot "
    "list” work.\n"
)


def has_display(environment: Mapping[str, str], platform: str) -> bool:
    """Whether Qt has a chance to show a window; without one it would end the process."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return platform != "linux" or any(environment.get(name) for name in names)


def open_window(chosen: argparse.Namespace) -> int:
    """Show the window of a profile until it is closed."""
    return _show(paths.places(chosen.profile), "")


def open_ticket(chosen: argparse.Namespace) -> int:
    """Show a ticket in the window of the profile that is open, else in a new one."""
    number, places = ticket_of(chosen.address), paths.places(chosen.profile)
    return 0 if ring(places.data, number) else _show(places, number)


def _show(places: Places, ticket: str) -> int:
    """The window, at a ticket if one is named; the road is built after its first frame.

    When a person asks to connect a helpdesk, the window closes, which lets go of the store; the
    helpdesk is tried, and the window opens again and says what came of it. Status 2: no display.
    """
    if not has_display(os.environ, sys.platform):
        sys.stderr.write(NO_DISPLAY)
        return 2
    from ui.main import run

    wishes: list[Wish] = []
    unlocked: list[str | None] = [None]
    notice = ""

    def make_road(passphrase: str | None) -> Road:
        from copilot.app.profile import open_road

        known = passphrase if passphrase is not None else unlocked[-1]
        road = open_road(places, passphrase=known)
        unlocked[:] = [known]
        return road

    def forget_key() -> None:
        unlocked[:] = [None]

    with doorbell(places.data) as bell:
        while True:
            preferred = _settings_or_say(places)
            status = run(
                make_road,
                config=places.config,
                logs=places.logs,
                new_store=not places.store.exists(),
                sync_seconds=preferred.sync_seconds,
                theme=preferred.theme,
                connect=lambda address, token: wishes.append((address, token)),
                notice=notice,
                lock_minutes=preferred.lock_minutes,
                keep_lock_minutes=lambda minutes: _keep_lock_minutes(places, minutes),
                forget_key=forget_key,
                fixed=settings.locked(),
                address=preferred.helpdesk_url,
                about=lambda: _about(places),
                settings_file=places.settings,
                bundle=lambda road: _bundle(road, places),
                news=(lambda: _news(places)) if preferred.updates.place else None,
                ticket=ticket,
                bell=bell,
                ticket_of=ticket_of,
            )
            if not wishes:
                return status
            ticket, notice = "", _connected(places, wishes.pop(), unlocked[-1])


def _about(places: Places) -> About:
    from copilot.app.about import about

    return about(places)


def _bundle(road: Road, places: Places) -> str:
    from copilot.app.support import support_bundle

    return support_bundle(road, places)


def _news(places: Places) -> str:
    from copilot.app.updates import news

    return news(places)


def _settings_or_say(places: Places) -> settings.Settings:
    """The settings, or a window that says why there are none: not everybody sees a terminal."""
    from ui.refusal import show_refusal

    try:
        return settings.load(places.settings)
    except UserFacing as error:
        show_refusal(str(error))
        raise


def _keep_lock_minutes(places: Places, minutes: int) -> None:
    present = settings.load(places.settings)
    settings.save(msgspec.structs.replace(present, lock_minutes=minutes), places.settings)


def _connected(places: Places, wish: Wish, passphrase: str | None) -> str:
    """Try the helpdesk, and keep address and token when it answers; says what came of it."""
    from copilot.app.profile import connect

    address, token = wish
    fresh = msgspec.structs.replace(
        settings.suggested(
            settings.load(places.settings), team=urlsplit(address).hostname or address
        ),
        helpdesk="rt",
        helpdesk_url=address,
    )
    try:
        person = connect(places, fresh, token, passphrase=passphrase)
    except UserFacing as error:
        return f"{error} Nothing was changed."
    return f"Connected as {person.name} <{person.email}>."
