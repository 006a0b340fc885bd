"""Reads a transcript of a call or chat: plain text, WebVTT or SubRip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from copilot.errors import BadInput
from copilot.records import TranscriptLine

LARGEST = 4 * 1024 * 1024  # bytes
_MOST = 5_000  # lines
_TIME = r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]\d)(?:[.,](\d{1,3}))?"
_CUE = re.compile(rf"^{_TIME}\s+-->\s+{_TIME}(?:\s+\S.*)?$")
_STAMPED = re.compile(rf"^[\[(]?{_TIME}[\])]?\s*[-–]?\s*(?=\S)")
_VOICE = re.compile(r"<v(?:\.[^\s>]+)?\s+([^>]+)>")
_TAG = re.compile(r"</?(?:v|c|i|b|u|ruby|rt|lang|\d)[^>]*>")
_SPEAKER = re.compile(r"^([^\W\d_][\w .,'’()-]{0,40}?)\s*:\s+(?=\S)")
_NO_SPEAKER = re.compile(r"^(?:https?|note|subject|re|fwd|ps|e\.g|i\.e|z\.b)$", re.IGNORECASE)


def read_transcript(name: str, data: bytes) -> tuple[TranscriptLine, ...]:
    """Its lines in order, each with speaker and second where the file tells them.

    The name's ending decides: .vtt, .srt, else plain text with "Speaker: words" on each line.
    Raises BadInput naming the file and the line that cannot be read.
    """
    text = _text(name, data)
    match PurePath(name).suffix.lower():
        case ".vtt":
            found = _vtt(name, text.split("\n"))
        case ".srt":
            found = _srt(name, text.split("\n"))
        case _:
            found = _plain(text.split("\n"))
    lines = tuple(_joined(found))
    if not lines:
        raise BadInput(f"{name} holds no words. Nothing was done.")
    if len(lines) > _MOST:
        raise BadInput(f"{name} has more than {_MOST:,} lines. Give it in parts.")
    return tuple(
        TranscriptLine(number, speaker, words, at)
        for number, (speaker, words, at) in enumerate(lines, start=1)
    )


Spoken = tuple[str, str, float | None]  # speaker, words, second


def _text(name: str, data: bytes) -> str:
    if len(data) > LARGEST:
        raise BadInput(f"{name} is larger than {LARGEST // 1024**2} MB. Give it in parts.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{name} is no UTF-8 text (byte {error.start}). Convert it first.") from None
    if "\0" in text:
        raise BadInput(f"{name} is no text file.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _vtt(name: str, lines: list[str]) -> Iterator[Spoken]:
    if not re.match(r"WEBVTT(?:[ \t]|$)", lines[0]):
        raise BadInput(f"{name}, line 1: a WebVTT file begins with “WEBVTT”.")
    for first, block in _blocks(lines):
        if first == 1 or re.match(r"(?:NOTE|STYLE|REGION)\b", block[0]):
            continue
        at = 0 if "-->" in block[0] else 1
        yield from _cue(name, first, block, at)


def _srt(name: str, lines: list[str]) -> Iterator[Spoken]:
    for first, block in _blocks(lines):
        if not block[0].strip().isdigit():
            raise BadInput(f"{name}, line {first}: a SubRip cue begins with its number.")
        yield from _cue(name, first, block, 1)


def _cue(name: str, first: int, block: list[str], at: int) -> Iterator[Spoken]:
    found = _CUE.match(block[at].strip()) if at < len(block) else None
    if found is None:
        raise BadInput(
            f"{name}, line {first + min(at, len(block) - 1)}: here should stand the times of a "
            "cue, such as 00:01:02.000 --> 00:01:04.500."
        )
    begun, ended = _seconds(found.groups()[:4]), _seconds(found.groups()[4:])
    if ended < begun:
        raise BadInput(f"{name}, line {first + at}: this cue ends before it begins.")
    for line in block[at + 1 :]:
        voice = _VOICE.search(line)
        speaker, words = _spoken(_TAG.sub("", line))
        yield (voice[1].strip() if voice else speaker), words, begun


def _plain(lines: list[str]) -> Iterator[Spoken]:
    for line in lines:
        stamp = _STAMPED.match(line.strip())
        rest = line.strip()[stamp.end() :] if stamp else line.strip()
        speaker, words = _spoken(rest)
        yield speaker, words, _seconds(stamp.groups()) if stamp else None


def _spoken(line: str) -> tuple[str, str]:
    found = _SPEAKER.match(line.strip())
    if found is None or _NO_SPEAKER.match(found[1]):
        return "", " ".join(line.split())
    return found[1].strip(), " ".join(line.strip()[found.end() :].split())


def _joined(spoken: Iterator[Spoken]) -> Iterator[Spoken]:
    """Without empty lines; a line that names nobody is spoken by who spoke before it."""
    last = ""
    for speaker, words, at in spoken:
        if words:
            last = speaker or last
            yield last, words, at


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The stretches between empty lines, each with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = parts
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return whole + float(f"0.{thousandths or 0}")
