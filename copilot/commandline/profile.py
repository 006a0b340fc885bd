"""Opens a profile for one command and closes it again."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from copilot import paths
from copilot.app import profile
from copilot.errors import KeyringMissing
from copilot.pipeline import Road
from copilot.records import QueueView, TicketKey


@contextmanager
def opened(chosen: argparse.Namespace) -> Iterator[Road]:
    """The road of the chosen profile; asks for the passphrase where there is no keyring."""
    places = paths.places(chosen.profile)
    try:
        road = profile.open_road(places)
    except KeyringMissing:
        if not sys.stdin.isatty():
            raise
        road = profile.open_road(places, passphrase=getpass.getpass("Passphrase of the store: "))
    try:
        yield road
    finally:
        road.close()


def key_of(road: Road, number: str) -> TicketKey:
    """The ticket with this number in the profile's helpdesk."""
    return TicketKey(road.account().connector, number.lstrip("#"))


def first_sync(road: Road) -> None:
    """Read the helpdesk when nothing was read yet, so that the first command shows something."""
    if not road.counts()[QueueView.ALL]:
        road.sync()
