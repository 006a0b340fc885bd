"""redact and eval pii: personal data taken out of a text, and how well that is done."""

from __future__ import annotations

import argparse
import sys

import msgspec

from copilot.app import redaction
from copilot.commandline.output import as_json, note, say
from copilot.errors import BadInput
from copilot.evals import pii
from copilot.evals.pii_files import LONGEST
from copilot.records import Redaction


class Span(msgspec.Struct, frozen=True):
    """text[start:end] of the input, in characters, was hidden."""

    start: int
    end: int
    type: str
    score: float
    why: str


class Redacted(msgspec.Struct, frozen=True):
    """What `support-copilot redact --json` prints."""

    text: str
    spans: tuple[Span, ...]


def redact(chosen: argparse.Namespace) -> None:
    """Standard input without its personal data; nothing is kept."""
    redacted = redaction.redact(
        _standard_input(), profile=chosen.profile, record=chosen.record, language=chosen.lang
    )
    if chosen.json:
        as_json(_printed(redacted))
    else:
        sys.stdout.write(redacted.text)


def measure(chosen: argparse.Namespace) -> None:
    """Measure on marked texts, and say or print it."""
    report = redaction.measure(chosen.data, profile=chosen.profile)
    if chosen.json:
        as_json(report)
    else:
        say(pii.lines(report))


def _printed(redaction: Redaction) -> Redacted:
    spans = (Span(s.start, s.end, s.type, s.score, s.why) for s in redaction.spans)
    return Redacted(redaction.text, tuple(spans))


def _standard_input() -> str:
    if sys.stdin.isatty():
        note("Type or paste a text, and end it with Ctrl+D on a line of its own.")
    # Four bytes a character at most; what is longer need not be read to its end.
    data = sys.stdin.buffer.read(4 * LONGEST + 1)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(
            f"The text is not UTF-8 (byte {error.start}). Nothing was done; convert it first."
        ) from error
