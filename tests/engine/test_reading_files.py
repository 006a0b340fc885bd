"""Files read in the second child: what it dies of, stalls at and refuses stays its own."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator

import pytest

from copilot.engine import EngineFiles
from copilot.engine.client import EngineClient
from copilot.errors import Cancelled, EngineFailed, Unreadable
from tests.engine.callers import Caller
from tests.engine.conftest import SCRIPTED, ask, is_gone, until


@pytest.fixture
def hasty(files: EngineFiles) -> Iterator[EngineClient]:
    """Gives up on a file after two seconds."""
    client = EngineClient(files, child=SCRIPTED, seconds_for_a_file=2.0)
    yield client
    client.close()


def reader_of(client: EngineClient) -> int:
    connection = client.reader.child.connection
    assert connection is not None
    return connection.process.pid


def test_a_file_is_read_in_a_process_of_its_own(engine: EngineClient) -> None:
    engine.generate(ask("count 1"))
    extracted = engine.extract("a.txt", b"\x00\xff")
    assert (extracted.title, extracted.text) == ("a.txt", f"2 bytes in {reader_of(engine)}")
    assert engine.child.connection is not None
    assert reader_of(engine) != engine.child.connection.process.pid


def test_fifty_megabytes_come_through(engine: EngineClient) -> None:
    data = bytes(50 * 1024 * 1024)
    assert engine.extract("a.txt", data).text.startswith("52428800 bytes")


def test_a_larger_file_is_refused_before_it_is_sent(engine: EngineClient) -> None:
    with pytest.raises(Unreadable, match=r"^has 61 MB; files up to 60 MB are read$"):
        engine.extract("a.txt", bytes(61_000_000))
    assert engine.reader.child.connection is None


def test_the_reason_of_the_reader_comes_back_as_it_was(engine: EngineClient) -> None:
    with pytest.raises(Unreadable, match=r"^is damaged: Seite 3 fehlt$"):
        engine.extract("damaged.pdf", b"")


def test_the_reader_and_the_engine_name_one_error() -> None:
    from copilot.knowledge.reading import listing

    assert listing.Unreadable is Unreadable


def test_a_file_that_asks_for_too_much_memory(engine: EngineClient) -> None:
    with pytest.raises(Unreadable, match="more memory"):
        engine.extract("hungry.pdf", b"")


def test_a_broken_library_names_the_place_and_not_the_text(engine: EngineClient) -> None:
    with pytest.raises(EngineFailed, match=r"ValueError in scripted_child\.py") as raised:
        engine.extract("broken.pdf", b"Dana")
    assert "Dana" not in str(raised.value)


def test_a_file_that_crashes_its_reader_leaves_drafts_alone(engine: EngineClient) -> None:
    begun = threading.Event()
    stop = threading.Event()
    draft = Caller(
        lambda: engine.generate(ask("wait"), on_text=lambda text: begun.set(), stop=stop)
    )
    assert begun.wait(20)
    with pytest.raises(EngineFailed, match=r"while reading a file \(it crashed\)"):
        engine.extract("crash.pdf", b"")
    assert engine.extract("a.txt", b"abc").text.startswith("3 bytes")
    assert draft.is_alive()
    stop.set()
    assert isinstance(draft.end().error, Cancelled)


def test_a_reader_that_is_killed_is_started_again(engine: EngineClient) -> None:
    engine.extract("a.txt", b"")
    first = reader_of(engine)
    reading = Caller(lambda: engine.extract("slow.pdf", b""))
    until(lambda: engine.reader.child.connection and engine.reader.child.connection.under_way)
    os.kill(first, signal.SIGKILL)
    assert isinstance(reading.end().error, EngineFailed)
    assert engine.extract("a.txt", b"abc").text == f"3 bytes in {reader_of(engine)}"
    assert reader_of(engine) != first


def test_a_file_that_takes_too_long_is_left_and_the_next_one_read(hasty: EngineClient) -> None:
    with pytest.raises(Unreadable, match=r"^took longer than 2 seconds to read$"):
        hasty.extract("slow.pdf", b"")
    slow = reader_of(hasty)
    assert is_gone(slow)
    assert hasty.extract("a.txt", b"abc").text == f"3 bytes in {reader_of(hasty)}"


def test_a_file_that_waits_has_its_whole_time(hasty: EngineClient) -> None:
    slow = Caller(lambda: hasty.extract("slow.pdf", b""))
    until(lambda: hasty.reader.child.connection and hasty.reader.child.connection.under_way)
    assert hasty.extract("a.txt", b"abc").text.startswith("3 bytes")
    assert isinstance(slow.end().error, Unreadable)


def test_a_reading_can_be_stopped(engine: EngineClient) -> None:
    stop = threading.Event()
    reading = Caller(lambda: engine.extract("slow.pdf", b"", stop=stop))
    until(lambda: engine.reader.child.connection and engine.reader.child.connection.under_way)
    stop.set()
    assert isinstance(reading.end().error, Cancelled)
    assert engine.extract("a.txt", b"abc").text.startswith("3 bytes")


def test_closing_ends_the_reader_too(engine: EngineClient) -> None:
    engine.extract("a.txt", b"")
    engine.close()
    assert is_gone(reader_of(engine))
    with pytest.raises(EngineFailed, match="closed"):
        engine.extract("a.txt", b"")
