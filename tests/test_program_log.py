"""The log: what happened and where, and nobody's words, whoever logs them."""

from __future__ import annotations

import logging
import stat
import sys
from pathlib import Path

import pytest

from copilot import program_log
from copilot.errors import BadInput
from copilot.program_log import CRASHES, NAME, Guarded, Plain, crash_file, fault, logging_to

SECRET = "Dana Whitfield, card 4242 4242 4242 4242"


def written(folder: Path) -> str:
    return (folder / NAME).read_text(encoding="utf-8")


def test_start_end_and_versions(tmp_path: Path) -> None:
    with logging_to(tmp_path, "sync"):
        pass
    first, last = written(tmp_path).splitlines()
    assert "Start of sync, version 0." in first
    assert "Python 3." in first
    assert last.endswith("End of sync")


def test_what_ended_it_is_named_without_its_words(tmp_path: Path) -> None:
    def fails() -> None:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise BadInput(f"The ticket of {SECRET} is odd.") from error

    with pytest.raises(BadInput), logging_to(tmp_path, "show"):
        fails()
    last = written(tmp_path).splitlines()[-1]
    assert "End of show by BadInput at " in last
    assert "<- KeyError at test_program_log.py:" in last
    assert "Dana" not in written(tmp_path)


def test_only_numbers_and_plain_words_of_a_call_are_written(tmp_path: Path) -> None:
    with logging_to(tmp_path, "window"):
        log = logging.getLogger("copilot.room")
        log.info("Of %s: %d rows in %.1f s, %s", SECRET, 3, 1.25, Plain("fine"))
    assert "Of …: 3 rows in 1.2 s, fine" in written(tmp_path)
    assert "Dana" not in written(tmp_path)


def test_of_a_library_only_the_place_is_written(tmp_path: Path, caplog) -> None:
    with logging_to(tmp_path, "window"):
        log = logging.getLogger("somelibrary.reader")
        log.warning(f"Odd text: {SECRET}")  # noqa: G004 - as libraries do
        try:
            raise ValueError(SECRET)
        except ValueError:
            log.exception("Odd: %s", SECRET)
    text = written(tmp_path)
    assert "WARNING somelibrary.reader: test_program_log.py:" in text
    assert "ValueError at test_program_log.py:" in text
    assert "Dana" not in text
    assert "Odd" not in text
    caplog.clear()


def test_a_call_that_does_not_fit_its_text_is_a_place() -> None:
    record = logging.LogRecord("ui.room", logging.INFO, "room.py", 7, "%d rows", (SECRET,), None)
    assert Guarded().format(record).endswith("INFO ui.room: room.py:7")


def test_it_goes_round_and_keeps_to_its_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program_log, "SIZE", 2_000)
    with logging_to(tmp_path, "window"):
        for number in range(400):
            logging.getLogger("copilot.room").info("Row %d", number)
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == [NAME, *(f"{NAME}.{n}" for n in (1, 2, 3, 4))]
    assert all(file.stat().st_size <= 2_000 for file in files)


@pytest.mark.skipif(sys.platform == "win32", reason="rights are access lists there")
def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    with logging_to(tmp_path, "window"):
        pass
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600


def test_nothing_of_it_stays_behind(tmp_path: Path) -> None:
    root, own = logging.getLogger(), logging.getLogger("copilot")
    before = (list(root.handlers), own.level)
    with logging_to(tmp_path, "window"):
        assert own.level == logging.INFO
    assert (list(root.handlers), own.level) == before


def test_a_folder_that_cannot_be_written_costs_the_log_alone(tmp_path: Path) -> None:
    (tmp_path / "no-folder").write_text("")
    done = []
    with logging_to(tmp_path / "no-folder", "window"):
        done.append(1)
    assert done == [1]


def test_an_error_that_was_never_raised_has_a_kind() -> None:
    assert fault(BadInput(SECRET)) == "BadInput"


def test_a_full_crash_file_is_put_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program_log, "SIZE", 10)
    (tmp_path / CRASHES).write_text("x" * 11)
    assert not crash_file(tmp_path).exists()
    assert (tmp_path / "crash.log.1").read_text() == "x" * 11
