"""The exact preview: every field and byte of one outgoing thing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from copilot.records import Outgoing, ReplyKind, Terms, Visibility
from ui.approval.props import attachments_exactly, recipients
from ui.shared.citations import short
from ui.shared.masking import masked
from ui.shared.parts import button, column, label, reading, row

MOST, LONGEST = 10, 76  # accepted sentences of one rule that are listed; characters of each
COVERED = "Personal data is hidden on the screen only: it is sent as it was written. F8 shows it."


def fields(outgoing: Outgoing, terms: Terms | None = None) -> tuple[tuple[str, str], ...]:
    """(name, value) of everything beside the text."""
    internal = outgoing.visibility is Visibility.INTERNAL
    readers = "colleagues only" if internal else "the customer"
    return (
        ("Helpdesk", f"{outgoing.connector}, ticket {outgoing.ticket_id}"),
        ("Sent as", outgoing.account),
        (
            "Kind",
            f"{outgoing.kind.value}, read by {readers}",
        ),
        ("Recipients", recipients(outgoing)),
        ("Subject", outgoing.subject),
        *_of_its_kind(outgoing),
        ("You accepted", accepted(outgoing.accepted_findings)),
        (
            "Only if",
            f"the ticket still has {outgoing.seen_version.message_count} messages, as you saw it",
        ),
        *(_terms(terms) if terms is not None else ()),
    )


def accepted(findings: Sequence[str]) -> str:
    """Each rule once, and below it the words in which it was found."""
    places: dict[str, list[str]] = {}
    for rule, _, place in (one.partition("\n") for one in findings):
        places.setdefault(rule, []).extend(filter(None, [place]))
    lines = []
    for rule, found in places.items():
        more = len(found) - MOST
        lines += [rule, *(f"    {short(one, LONGEST)}" for one in found[:MOST])]
        lines += [f"    and {more} more, marked ✓ in the text"] if more > 0 else []
    return "\n".join(lines) or "nothing"


def _of_its_kind(outgoing: Outgoing) -> tuple[tuple[str, str], ...]:
    match outgoing.kind:
        case ReplyKind.FIELD_CHANGE:
            return (("Change", "\n".join(change.words for change in outgoing.changes)),)
        case ReplyKind.LINKED_TICKET:
            return (("Link", f"the new ticket {outgoing.relation}"),)
        case _:
            status = outgoing.new_status.value if outgoing.new_status else "unchanged"
            return (("Status", status), ("Attachments", attachments_exactly(outgoing)))


def _terms(terms: Terms) -> tuple[tuple[str, str], ...]:
    days = "1 day" if terms.days == 1 else f"{terms.days} days"
    undo = f"{terms.undo_seconds} seconds, then it goes out" if terms.undo_seconds else "no time"
    return (
        ("Approval holds", f"{days}; what still waits then is not sent"),
        ("To take it back", undo),
        ("Policy", terms.policy or "none: your team has no policy here"),
        ("Second person", " ".join(terms.second) or "nobody has to sign besides"),
        ("Goes out", terms.held or terms.hours or "as soon as there is a connection"),
    )


class Preview(QDialog):
    """Read-only; approving is done in the window."""

    def __init__(self, outgoing: Outgoing, parent: QWidget, terms: Terms | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Exactly this would be sent")
        self.resize(680, 640)
        self._outgoing, self._terms = outgoing, terms
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(18)
        self.grid.setVerticalSpacing(5)
        self.grid.setColumnStretch(1, 1)
        self.values = {
            name: label("", wrap=True, select=True) for name, _ in fields(outgoing, terms)
        }
        for at, (name, value) in enumerate(self.values.items()):
            self.grid.addWidget(label(name, "muted"), at, 0, Qt.AlignmentFlag.AlignTop)
            self.grid.addWidget(value, at, 1, Qt.AlignmentFlag.AlignTop)
        self.body = reading("Text")
        self.covered = label(COVERED, "warning", wrap=True)
        close = button("Close  Esc", name="Close")
        close.clicked.connect(self.accept)
        self.finished.connect(self.deleteLater)
        size = f"{len(outgoing.body)} characters, {len(outgoing.body.encode())} bytes"
        foot = row(label(size, "small"), 1, close)
        self.setLayout(
            column(self.grid, self.covered, self.body, foot, space=14, margins=(20, 18, 20, 14))
        )
        self.hide_words(None)

    def hide_words(self, words: tuple[str, ...] | None) -> None:
        """Blot these words out and what looks like personal data; None shows everything."""

        def seen(text: str) -> str:
            return text if words is None else masked(text, words)

        for name, value in fields(self._outgoing, self._terms):
            self.values[name].setText(seen(value))
        self.body.setPlainText(seen(self._outgoing.body))
        self.covered.setVisible(words is not None)
