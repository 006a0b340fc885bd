"""Input that no person writes: nothing raises, and it comes back as it was."""

from __future__ import annotations

import pytest

from copilot.engine import EngineFiles
from copilot.engine.client import EngineClient
from copilot.paths import places
from copilot.records import KnownIdentity, RestoreMap
from copilot.redaction.analyzer import Redactor
from copilot.redaction.placeholders import restore
from copilot.redaction.whole import whole
from tests.conftest import missing

KNOWN = (
    KnownIdentity("CUSTOMER", "Dana Whitfield"),
    KnownIdentity("AGENT", "\ud800 \x00"),
    KnownIdentity("PHONE", "+"),
    KnownIdentity("ORDER", "(?:["),
    KnownIdentity("EMAIL", ""),
    KnownIdentity("PLAIN", " "),
)
CARD = "4111 1111 1111 1111"
STRANGE = {
    "control characters": "".join(map(chr, range(32))) * 20 + f"Dana\x7f\x9f {CARD}",
    "half characters": f"\udfffDana \ud800 Whitfield \ud83d {CARD}\udc00",
    "right to left": f"\u202eDana\u202c \u200fWhitfield\u2066 {CARD}\u2069 \u05d0\u05d1",
    "invisible": f"\ufeffDa\u200bna Whit\u00adfield\u2060 {CARD}\u180e",
    "combining": "a\u0301" * 2_000 + f" {CARD}",
    "not a character": f"\ufffe\uffff\U0010ffff {CARD}",
    "bold letters": f"\U0001d403\U0001d41a\U0001d427\U0001d41a {CARD}",
    "digits of elsewhere": "\u0661\u0662\u0663\u0664 \uff14\uff11\uff11\uff11 " * 20 + CARD,
    "line ends": f"\r\n\x0b\x0c\x1c\x85\u2028\u2029{CARD}\r",
}
LONG = {
    "a letter": "a",
    "a digit": "7",
    "a space": " ",
    "a line end": "\n",
    "nothing": "\x00",
    "at": "a@",
    "dots": "a.",
    "dashes": "-",
    "marks": "[[A_1]]",
    "a password": "password is ",
    "a key": "-----BEGIN PRIVATE KEY-----",
    "an IBAN": "DE89",
    "right to left": "\u202e\u05d0",
    "half characters": "\ud800",
}


@pytest.mark.parametrize("name", list(STRANGE))
def test_strange_text_comes_back(redactor: Redactor, name: str) -> None:
    text = STRANGE[name]
    batch = redactor.redact([text], known=KNOWN, restore=RestoreMap())
    (one,) = batch.redactions
    assert restore(one.text, batch.restore) == text
    assert CARD not in one.text


@pytest.mark.parametrize("name", list(LONG))
def test_a_long_line_comes_back(redactor: Redactor, name: str) -> None:
    text = LONG[name] * (10_000 // len(LONG[name]))
    batch = redactor.redact([text], known=KNOWN, restore=RestoreMap(), language="en")
    assert restore(batch.redactions[0].text, batch.restore) == text


def test_a_line_of_a_million_characters(redactor: Redactor) -> None:
    text = "x" * 1_000_000 + f" pay with {CARD} now"
    batch = redactor.redact([text], known=KNOWN, restore=RestoreMap(), language="en")
    assert restore(batch.redactions[0].text, batch.restore) == text
    assert CARD not in batch.redactions[0].text


def test_half_characters_do_not_end_the_engine_process() -> None:
    folder = places().models / "en_core_web_sm"
    if not folder.is_dir():
        missing("en_core_web_sm", "support-copilot models fetch en_core_web_sm")
    engine = EngineClient(EngineFiles(ner=folder))
    text = STRANGE["half characters"]
    try:
        batch = engine.redact([text], known=KNOWN, restore=RestoreMap())
    finally:
        engine.close()
    assert restore(batch.redactions[0].text, batch.restore) == whole(text)
    assert CARD not in batch.redactions[0].text
