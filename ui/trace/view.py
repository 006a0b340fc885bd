"""Layout of the trace page."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from ui.shared.facts import fact_grid
from ui.shared.parts import button, column, label, line, row, scrolling
from ui.trace.props import StepRow, TraceProps

TITLE = "Why this draft?"
NO_TEXT = (
    "A trace holds no words of the ticket, the prompt or the answer: it names versions, sources, "
    "findings and costs."
)


class TracePage(QDialog):
    """Read-only."""

    def __init__(self, props: TraceProps, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(TITLE)
        self.resize(720, 560)
        self.export = button(
            "Export all traces …", name="Export all traces", tip="As OpenTelemetry spans, JSON"
        )
        close = button("Close  Esc", name="Close")
        close.clicked.connect(self.accept)
        steps = column(*map(step_widget, props.steps), 1, space=12, margins=(2, 8, 12, 8))
        facts = fact_grid(tuple((name, label(text, select=True)) for name, text in props.facts))
        self.note = label(props.note, "muted", wrap=True)
        self.note.setVisible(bool(props.note))
        self.setLayout(
            column(
                label(TITLE, "title"),
                facts,
                self.note,
                line(),
                scrolling(steps),
                label(NO_TEXT, "small", wrap=True),
                row(self.export, 1, close),
                space=10,
                margins=(18, 16, 18, 14),
            )
        )
        close.setFocus()


def step_widget(step: StepRow) -> QWidget:
    """A step with its prompt and cost below it."""
    made = QWidget()
    small = " · ".join(filter(None, (step.prompt, step.cost)))
    parts = [label(step.what, "strong"), label(step.told, wrap=True, select=True)]
    if small:
        parts.append(label(small, "small", select=True))
    made.setLayout(column(*parts, space=2))
    made.setAccessibleName(f"{step.what}: {step.told}")
    return made
