"""Lock and key: after how long it locks, the passphrase, another key for the store."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from copilot.records import PrivacyState
from ui.privacy.numbers import Number
from ui.privacy.props import passphrase_words
from ui.shared.organisation import fix, set_note
from ui.shared.parts import button, column, label, line, row, scrolling

LOCK = (
    "Locking saves what you typed, ends the engine, closes the store and forgets its key; the "
    "window then shows nothing of any ticket."
)
KEY = (
    "The store is encrypted anew under a new key, for instance after somebody else had this "
    "laptop. That takes a minute for a large store, and is done whole or not at all."
)
KEY_OTHERWISE = (
    "The key is made from your passphrase: change the passphrase, and the store is encrypted anew."
)
LONGEST = 480  # minutes


class LockTab(QObject):
    """Shows the ways in which the store is shut; the presenter acts."""

    minutes_chosen = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.minutes = Number(
            most=LONGEST, unit="minutes", none="never by itself", spoken="Minutes until it locks"
        )
        self.minutes.chosen.connect(self.minutes_chosen)
        self.note = set_note()
        self.lock = button("Lock now  Ctrl+Alt+L", name="Lock now")
        self.passphrase = label("", "muted", wrap=True)
        self.set = button("Set a passphrase …")
        self.remove = button("Remove it …", name="Remove the passphrase")
        self.key = label(KEY, "muted", wrap=True)
        self.change_key = button("Change the key …")
        lock_after = label("Lock without a key or a click after")
        whole = column(
            label("LOCK", "section"),
            label(LOCK, "muted", wrap=True),
            row(lock_after, self.minutes, self.note, self.lock, 1, space=10),
            row(line(), margins=(0, 8, 0, 8)),
            label("PASSPHRASE", "section"),
            self.passphrase,
            row(self.set, self.remove, 1),
            row(line(), margins=(0, 8, 0, 8)),
            label("KEY OF THE STORE", "section"),
            self.key,
            row(self.change_key, 1),
            1,
            space=8,
            margins=(0, 10, 8, 4),
        )
        self.view = scrolling(whole)

    def fix(self, names: frozenset[str]) -> None:
        """The organisation's policy may say after how long it locks."""
        if "lock_minutes" in names:
            fix(self.minutes, self.note)

    def show(self, state: PrivacyState) -> None:
        """Show what the store is shut with."""
        some = state.locked_by != "keyring"
        is_key = state.locked_by == "passphrase"
        self.passphrase.setText(passphrase_words(state.locked_by))
        self.set.setText("Change it …" if some else "Set a passphrase …")
        self.set.setAccessibleName("Change the passphrase" if some else "Set a passphrase")
        self.remove.setVisible(some and not is_key)
        self.change_key.setVisible(not is_key)
        self.key.setText(KEY_OTHERWISE if is_key else KEY)
