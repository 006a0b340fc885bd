"""Opens tickets: loads one, remembers what was new on it, has its summary made."""

from __future__ import annotations

from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from copilot.errors import Cancelled
from copilot.records import (
    OpenedTicket,
    Outdated,
    Role,
    SinceLastLook,
    Summary,
    Ticket,
    TicketKey,
    Visibility,
)
from ui.jobs import Job, Jobs

if TYPE_CHECKING:
    from copilot.pipeline import Road


def waits_for_reply(ticket: Ticket) -> bool:
    """Whether the last public word is the customer's."""
    public = [one for one in ticket.messages if one.visibility is Visibility.PUBLIC]
    return bool(public) and public[-1].author is Role.CUSTOMER


def _still_wrong(first: SinceLastLook, opened: OpenedTicket) -> tuple[Outdated, ...]:
    """What was found wrong at first or now, and still stands in the draft."""
    text = opened.draft.text if opened.draft else ""
    found = (*opened.since.outdated, *first.outdated)
    once = {one.sentence: one for one in reversed(found) if one.sentence in text}
    return tuple(sorted(once.values(), key=lambda one: text.find(one.sentence)))


class Opener(QObject):
    """`opened` comes again when more is known of a ticket; its `since` stays as it was at first."""

    opened = Signal(object)  # an OpenedTicket
    summarising = Signal(bool)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.road: Road | None = None
        self.current: OpenedTicket | None = None
        self._wanted: TicketKey | None = None
        self._since: SinceLastLook | None = None
        self._loading: Job | None = None
        self._summary: Job | None = None

    def open(self, key: TicketKey) -> None:
        """Load a ticket; the one before is no longer waited for."""
        if key != self._wanted:
            self._wanted, self._since = key, None
            self._drop_summary()
        self._load(key)

    def reload(self, key: TicketKey) -> None:
        """Load the ticket again when it is the open one."""
        if key == self._wanted:
            self._load(key)

    def answered(self, key: TicketKey) -> None:
        """Who approves a reply has looked at its ticket: only what comes after it is new."""
        if key == self._wanted:
            self._since = None
            self._load(key)

    def close(self) -> None:
        """No ticket is open any more."""
        self._drop_summary()
        if self._loading is not None:
            self._loading.drop()
        self._wanted = self._since = self._loading = self.current = None

    def summarise(self) -> None:
        """Have the open ticket's summary made."""
        road, opened = self.road, self.current
        if road is None or opened is None or self._summary is not None:
            return
        key = opened.ticket.key

        def work(stop: Event) -> Summary:
            return road.summarise(key, stop=stop)

        self._summary = self._jobs.run(work, self._summarised, self._not_summarised)
        self.summarising.emit(True)

    def cancel(self) -> bool:
        """Stop the summary; False when none is being made."""
        if self._summary is None:
            return False
        self._summary.cancel()
        return True

    def _load(self, key: TicketKey) -> None:
        road = self.road
        if road is None:
            return
        if self._loading is not None:
            self._loading.drop()

        def work(stop: Event) -> OpenedTicket:
            opened = road.open(key)
            road.looked(opened.ticket)
            return opened

        self._loading = self._jobs.run(work, self._loaded, self._not_loaded)

    def _loaded(self, opened: OpenedTicket) -> None:
        self._loading = None
        self._since = self._with_news(opened)
        self.current = replace(opened, since=self._since)
        self.opened.emit(self.current)

    def _with_news(self, opened: OpenedTicket) -> SinceLastLook:
        """What was new at first, and what others wrote while the ticket was open."""
        first, road = self._since, self.road
        if first is None or road is None:
            return opened.since
        me = road.account().agent
        others = {
            one.id
            for one in opened.ticket.messages
            if one.author is Role.CUSTOMER or me.name != one.author_name
        }
        fresh = [one for one in opened.since.new_messages if one in others]
        first = replace(
            first,
            promised=tuple(dict.fromkeys((*first.promised, *opened.since.promised))),
            broken=opened.since.broken,
            doubtful=opened.since.doubtful,
            outdated=_still_wrong(first, opened),
        )
        if not fresh:
            return first
        news = tuple(dict.fromkeys((*first.new_messages, *fresh)))
        return replace(first, looked=first.looked or opened.since.looked, new_messages=news)

    def _not_loaded(self, error: Exception) -> None:
        self._loading = None
        self.failed.emit(error)

    def _summarised(self, _: Summary) -> None:
        self._summary = None
        self.summarising.emit(False)
        if self._wanted is not None:
            self._load(self._wanted)

    def _not_summarised(self, error: Exception) -> None:
        self._summary = None
        self.summarising.emit(False)
        if not isinstance(error, Cancelled):
            self.failed.emit(error)

    def _drop_summary(self) -> None:
        if self._summary is not None:
            self._summary.drop()
            self._summary = None
            self.summarising.emit(False)
