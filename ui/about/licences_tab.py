"""What others made, each with its licence and the words that are handed on with it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from copilot.records import Component
from ui.shared.lists import ListTab
from ui.shared.parts import reading
from ui.shared.rows import Row
from ui.shared.theme import Theme

NOTHING = "The list of licences is not here. Install the program again."


def component_row(one: Component) -> Row:
    """A name with its version, its licence below."""
    title = f"{one.name} {one.version}".rstrip()
    return Row(title, title, "", one.licence, one)


class LicencesTab(ListTab):
    """The list, and the notice of the chosen one."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        self.notice = reading("Notice")
        super().__init__(
            theme, self.notice, NOTHING, name="licences", spoken="Licences", parent=parent
        )
        self.view.halves.setSizes([300, 620])  # licences are broken into lines of some width

    def show(self, components: tuple[Component, ...]) -> None:
        """Show them by name."""
        self.show_rows(tuple(map(component_row, components)))

    def show_detail(self) -> None:
        """The words of the chosen one."""
        one: Component | None = self.record()
        self.notice.setPlainText(one.notice if one is not None else "")
