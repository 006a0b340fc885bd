"""Every key of the window, in the order in which the list of keys shows them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from ui.shared.parts import button, column, label, row


@dataclass(frozen=True, slots=True)
class Key:
    """Keys for one thing; the first is shown."""

    name: str
    keys: tuple[str, ...]
    says: str


KEYS = (
    Key("next", ("J",), "Next ticket"),
    Key("previous", ("K",), "Previous ticket"),
    Key("down", ("Alt+Down",), "Scroll the messages down"),
    Key("up", ("Alt+Up",), "Scroll the messages up"),
    Key("read", ("M",), "Text caret into the messages (menu key: correct, copy)"),
    Key("queue", ("Esc",), "Stop what is being written, else go to the queue"),
    Key("reply", ("R",), "Write the reply"),
    Key("note", ("N",), "Write an internal note"),
    Key("draft", ("Ctrl+D",), "Let the draft be written"),
    Key("accept", ("Alt+A",), "Accept the first open finding"),
    Key("strike", ("Alt+S",), "Strike its sentence"),
    Key("mask", ("Alt+M",), "Put what is offered for a card number or secret"),
    Key("earlier", ("Ctrl+H",), "Earlier texts of this draft"),
    Key("why", ("Alt+W",), "Why this draft? Its steps, sources and checks"),
    Key("transcript", ("Alt+C",), "From a transcript of a call or chat …"),
    Key("attach", ("Alt+F",), "Attach files …"),
    Key("status", ("Alt+T",), "Choose the status after sending"),
    Key("change", ("Alt+G",), "Change status or assignee without a reply"),
    Key("link", ("Ctrl+Shift+L",), "New ticket linked to this one …"),
    Key("preview", ("Ctrl+P",), "Preview exactly what would be sent"),
    Key("approve", ("Ctrl+Return", "Ctrl+Enter"), "Approve and queue"),
    Key("take back", ("Ctrl+Z",), "Take back what was just approved (in the text: undo)"),
    Key("search", ("Ctrl+K",), "Search tickets, articles, commands"),
    Key("knowledge", ("Ctrl+B",), "Knowledge: sources, gaps, feedback"),
    Key("privacy", ("Ctrl+Shift+B",), "Privacy: hosts, what is kept, people, lock"),
    Key("audit", ("Ctrl+Shift+O",), "Audit: what was seen, approved and sent; team policy"),
    Key("outbox", ("Ctrl+O",), "Outbox"),
    Key("sign", ("Ctrl+Shift+S",), "Sign a colleague’s request as the second person"),
    Key("answer", ("Ctrl+Shift+A",), "Take in what a second person signed"),
    Key("sync", ("F5",), "Fetch from the helpdesk"),
    Key("hide", ("F8",), "Hide personal data"),
    Key("share", ("Ctrl+Shift+C",), "Copy without personal data"),
    Key("lock", ("Ctrl+Alt+L",), "Lock"),
    Key("mine", ("Ctrl+1",), "Mine"),
    Key("unassigned", ("Ctrl+2",), "Unassigned"),
    Key("waiting", ("Ctrl+3",), "Waiting"),
    Key("all", ("Ctrl+4",), "All"),
    Key("theme", ("Ctrl+L",), "Light or dark"),
    Key("keys", ("F1", "?"), "All keys"),
    Key("about", ("Shift+F1",), "About: version, model file, licences"),
    Key("bundle", ("Ctrl+Shift+F1",), "Support bundle: look at it, then save it"),
    Key("close", ("Ctrl+Q",), "Quit"),
)


class KeyList(QDialog):
    """All keys in two columns, and the ways to what else helps."""

    help_wanted = Signal()
    about_wanted = Signal()
    bundle_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(7)
        half = (len(KEYS) + 2) // 2
        shown = (Key("open", ("Enter",), "Open the ticket of the queue"), *KEYS)
        for at, key in enumerate(shown):
            words = " or ".join(one for one in key.keys if one != "Ctrl+Enter").replace(
                "Return", "Enter"
            )
            name = label(words, "key")
            across = 0 if at < half else 3
            grid.addLayout(row(name, 1), at % half, across)
            grid.addWidget(label(key.says), at % half, across + 1)
        grid.setColumnMinimumWidth(2, 24)
        close = button("Close  Esc", name="Close")
        close.clicked.connect(self.accept)
        self.help = button("Help …", name="Help")
        self.about = button("About …", name="About")
        self.bundle = button("Support bundle …", name="Support bundle")
        for one, wanted in (
            (self.help, self.help_wanted),
            (self.about, self.about_wanted),
            (self.bundle, self.bundle_wanted),
        ):
            one.clicked.connect(self.accept)
            one.clicked.connect(wanted)
        foot = row(self.help, self.about, self.bundle, 1, close)
        self.setLayout(column(grid, foot, space=16, margins=(22, 20, 22, 14)))
        close.setFocus()
