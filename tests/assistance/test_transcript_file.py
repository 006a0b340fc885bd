"""Transcripts are read strictly, and bad input is told with its line."""

from __future__ import annotations

import pytest

from copilot.assistance.transcript_file import read_transcript
from copilot.errors import BadInput

VTT = """WEBVTT - a call

NOTE
made by hand

intro
00:01.000 --> 00:04.500 align:start
<v Agent Mara>Good <b>morning</b>.</v>

01:00:05.000 --> 01:00:06.000
Dana: Hello,
it blinks.
"""
SRT = """1
00:00:01,000 --> 00:00:02,000
Agent: Hello.

2
00:00:03,500 --> 00:00:05,000
It blinks.
"""
TEXT = """[00:12] Agent: Hello: how are you?
(1:02:03) Dana Whitfield: It blinks.
and it is loud

Note: https://example.com/a
"""


def read(name: str, text: str) -> list[tuple[int, str, str, float | None]]:
    lines = read_transcript(name, text.encode())
    return [(line.number, line.speaker, line.text, line.at) for line in lines]


def test_webvtt_with_voices_notes_and_settings() -> None:
    assert read("call.vtt", VTT) == [
        (1, "Agent Mara", "Good morning.", 1.0),
        (2, "Dana", "Hello,", 3605.0),
        (3, "Dana", "it blinks.", 3605.0),
    ]


def test_subrip() -> None:
    assert read("call.SRT", SRT.replace("\n", "\r\n")) == [
        (1, "Agent", "Hello.", 1.0),
        (2, "Agent", "It blinks.", 3.5),
    ]


def test_plain_text_with_times_and_words_before_colons() -> None:
    assert read("call.txt", "\ufeff" + TEXT) == [
        (1, "Agent", "Hello: how are you?", 12.0),
        (2, "Dana Whitfield", "It blinks.", 3723.0),
        (3, "Dana Whitfield", "and it is loud", None),
        (4, "Dana Whitfield", "Note: https://example.com/a", None),
    ]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.vtt", b"00:01.000 --> 00:02.000\nHi", "line 1: a WebVTT file begins"),
        ("a.vtt", b"WEBVTT\n\nintro\nHi", "line 4: here should stand the times"),
        ("a.vtt", b"WEBVTT\n\n00:05.000 --> 00:02.000\nHi", "line 3: this cue ends before"),
        ("a.srt", b"Hi there", "line 1: a SubRip cue begins with its number"),
        ("a.srt", b"1\n00:00:01 -> 00:00:02\nHi", "line 2: here should stand the times"),
        ("a.srt", b"1", "line 1: here should stand the times"),
        ("a.txt", b" \n\n", "holds no words"),
        ("a.txt", b"\xff\xfeH\x00", "no UTF-8"),
        ("a.txt", b"a\x00b", "no text file"),
        ("a.txt", b"Hi\n" * 5_001, "more than 5,000 lines"),
    ],
)
def test_bad_input_is_told(name: str, data: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=f"^{name}") as caught:
        read_transcript(name, data)
    assert said in str(caught.value)
