"""Deletes somebody after one question, and reports what was deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from copilot.records import Deletion, PersonKept
from ui.privacy.doing import Doing
from ui.privacy.people_tab import PeopleTab
from ui.privacy.props import report_text, what_goes, what_stays
from ui.shared.masking import BLOT
from ui.shared.question import Question


class Deleting(QObject):
    """`deleted` carries a PersonKept who is gone."""

    deleted = Signal(object)

    def __init__(
        self,
        doing: Doing,
        people: PeopleTab,
        clock: Callable[[], datetime],
        window: QWidget,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._doing, self._people, self._clock, self._window = doing, people, clock, window
        self.question: Question | None = None
        self.desk_name = ""
        self.hidden = False
        people.deletion_wanted.connect(self.ask)

    def _name(self, person: PersonKept) -> str:
        return BLOT if self.hidden else person.name or ", ".join(person.emails)

    @Slot(object)
    def ask(self, person: PersonKept) -> None:
        """Say exactly what goes and what stays."""
        more = (
            ("WHAT GOES, AND DOES NOT COME BACK", what_goes(person)),
            ("WHAT STAYS", what_stays(person)),
        )
        title = f"Delete {self._name(person)} everywhere?"
        self.question = Question(title, "", "Delete", self._window, more=more)
        self.question.accepted.connect(lambda: self.delete(person))
        self.question.open()

    def delete(self, person: PersonKept) -> None:
        """Delete somebody without a question."""

        def done(deletion: object) -> None:
            assert isinstance(deletion, Deletion)  # noqa: S101 - what delete_person returns
            text = report_text(person, deletion, self._clock(), self.desk_name)
            self._people.show_report(f"{self._name(person)} was deleted", text)
            self.deleted.emit(person)

        self._doing.do("Deleting …", lambda privacy: privacy.delete_person(person), done)
