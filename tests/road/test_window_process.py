"""The window process with an open road holds none of the heavy libraries, nor Qt's network."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
from pathlib import Path
from concurrent.futures import ThreadPoolExecutor
from PySide6.QtWidgets import QApplication
from PySide6.QtCore import QDeadlineTimer, QEventLoop
from copilot import paths
from copilot.app import profile
from ui.jobs import Jobs
from ui.main import now
from ui.shared.theme import Theme
from ui.window.presenter import WindowPresenter

qt = QApplication([])

def until(condition):
    end = QDeadlineTimer(30_000)
    while not condition():
        assert not end.hasExpired()
        qt.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 100)

road = profile.open_road(paths.places(), passphrase="four bridges to the island")
jobs = Jobs(ThreadPoolExecutor(4))
desk = WindowPresenter(Theme(qt), jobs, clock=now, prepare_ahead=False)
desk.window.show()
desk.start(road)
until(lambda: desk.queue.item_model.rowCount() > 0)
key = desk.queue.item_model.key_at(0)
desk.open(key)
until(lambda: desk.conversation.key == key)
desk.stop()
jobs.shutdown()
road.close()
heavy = ("torch", "sentence_transformers", "transformers", "presidio_analyzer",
         "presidio_anonymizer", "spacy", "thinc", "llama_cpp", "PySide6.QtNetwork")
found = [name for name in heavy if name in sys.modules]
maps = Path("/proc/self/maps")
found += ["libQt6Network"] if maps.exists() and "Qt6Network" in maps.read_text() else []
print(",".join(found) or "none")
"""


def test_the_window_process_imports_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=os.environ
        | {
            "QT_QPA_PLATFORM": "offscreen",
            "SUPPORT_COPILOT_HOME": str(tmp_path / "home"),
            "SUPPORT_COPILOT_MODELS": str(tmp_path / "models"),
            "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().splitlines()[-1] == "none"
