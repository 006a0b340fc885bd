"""What the checks say of files: programs, macros, and more than the helpdesk takes."""

from __future__ import annotations

import pytest

from copilot.checks.attached import attached
from copilot.records import FileLimits, Finding, Severity
from tests.fakes.files import named

LIMITS = FileLimits(count=3, each=1000, together=1500)


def found(name: str, data: bytes = b"hello") -> tuple[Finding, ...]:
    return attached((named(name, data),), (data[:8],), LIMITS, "None.")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("setup.exe", b"x"),
        ("invoice.pdf.SCR", b"x"),
        ("plan.pdf", b"MZ\x90\x00"),
        ("plan", b"\x7fELF\x02"),
        ("notes.txt", b"#!/bin/sh"),
    ],
)
def test_a_program_wants_a_person_s_word(name: str, data: bytes) -> None:
    (finding,) = found(name, data)
    assert (finding.severity, finding.check) == (Severity.ACCEPT, "attachment")
    assert f"“{name}” (sha256 {named(name, data).sha256[:8]}…) is a program" in finding.text


def test_macros_want_a_person_s_word() -> None:
    (finding,) = found("table.xlsm")
    assert "macros" in finding.text


@pytest.mark.parametrize("name", ["plan.pdf", "exe", "photo.jpg", "letter.docx"])
def test_what_only_shows_something_is_not_told(name: str) -> None:
    assert found(name) == ()


def test_more_than_the_helpdesk_takes_blocks() -> None:
    for limits in (FileLimits(1, 9, 99), FileLimits(9, 3, 99), FileLimits(9, 9, 9)):
        files = (named("a", b"hello"), named("b", b"hello"))
        (finding,) = attached(files, (b"hello", b"hello"), limits, "None.")
        assert finding.severity is Severity.BLOCK
        assert "more than the helpdesk takes" in finding.text


def test_a_helpdesk_that_takes_none_blocks() -> None:
    (finding,) = attached((named("a", b"hello"),), (b"hello",), FileLimits(0, 0, 0), "None goes.")
    assert (finding.severity, finding.text) == (Severity.BLOCK, "None goes.")
    assert attached((), (), FileLimits(0, 0, 0), "None goes.") == ()
