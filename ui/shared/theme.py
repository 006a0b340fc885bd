"""The look of the window: fonts, light or dark, and following the system until a person chooses."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from copilot.paths import shipped
from ui.shared.tokens import Tokens, read_tokens, style_sheet

FAMILY = "Inter"


def font(pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The window's typeface at a size in logical pixels."""
    made = QFont(FAMILY)
    made.setPixelSize(pixels)
    made.setWeight(weight)
    return made


def load_fonts() -> None:
    """Make the shipped typeface known to Qt; without it Qt takes the system's."""
    for path in sorted(shipped("resources", "fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(path))


def palette(tokens: Tokens) -> QPalette:
    """Qt's own colours, for everything that the style sheet does not reach."""
    made = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, tokens.background),
        (QPalette.ColorRole.Base, tokens.panel),
        (QPalette.ColorRole.Text, tokens.ink),
        (QPalette.ColorRole.WindowText, tokens.ink),
        (QPalette.ColorRole.PlaceholderText, tokens.muted),
        (QPalette.ColorRole.Highlight, tokens.accent),
        (QPalette.ColorRole.HighlightedText, tokens.accent_text),
        (QPalette.ColorRole.Link, tokens.accent),
    ):
        made.setColor(role, QColor(colour))
    return made


class Theme(QObject):
    """Light or dark: what a person toggled, else `preferred`, else the system; "" is no choice."""

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        chosen: str = "",
        *,
        preferred: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._app, self._preferred = app, preferred
        self._template = shipped("resources", "themes", "window.qss").read_text(encoding="utf-8")
        self.chosen = chosen
        self.fixed = False  # an organisation's policy says which; nobody toggles it
        load_fonts()
        app.setFont(font(13))
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._apply()

    @property
    def name(self) -> str:
        """ "light" or "dark", as shown now."""
        return self.chosen or self._preferred or self._of_system()

    def choose(self, name: str) -> None:
        """Show "light" or "dark", or forget the choice with ""."""
        self.chosen = name
        self._apply()

    @Slot()
    def toggle(self) -> None:
        """From light to dark and back, unless it is fixed."""
        if not self.fixed:
            self.choose("light" if self.name == "dark" else "dark")

    def _of_system(self) -> str:
        dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    @Slot()
    def _system_changed(self) -> None:
        if not self.chosen:
            self._apply()

    def _apply(self) -> None:
        self.tokens = read_tokens(self.name)
        self._app.setPalette(palette(self.tokens))
        self._app.setStyleSheet(style_sheet(self._template, self.tokens))
        self.changed.emit()
