"""Jobs in a real child: order, priorities, cancelling, dying, starting again, closing."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

import pytest

from copilot.engine import EngineFiles, Priority
from copilot.engine.client import EngineClient
from copilot.errors import BadInput, Cancelled, EngineFailed, ModelFileError, PromptTooLong
from copilot.records import EngineState, KnownIdentity, RestoreMap
from tests.engine.callers import Caller
from tests.engine.conftest import SCRIPTED, ask, child_of, is_gone, until


class Waiting:
    """A generation that goes on until it is stopped."""

    def __init__(self, engine: EngineClient) -> None:
        self.stop = threading.Event()
        self.begun = threading.Event()
        self.caller = Caller(
            lambda: engine.generate(ask("wait"), on_text=self.on_text, stop=self.stop)
        )
        assert self.begun.wait(20)

    def on_text(self, text: str) -> None:
        self.begun.set()

    def end(self) -> Caller:
        self.stop.set()
        return self.caller.end()


def test_pieces_come_in_order_in_the_callers_thread(engine: EngineClient) -> None:
    pieces: list[str] = []
    threads: set[threading.Thread] = set()

    def on_text(text: str) -> None:
        pieces.append(text)
        threads.add(threading.current_thread())

    answer = engine.generate(ask("count 500"), on_text=on_text)
    assert pieces == [f"{n} " for n in range(500)]
    assert threads == {threading.current_thread()}
    assert (answer.text, answer.model_sha256) == ("counted", "abc123")


def test_text_jobs_give_their_results(engine: EngineClient) -> None:
    restore = RestoreMap((("[[CUSTOMER_1]]", "Dana"),))
    batch = engine.redact(["hi", "Größe"], known=[KnownIdentity("A", "b")], restore=restore)
    assert [r.text for r in batch.redactions] == ["HI", "GRÖSSE"]
    assert (batch.restore, batch.language) == (restore, "en")
    assert engine.embed(["a", "ü"], embedder="minilm") == [b"a", "ü".encode()]


def test_a_redaction_does_not_wait_for_a_generation(engine: EngineClient) -> None:
    waiting = Waiting(engine)
    assert engine.redact(["hi"], known=(), restore=RestoreMap()).redactions[0].text == "HI"
    assert waiting.caller.is_alive()
    waiting.end()


def test_the_open_ticket_goes_first(engine: EngineClient) -> None:
    waiting = Waiting(engine)
    ahead = Caller(lambda: engine.generate(ask("count 1"), priority=Priority.PREPARED_AHEAD))
    until(lambda: engine.status().waiting == 1)
    opened = Caller(lambda: engine.generate(ask("count 1"), priority=Priority.OPEN_TICKET))
    until(lambda: engine.status().waiting == 2)
    waiting.end()
    # The scripted model numbers its jobs in answer_tokens.
    numbers = [caller.end().result.answer_tokens for caller in (opened, ahead)]
    assert numbers == [2, 3]


def test_what_is_prepared_ahead_gives_way_and_begins_again(engine: EngineClient) -> None:
    begun, stop, seen = threading.Event(), threading.Event(), []

    def on_text(text: str) -> None:
        seen.append(text)
        begun.set()

    ahead = Caller(
        lambda: engine.generate(
            ask("wait"), on_text=on_text, stop=stop, priority=Priority.PREPARED_AHEAD
        )
    )
    assert begun.wait(20)
    assert engine.generate(ask("count 1")).answer_tokens == 2  # the scripted model numbers its jobs
    until(lambda: seen == ["begun", "begun"])
    stop.set()
    assert isinstance(ahead.end().error, Cancelled)


def test_a_cancelled_job_leaves_the_model_free(engine: EngineClient) -> None:
    waiting = Waiting(engine)
    assert isinstance(waiting.end().error, Cancelled)
    assert engine.generate(ask("count 1")).text == "counted"


def test_a_job_that_waits_can_be_cancelled(engine: EngineClient) -> None:
    waiting, stop = Waiting(engine), threading.Event()
    second = Caller(lambda: engine.generate(ask("count 1"), stop=stop))
    until(lambda: engine.status().waiting == 1)
    stop.set()
    assert isinstance(second.end().error, Cancelled)
    waiting.end()
    assert engine.generate(ask("count 1")).answer_tokens == 2  # the second never reached the model


def test_a_consumer_that_fails_stops_its_job(engine: EngineClient) -> None:
    def on_text(text: str) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        engine.generate(ask("wait"), on_text=on_text)
    assert engine.generate(ask("count 1")).text == "counted"


def test_after_a_kill_the_job_is_reported_and_the_next_one_works(engine: EngineClient) -> None:
    waiting = Waiting(engine)
    first = child_of(engine)
    os.kill(first, signal.SIGKILL)
    error = waiting.caller.end().error
    assert isinstance(error, EngineFailed)
    assert str(error).startswith("The engine stopped while wording an answer")
    assert "ask again" in str(error)
    assert engine.status().state is EngineState.DOWN
    assert engine.generate(ask("count 1")).text == "counted"
    assert child_of(engine) != first
    assert is_gone(first)


def test_every_job_under_way_hears_of_a_crash(engine: EngineClient) -> None:
    waiting = Waiting(engine)
    others = [Caller(lambda: engine.generate(ask("count 1"))) for _ in range(3)]
    until(lambda: engine.status().waiting == 3)
    os.kill(child_of(engine), signal.SIGSEGV)
    ends = [caller.end().error for caller in (waiting.caller, *others)]
    assert [type(error) for error in ends] == [EngineFailed] * 4


def test_native_code_that_aborts_is_told_as_a_crash(engine: EngineClient) -> None:
    with pytest.raises(EngineFailed, match="it crashed"):
        engine.generate(ask("crash"))


def test_a_child_that_falls_silent_is_taken_for_dead(files: EngineFiles) -> None:
    client = EngineClient(files, child=SCRIPTED, silence_limit=3.0)
    waiting = Waiting(client)
    stuck = child_of(client)
    os.kill(stuck, signal.SIGSTOP)
    with pytest.raises(EngineFailed, match="no longer answered"):
        raise waiting.caller.end().error or AssertionError
    until(lambda: is_gone(stuck))
    assert client.generate(ask("count 1")).text == "counted"
    client.close()


def test_a_broken_library_names_the_place_and_not_the_text(engine: EngineClient) -> None:
    with pytest.raises(EngineFailed, match=r"ValueError in scripted_child\.py") as raised:
        engine.generate(ask("fail Dana Whitfield"))
    assert "Dana" not in str(raised.value)


def test_an_error_for_people_keeps_its_class_and_words(engine: EngineClient) -> None:
    with pytest.raises(PromptTooLong, match=r"^too long; shorten it$"):
        engine.generate(ask("refuse"))


def test_too_much_text_is_refused_before_it_is_sent(engine: EngineClient) -> None:
    with pytest.raises(BadInput, match="too much text"):
        engine.embed(["x" * (64 * 1024 * 1024)])
    assert engine.embed(["x"], embedder="minilm") == [b"x"]


@pytest.mark.parametrize("file", [None, Path("gone.gguf")], ids=["none chosen", "gone"])
def test_without_a_model_file_the_rest_works(tmp_path: Path, file: Path | None) -> None:
    files = EngineFiles(generation=file and tmp_path / file, ner=tmp_path)
    client = EngineClient(files, child=SCRIPTED)
    with pytest.raises(ModelFileError, match="support-copilot models fetch"):
        client.generate(ask("count 1"))
    assert client.redact(["hi"], known=(), restore=RestoreMap()).redactions[0].text == "HI"
    assert client.status().state is EngineState.NO_MODEL_FILE
    client.close()


def test_start_does_not_wait_and_status_tells_the_way(engine: EngineClient) -> None:
    assert engine.status().state is EngineState.DOWN
    engine.start()
    assert engine.status().state in {EngineState.STARTING, EngineState.READY}
    until(lambda: engine.status().state is EngineState.READY)
    waiting = Waiting(engine)
    assert engine.status().state is EngineState.BUSY
    waiting.end()
    assert engine.status().model_title == "Scripted"


def test_forget_reaches_the_model(engine: EngineClient) -> None:
    engine.forget()  # nothing runs, nothing to do
    assert engine.status().state is EngineState.DOWN
    assert engine.generate(ask("count 1")).answer_tokens == 1
    engine.forget()
    assert engine.generate(ask("count 1")).answer_tokens == 1


def test_closing_ends_jobs_and_refuses_later_ones(engine: EngineClient) -> None:
    waiting = Waiting(engine)
    engine.close()
    assert isinstance(waiting.caller.end().error, EngineFailed)
    with pytest.raises(EngineFailed, match="closed"):
        engine.generate(ask("count 1"))


@pytest.mark.parametrize(
    "program",
    [
        "import os; os.write(1, b'garbage!' * 100); input()",
        "import os; os.write(1, b'\\0\\0\\0\\1{')",
    ],
    ids=["garbage and stays", "nonsense and ends"],
)
def test_a_child_that_speaks_nonsense_is_ended(files: EngineFiles, program: str) -> None:
    client = EngineClient(files, child=(sys.executable, "-c", program))
    with pytest.raises(EngineFailed, match="no message"):
        client.generate(ask("count 1"))
    until(lambda: is_gone(child_of(client)))
    client.close()


NO_FILTER = """
import os
from copilot.engine import child
from copilot.errors import EngineFailed

def seal():
    raise EngineFailed("The engine did not start: no filter.")

child.seal = seal
os._exit(child.main())
"""


def test_a_child_that_cannot_leave_the_network_says_so(files: EngineFiles) -> None:
    client = EngineClient(files, child=(sys.executable, "-c", NO_FILTER))
    with pytest.raises(EngineFailed, match=r"^The engine did not start: no filter\.$"):
        client.redact(["hi"], known=(), restore=RestoreMap())
    until(lambda: client.status().state is EngineState.DOWN)
    assert client.status().reason == "The engine did not start: no filter."
    client.close()
