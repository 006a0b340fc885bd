"""Decode speed through the whole program, window and all, as a ratio to plain llama-cpp-python.

    python -m tests.benchmarks.window_decode [--json] [--rounds N] [--tokens N]

The engine process writes, a job of the window reads, and the composer shows the pieces by its own
timer while the event loop runs. The time ends when the whole text stands in the composer. Both
sides take turns. Also: the peak memory of the window's process, and the longest time in which the
event loop did not come round.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from threading import Event

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from copilot.engine import EngineFiles
from copilot.engine.client import EngineClient
from copilot.paths import places
from copilot.records import Answer, Draft, Prompt, RedactedText, ReplyKind, TicketKey
from tests.benchmarks.decode_speed import BAR, SYSTEM, USER
from tests.benchmarks.plain_decode import PlainProcess
from tests.fakes import road_tickets as shop
from tests.fakes.road import FakeRoad
from tests.generation.reference import NAME, SHA256
from tests.ui.settling import settle
from ui.jobs import Jobs
from ui.main import now
from ui.shared.theme import Theme
from ui.window.presenter import WindowPresenter

MEMORY_BAR = 300  # MB
TICK = 5  # milliseconds


@dataclass(frozen=True, slots=True)
class Result:
    """Medians over the rounds, tokens a second; memory in MB; the longest stall in milliseconds."""

    window: float
    plain: float
    ratio: float
    bar: float
    peak_memory: float
    memory_bar: float
    longest_stall: float
    passed: bool
    rounds: int
    tokens: int


class WritingRoad(FakeRoad):
    """A road whose drafts are written by the real engine process."""

    def __init__(self, client: EngineClient, tokens: int) -> None:
        super().__init__()
        self._client, self._tokens = client, tokens
        self.answer: Answer | None = None
        self.first_piece = 0.0

    def draft(
        self,
        key: TicketKey,
        *,
        kind: ReplyKind = ReplyKind.PUBLIC_REPLY,
        on_step: Callable[[str], None] | None = None,
        on_text: Callable[[str], None] | None = None,
        stop: Event | None = None,
    ) -> Draft:
        self.first_piece = 0.0

        def piece(text: str) -> None:
            self.first_piece = self.first_piece or time.monotonic()
            on_text(text)

        prompt = Prompt("benchmark", "1", SYSTEM, RedactedText(USER), max_tokens=self._tokens)
        self.answer = self._client.generate(prompt, on_text=piece, stop=stop)
        made = shop.draft_of(self.tickets[key], self.answer.text, kind=kind)
        self._keep(made)
        return made


class Stalls:
    """The longest time between two turns of the event loop."""

    def __init__(self, parent: WindowPresenter) -> None:
        self.longest = 0.0
        self._last = time.monotonic()
        self._timer = QTimer(parent, interval=TICK)
        self._timer.timeout.connect(self._tick)

    def watch(self, on: bool) -> None:
        self._last = time.monotonic()
        (self._timer.start if on else self._timer.stop)()

    def _tick(self) -> None:
        turn = time.monotonic()
        self.longest, self._last = max(self.longest, turn - self._last), turn


class WindowSide:
    """The whole window, with a ticket open."""

    def __init__(self, client: EngineClient, tokens: int) -> None:
        app = QApplication.instance() or QApplication([])
        self._road = WritingRoad(client, tokens)
        self._jobs = Jobs(ThreadPoolExecutor(8))
        self._desk = WindowPresenter(
            Theme(app, "light"), self._jobs, clock=now, prepare_ahead=False
        )
        self.stalls = Stalls(self._desk)
        self._desk.window.show()
        self._desk.start(self._road)
        self._desk.open(shop.FILTER.key)
        settle(lambda: self._desk.composer.draft is not None, 30)
        settle(lambda: self._jobs.under_way == 0, 30)

    def speed(self) -> float:
        """Tokens a second of one answer, until all of it stands in the composer."""
        composer, loop = self._desk.composer, QEventLoop()
        composer.written.connect(loop.quit)
        composer.failed.connect(loop.quit)
        self.stalls.watch(True)
        composer.write()
        loop.exec()
        ended = time.monotonic()
        self.stalls.watch(False)
        answer = self._road.answer
        shown = composer.view.editor.toPlainText()
        if answer is None or shown != answer.text:
            raise RuntimeError("what the engine wrote does not stand in the composer")
        settle(lambda: self._jobs.under_way == 0, 30)
        return (answer.answer_tokens - 1) / (ended - self._road.first_piece)

    def close(self) -> None:
        self._desk.window.close()
        self._desk.stop()
        self._jobs.shutdown()


def measure(*, rounds: int, tokens: int) -> Result:
    """The first round loads the file and warms both sides; it is not counted."""
    client = EngineClient(EngineFiles(places().models / NAME, "Reference", SHA256))
    plain, window = PlainProcess(), WindowSide(client, tokens)
    pairs = []
    try:
        for number in range(rounds + 1):
            sides = [window.speed, lambda: plain.speed(tokens)]
            speeds = {side: sides[side]() for side in ((0, 1) if number % 2 else (1, 0))}
            pairs.append((speeds[0], speeds[1]))
    finally:
        window.close()
        client.close()
        plain.close()
    counted = pairs[1:]
    ratio = statistics.median(shown / other for shown, other in counted)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Result(
        window=round(statistics.median(shown for shown, _ in counted), 2),
        plain=round(statistics.median(other for _, other in counted), 2),
        ratio=round(ratio, 4),
        bar=BAR,
        peak_memory=round(peak, 1),
        memory_bar=MEMORY_BAR,
        longest_stall=round(window.stalls.longest * 1000, 1),
        passed=ratio >= BAR and peak <= MEMORY_BAR,
        rounds=rounds,
        tokens=tokens,
    )


def main() -> int:
    """Print the measurement; 1 when a bar was missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tokens", type=int, default=128)
    options = parser.parse_args()
    if not (places().models / NAME).exists():
        parser.exit(2, f"{NAME} is not here; `make models` fetches it\n")
    result = measure(rounds=options.rounds, tokens=options.tokens)
    shown = json.dumps(asdict(result)) if options.json else str(result)
    sys.stdout.write(shown + "\n")
    return 0 if result.passed else 1


if __name__ == "__main__":
    sys.exit(main())
