"""Behaviour of the audit page: loads the chain, checks it, exports it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from copilot.errors import BadInput
from copilot.records import AuditRow, PolicyState
from ui.audit.chain_tab import ChainTab
from ui.audit.policy_tab import PolicyTab
from ui.audit.props import Broken, state_words
from ui.audit.rows_tab import RowsTab
from ui.jobs import Job, Jobs
from ui.shared.page import Page
from ui.shared.parts import column, label
from ui.shared.theme import Theme

if TYPE_CHECKING:
    from copilot.pipeline import Road

FOOT = "Each row seals the one before it. What was said of a customer goes when they are deleted."


def ask_where(window: QWidget) -> Path | None:
    """Where the export is written; None when the person thought better of it."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
    name = str(Path(folder, "support-copilot-audit.jsonl"))
    chosen, _ = QFileDialog.getSaveFileName(window, "Export the audit chain", name)
    return Path(chosen) if chosen else None


class AuditPresenter(QObject):
    """One page for the whole window."""

    failed = Signal(object)  # what went wrong while the page was closed

    def __init__(
        self,
        theme: Theme,
        jobs: Jobs,
        clock: Callable[[], datetime],
        window: QWidget,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.road: Road | None = None
        self._loading: Job | None = None
        self._checking: Job | None = None
        self._rows: tuple[AuditRow, ...] = ()
        self._broken: Sequence[Broken] | None = None
        self.rows = RowsTab(theme, clock, self)
        self.chain, self.policy = ChainTab(self), PolicyTab(self)
        self.view = Page(
            "Audit",
            (
                ("Rows", self.rows.page),
                ("Check and export", self.chain.view),
                ("Team policy", self.policy.view),
            ),
            window,
            foot=column(label(FOOT, "small", wrap=True)),
            progress="Under way",
        )
        self.chain.check.clicked.connect(self.check)
        self.chain.export.clicked.connect(self.export)

    def start(self, road: Road) -> None:
        """Show this road's chain from now on."""
        self.road = road

    def stop(self) -> None:
        """Ask for nothing more."""
        self.rows.stop()

    def set_hidden(self, hidden: bool) -> None:
        """Hide who did what, or show it."""
        self.rows.set_hidden(hidden)

    @Slot()
    def open(self) -> None:
        """Show the page with the newest rows."""
        self.view.banner.clear()
        self.view.show()
        self.view.raise_()
        self.view.activateWindow()
        self.rows.words.setFocus()
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Load the rows and the policy again, and check the chain."""
        road = self.road
        if road is None or self._loading is not None:
            return
        self._loading = self._jobs.run(
            lambda stop: (road.audit.rows(), road.policy.state()), self._show, self._not_shown
        )

    @Slot()
    def check(self) -> None:
        """Look at every row and the outbox once more."""
        road = self.road
        if road is None or self._checking is not None:
            return
        self._broken = None
        self._draw()
        self._checking = self._jobs.run(
            lambda stop: road.audit.broken(), self._checked, self._not_checked
        )

    @Slot()
    def export(self) -> None:
        """Write the whole chain where the person says."""
        road, target = self.road, ask_where(self.view)
        if road is None or target is None:
            return

        def work() -> tuple[Path, int, str]:
            made = road.audit.export()
            try:
                target.write_bytes(made.data)
            except OSError as error:
                raise BadInput(
                    f"{target.name} could not be written: {error.strerror}. Save it in another "
                    "folder."
                ) from error
            return target, *made.head

        self._jobs.run(lambda stop: work(), self._exported, self._report)

    def _show(self, found: tuple[tuple[AuditRow, ...], PolicyState]) -> None:
        self._loading = None
        self._rows, policy = found
        self.rows.show(self._rows)
        self.policy.show(policy)
        self.check()

    def _not_shown(self, error: Exception) -> None:
        self._loading = None
        self._report(error)

    def _checked(self, broken: Sequence[Broken]) -> None:
        self._checking, self._broken = None, tuple(broken)
        self._draw()

    def _not_checked(self, error: Exception) -> None:
        self._checking = None
        self._report(error)

    def _exported(self, made: tuple[Path, int, str]) -> None:
        path, number, head = made
        said = f"Saved as {path}. Write down: row {number}, head {head}."
        self.view.banner.say(said, "good")

    def _draw(self) -> None:
        words, _ = state_words(self._broken, len(self._rows))
        self.view.about.setText(words)
        self.chain.show(self._rows, self._broken)

    def _report(self, error: Exception) -> None:
        if self.view.isVisible():
            self.view.banner.report(error)
        else:
            self.failed.emit(error)
