"""What corrections and the privacy page change in the rest of the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from copilot.records import Correction, PersonKept, type_name
from ui.conversation.asked import shortened

if TYPE_CHECKING:
    from ui.window.presenter import WindowPresenter


def said(correction: Correction) -> str:
    """What was corrected, for the banner."""
    text = f"“{shortened(correction.text)}”"
    how = f"hidden as {type_name(correction.type)}" if correction.hide else "no longer hidden"
    return f"{text} is {how} from now on, in all tickets of this helpdesk."


class Keeping(QObject):
    """Joins corrections and the privacy page with the queue and the open ticket of one window."""

    def __init__(self, desk: WindowPresenter) -> None:
        super().__init__(desk)
        self._desk = desk
        desk.privacy.deleted.connect(self._deleted)
        desk.privacy.lock_wanted.connect(desk.lock_wanted)
        desk.privacy.corrected.connect(self._read_anew)
        desk.conversation.correction_wanted.connect(desk.correcting.correct)
        desk.conversation.share_wanted.connect(desk.correcting.share)
        desk.correcting.corrected.connect(self._corrected)
        desk.correcting.taken_back.connect(self._taken_back)
        desk.correcting.copied.connect(self._copied)

    def share(self) -> None:
        """Copy what has the keyboard, or all of the open ticket, without personal data."""
        desk, key = self._desk, self._desk.conversation.key
        editor = desk.composer.view.editor
        if not editor.hasFocus():
            desk.conversation.share()
        elif key is not None:
            text = editor.textCursor().selection().toPlainText() or editor.toPlainText()
            desk.correcting.share(key, text)

    @Slot(object)
    def _deleted(self, person: PersonKept) -> None:
        desk, key = self._desk, self._desk.conversation.key
        if key in person.tickets:
            desk.showing.close()
        elif key is not None and key in person.mentions:
            desk.opener.reload(key)
        desk.queue.refresh()
        desk.outbox.refresh()

    @Slot(object)
    def _corrected(self, correction: Correction) -> None:
        undo = partial(self._desk.correcting.take_back, correction)
        self._desk.banner.offer(said(correction), "Undo", undo)
        self._read_anew()

    @Slot(object)
    def _taken_back(self, _: Correction) -> None:
        self._desk.banner.say("The correction is taken back.", "good")
        self._read_anew()

    @Slot()
    def _read_anew(self) -> None:
        """What was prepared of the open ticket is gone: have it made, or show it without."""
        desk, key = self._desk, self._desk.conversation.key
        if key is None:
            return
        if desk.status.can_write:
            desk.opener.summarise()
        else:
            desk.opener.reload(key)

    @Slot()
    def _copied(self) -> None:
        self._desk.banner.say("Copied without personal data.", "good")
