"""People: who is kept here, deleting somebody everywhere, and the report of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedLayout, QWidget

from copilot.records import PersonKept
from ui.privacy.props import NO_PEOPLE, numbers, person_row
from ui.shared.facts import fact_grid
from ui.shared.lists import ListTab
from ui.shared.masking import BLOT
from ui.shared.parts import button, column, label, reading, row
from ui.shared.theme import Theme


class PersonDetail(QWidget):
    """What is kept of one person."""

    def __init__(self) -> None:
        super().__init__()
        self.name = label("", "title", wrap=True, select=True)
        self.name.setMinimumWidth(1)  # one very long name must not push the list away
        self.emails = label("", wrap=True, select=True)
        self.emails.setMinimumWidth(1)
        self.tickets = label("", wrap=True, select=True)
        self.mentions = label("", wrap=True, select=True)
        self.delete = button(
            "Delete …", "danger", tip="Asks first, and says what goes and what stays"
        )
        facts = fact_grid(
            (
                ("Addresses", self.emails),
                ("Their tickets", self.tickets),
                ("Named in", self.mentions),
            )
        )
        self.setLayout(
            column(self.name, facts, row(self.delete, 1), 1, space=12, margins=(0, 8, 0, 0))
        )


class ReportPane(QWidget):
    """What a deletion did; it is kept nowhere."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "title", wrap=True)
        self.text = reading("Report of the deletion")
        self.copy = button("Copy report", "primary")
        self.back = button("Back")
        foot = row(label("The report is not kept here.", "small"), 1, self.back, self.copy)
        self.setLayout(column(self.title, self.text, foot, space=10, margins=(0, 8, 0, 0)))


class PeopleTab(ListTab):
    """`search_wanted` carries what was typed, `deletion_wanted` a PersonKept."""

    search_wanted = Signal(str)
    deletion_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QObject) -> None:
        self.detail = PersonDetail()
        self._people: tuple[PersonKept, ...] = ()
        self._hidden = False
        super().__init__(
            theme, self.detail, NO_PEOPLE, name="people", spoken="People", parent=parent
        )
        self.field = QLineEdit(placeholderText="Name or e-mail address", clearButtonEnabled=True)
        self.field.setAccessibleName("Name or e-mail address")
        self.find = button("Find")
        self.report = ReportPane()
        self.page = QWidget()
        self._stack = QStackedLayout()
        search = QWidget()
        search.setLayout(
            column(row(self.field, self.find), self.view, space=10, margins=(0, 6, 0, 0))
        )
        self._stack.addWidget(search)
        self._stack.addWidget(self.report)
        self.page.setLayout(self._stack)
        self.field.returnPressed.connect(self.search)
        self.find.clicked.connect(self.search)
        self.detail.delete.clicked.connect(self._delete)
        self.report.copy.clicked.connect(self._copy)
        self.report.back.clicked.connect(self.leave_report)
        self.view.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)

    @Slot()
    def search(self) -> None:
        """Look for who was typed."""
        if text := " ".join(self.field.text().split()):
            self.search_wanted.emit(text)

    def show_people(self, text: str, people: tuple[PersonKept, ...]) -> None:
        """Show who was found."""
        self._people = people
        self.view.nothing.setText(f"Nothing is kept of anybody called “{text}”.")
        self._show_all()
        if people:
            self.list.setFocus()

    def set_hidden(self, hidden: bool) -> None:
        """Hide names and addresses, or show them."""
        self._hidden = hidden
        self._show_all()

    def forget(self) -> None:
        """Show nobody, as when it is opened."""
        self._people = ()
        self.field.clear()
        self.view.nothing.setText(NO_PEOPLE)
        self._show_all()
        self.report.text.clear()
        self._stack.setCurrentIndex(0)

    def _show_all(self) -> None:
        echo = QLineEdit.EchoMode.Password if self._hidden else QLineEdit.EchoMode.Normal
        self.field.setEchoMode(echo)
        self.show_rows(tuple(person_row(one, hidden=self._hidden) for one in self._people))

    def show_detail(self) -> None:
        """What is kept of the chosen one."""
        person: PersonKept | None = self.record()
        if person is None:
            return
        hidden = self._hidden
        self.detail.name.setText(BLOT if hidden else person.name or "Without a name")
        self.detail.emails.setText(BLOT if hidden else "\n".join(person.emails) or "none")
        self.detail.tickets.setText(numbers(person.tickets) or "none")
        self.detail.mentions.setText(numbers(person.mentions) or "no ticket of others")

    def show_report(self, title: str, text: str) -> None:
        """Show what a deletion did."""
        self.report.title.setText(title)
        self.report.text.setPlainText(text)
        self._stack.setCurrentWidget(self.report)
        self.report.copy.setFocus()

    @Slot()
    def leave_report(self) -> None:
        """Back to the search, which knows nobody."""
        self.forget()
        self.field.setFocus()

    @Slot()
    def _copy(self) -> None:
        QApplication.clipboard().setText(self.report.text.toPlainText())

    @Slot()
    def _delete(self) -> None:
        if (person := self.record()) is not None:
            self.deletion_wanted.emit(person)
