"""Layout of the support bundle: what would be saved, to the letter."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from ui.shared.banner import Banner
from ui.shared.parts import button, column, label, reading, row

SAYS = (
    "For whoever helps you: how the program is on this machine. It holds no text of a ticket, no "
    "name, no address, no password and no key. This is the whole of it; nothing is sent to anybody."
)
LOOKING = "Each part is tried once. That takes some seconds."


class BundleView(QDialog):
    """Shows the text, and a way to save exactly that."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Support bundle")
        self.resize(820, 620)
        self.banner = Banner()
        self.looking = label(LOOKING, "small")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName("Trying each part")
        self.text = reading("What would be saved")
        self.copy = button("Copy")
        self.save = button("Save …", "primary", name="Save")
        self.close_button = button("Close  Esc", name="Close")
        self.close_button.clicked.connect(self.reject)
        self.setLayout(
            column(
                label("Support bundle", "title"),
                label(SAYS, "muted", wrap=True),
                self.banner,
                self.looking,
                self.bar,
                self.text,
                row(self.copy, 1, self.close_button, self.save),
                space=10,
                margins=(18, 16, 18, 12),
            )
        )

    def show_text(self, text: str) -> None:
        """This is it; "" while it is still being made."""
        self.looking.setVisible(not text)
        self.bar.setVisible(not text)
        self.text.setPlainText(text)
        self.copy.setEnabled(bool(text))
        self.save.setEnabled(bool(text))
