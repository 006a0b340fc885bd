"""The loop from a prompt to an answer, over a model file of eight words."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pytest

from copilot.errors import Cancelled, OutOfTime, PromptTooLong
from copilot.generation.chat import ChatMessage, Stretch
from copilot.generation.generator import Generator
from copilot.records import Prompt, RedactedText

END = 0


class SmallModelFile:
    """Tokens are characters; it answers with a fixed text, however it was asked."""

    context, chunk = 100, 8

    def __init__(self, says: str) -> None:
        self.says = says
        self.live: list[int] = []
        self.fed: list[int] = []  # lengths
        self.prompt = 0

    def render(self, messages: Sequence[ChatMessage]) -> str:
        return "|".join(m["content"] for m in messages) + ">"

    def tokens(self, parts: Sequence[Stretch]) -> list[int]:
        tokens = [ord(c) for part in parts for c in part.text]
        self.prompt = len(tokens)
        return tokens

    def piece(self, token: int) -> bytes:
        return chr(token).encode()

    def is_end(self, token: int) -> bool:
        return token == END

    def keep(self, tokens: Sequence[int]) -> int:
        kept = 0
        while kept < len(tokens) - 1 and self.live[kept : kept + 1] == [tokens[kept]]:
            kept += 1
        self.live = self.live[:kept]
        return kept

    def feed(self, tokens: Sequence[int]) -> None:
        assert 0 < len(tokens) <= self.chunk
        self.live += tokens
        self.fed.append(len(tokens))

    def grammar(self, schema: str) -> str:
        return schema

    def best(self, grammar: str | None) -> int:
        said = grammar or self.says
        place = len(self.live) - self.prompt
        return ord(said[place]) if place < len(said) else END

    def forget(self) -> None:
        self.live = []


def ask(user: str = "hello", **values: object) -> Prompt:
    given = {"max_tokens": 20} | values
    return Prompt("test", "1", "sys", RedactedText(user), **given)


def run(loaded: SmallModelFile, prompt: Prompt, stops_at: int = 1000) -> tuple[object, list[str]]:
    pieces: list[str] = []
    looks = iter(range(10_000))
    answer = Generator(loaded, model_sha256="abc").answer(
        prompt, on_text=pieces.append, stopped=lambda: next(looks) >= stops_at
    )
    return answer, pieces


def test_an_answer_and_what_it_cost() -> None:
    loaded = SmallModelFile("yes ü")
    answer, pieces = run(loaded, ask())
    assert pieces == ["y", "e", "s", " ", "ü"]
    assert (answer.text, answer.finish, answer.answer_tokens) == ("yes ü", "stop", 5)
    assert (answer.prompt_tokens, answer.kept_tokens) == (len("sys|hello>"), 0)
    assert answer.prompt_sha256 == hashlib.sha256(b"sys|hello>").hexdigest()
    assert answer.model_sha256 == "abc"
    assert 0 <= answer.first_token_seconds <= answer.seconds


@pytest.mark.parametrize(
    ("values", "text", "finish", "tokens"),
    [
        ({"max_tokens": 3}, "one", "length", 3),
        ({"max_tokens": 0}, "", "length", 0),
        ({"stop": (" t",)}, "one", "stop", 5),
        ({"schema": "{}"}, "{}", "stop", 2),
    ],
    ids=["length", "no tokens", "stop string", "grammar"],
)
def test_how_an_answer_ends(values: dict[str, object], text: str, finish: str, tokens: int) -> None:
    answer, pieces = run(SmallModelFile("one two"), ask(**values))
    assert (answer.text, "".join(pieces)) == (text, text)
    assert (answer.finish, answer.answer_tokens) == (finish, tokens)


def test_what_the_sequence_shares_is_not_computed_again() -> None:
    loaded = SmallModelFile("yes")
    run(loaded, ask("hello"))
    loaded.fed.clear()
    answer, _ = run(loaded, ask("hello, again"))
    assert answer.kept_tokens == len("sys|hello")
    assert sum(loaded.fed) == len(", again>") + len("yes")


def test_a_prompt_is_fed_in_chunks_and_stops_between_them() -> None:
    loaded = SmallModelFile("yes")
    with pytest.raises(Cancelled):
        run(loaded, ask("x" * 60), stops_at=2)
    assert loaded.fed == [8, 8]
    answer, _ = run(loaded, ask("x" * 60))
    assert (answer.kept_tokens, answer.text) == (16, "yes")


def test_an_answer_stops_between_two_tokens() -> None:
    loaded, pieces = SmallModelFile("yes indeed"), []
    looks = iter([False] * (2 + 3) + [True])
    with pytest.raises(Cancelled):
        Generator(loaded, model_sha256="").answer(
            ask(), on_text=pieces.append, stopped=lambda: next(looks)
        )
    assert pieces == ["y", "e", "s"]


def test_a_prompt_that_leaves_no_room_is_refused() -> None:
    loaded = SmallModelFile("yes")
    with pytest.raises(PromptTooLong, match="81 tokens where 80 have room") as raised:
        run(loaded, ask("x" * 76))
    assert "fewer messages" in str(raised.value)
    assert run(loaded, ask("x" * 75))[0].text == "yes"


def test_forget_empties_the_sequence() -> None:
    loaded = SmallModelFile("yes")
    run(loaded, ask())
    Generator(loaded, model_sha256="").forget()
    assert run(loaded, ask())[0].kept_tokens == 0


def test_a_run_ends_at_its_seconds_while_it_reads_and_while_it_writes() -> None:
    for seconds, fed in ((2.0, 8), (9.0, 16)):
        ticks = iter(range(10_000))
        loaded = SmallModelFile("a long answer that does not end")
        generator = Generator(
            loaded, model_sha256="abc", clock=lambda ticks=ticks: float(next(ticks))
        )
        with pytest.raises(OutOfTime, match=r"test.*took longer than"):
            generator.answer(
                ask("hello dear world", seconds=seconds),
                on_text=lambda _: None,
                stopped=lambda: False,
            )
        assert sum(loaded.fed) >= fed
    in_time = Generator(SmallModelFile("yes"), model_sha256="abc", clock=lambda: 0.0)
    answer = in_time.answer(ask(seconds=1.0), on_text=lambda _: None, stopped=lambda: False)
    assert answer.text == "yes"
