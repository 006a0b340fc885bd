"""A file as it is attached: names of strangers, kinds, limits, and what cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.drafts.attached import (
    media_type,
    outgoing_file,
    plain_name,
    read_whole,
    require_fit,
)
from copilot.errors import BadInput
from copilot.records import FileLimits

LIMITS = FileLimits(count=2, each=1000, together=1500)

NAMES = {
    "plan.pdf": "plan.pdf",
    "../../etc/passwd": "passwd",
    "C:\\Users\\x\\plan.pdf": "plan.pdf",
    'we"ird<>|?.pdf': "we_ird____.pdf",
    "invoice\u202efdp.exe": "invoice_fdp.exe",
    "two\nlines\x00.txt": "two_lines_.txt",
    "zero\u200bwidth.txt": "zero_width.txt",
    " . hidden. ": "hidden",
    "...": "file",
    "": "file",
    "CON.txt": "_CON.txt",
    "lpt1": "_lpt1",
    "Zeltplan Ma\u0308rz 😀.pdf": "Zeltplan März 😀.pdf",
    f"{'a' * 300}.pdf": f"{'a' * 116}.pdf",
    "a" * 300: "a" * 120,
}


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_name_leads_nowhere_and_hides_nothing(name: str) -> None:
    assert plain_name(name) == NAMES[name]


@given(st.text())
def test_any_name_becomes_one_that_can_be_saved(name: str) -> None:
    plain = plain_name(name)
    assert 0 < len(plain) <= 121
    assert plain_name(plain) == plain
    assert not set(plain) & set('/\\:*?"<>|\0\n\u202e')
    assert plain not in (".", "..")


KINDS = [
    ("plan.PDF", b"%PDF", "application/pdf"),
    ("notes.txt", "Grüße\r\n".encode(), "text/plain"),
    ("notes.txt", "Grüße\r\n".encode("latin-1"), "application/octet-stream"),
    ("table.csv", "a;ü".encode("utf-16"), "application/octet-stream"),
    ("table.ods", b"PK", "application/vnd.oasis.opendocument.spreadsheet"),
    ("mail.eml", b"From: a", "application/octet-stream"),
    ("no ending", b"x", "application/octet-stream"),
]


@pytest.mark.parametrize(("name", "data", "kind"), KINDS)
def test_the_kind_is_of_the_ending_unless_a_helpdesk_would_change_the_bytes(
    name: str, data: bytes, kind: str
) -> None:
    assert media_type(name, data) == kind


def test_what_is_bound_names_the_very_bytes() -> None:
    one, other = outgoing_file("a.bin", b"one"), outgoing_file("a.bin", b"two")
    assert (one.name, one.size) == (other.name, other.size) == ("a.bin", 3)
    assert one.sha256 != other.sha256


def test_a_file_is_read_once_and_no_further_than_needed(tmp_path: Path) -> None:
    path = tmp_path / "big.bin"
    path.write_bytes(bytes(5000))
    assert len(read_whole(path, LIMITS)) == 1001


def test_what_is_no_file_or_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is a folder"):
        read_whole(tmp_path, LIMITS)
    with pytest.raises(BadInput, match=r"gone\.txt cannot be read: No such file"):
        read_whole(tmp_path / "gone.txt", LIMITS)
    with pytest.raises(BadInput, match="cannot be read"):
        read_whole(tmp_path / "nul\0.txt", LIMITS)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(BadInput, match="pipe is no file"):
        read_whole(pipe, LIMITS)


def test_limits_are_told_with_their_numbers() -> None:
    some = outgoing_file("a.bin", bytes(900))
    require_fit(some, (), LIMITS)
    for file, others, limits, said in (
        (outgoing_file("b.bin", b""), (), LIMITS, "b.bin is empty"),
        (outgoing_file("b.bin", bytes(1001)), (), LIMITS, "at most 0.001 MB"),
        (some, (some,), LIMITS, "too large together: at most 0.0015 MB"),
        (outgoing_file("b", b"x"), (some, some), LIMITS, "at most 2 files"),
        (some, (), FileLimits(0, 0, 0), "cannot send files to your helpdesk"),
    ):
        with pytest.raises(BadInput, match=said):
            require_fit(file, others, limits)
