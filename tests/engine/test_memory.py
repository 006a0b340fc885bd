"""Small files that unpack to more than a reader may take: it ends, and the next file is read."""

from __future__ import annotations

import io
import itertools
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import docx
import pytest

from copilot.engine import Priority
from copilot.engine.process import command
from copilot.engine.protocol import Extract
from copilot.engine.reading import MEMORY, FileReader
from copilot.errors import EngineFailed, Unreadable

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps RLIMIT_AS")
LIMIT = 500 * 1024 * 1024
IDS = itertools.count(1)


@cache
def pdf_bomb() -> bytes:
    """A few kilobytes whose page is 300 MB of spaces, packed twice."""
    packer, spaces = zlib.compressobj(1), b" " * (1 << 20)
    once = b"".join(packer.compress(spaces) for _ in range(300)) + packer.flush()
    twice = zlib.compress(once, 9)
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << >> >>",
        b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%b\nendstream"
        % (len(twice), twice),
    )
    body = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    head = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(places)
    end = b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + head + end


def word(paragraphs: bytes) -> bytes:
    whole, packed = io.BytesIO(), io.BytesIO()
    docx.Document().save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = data.replace(b"<w:body>", b"<w:body>" + paragraphs)
            new.writestr(name, data)
    return packed.getvalue()


def docx_bomb() -> bytes:
    """Below every limit for sizes, and six million paragraphs."""
    return word(b"<w:p/>" * 6_000_000)


@pytest.fixture
def reader() -> Iterator[FileReader]:
    made = FileReader(command(), memory=LIMIT)
    yield made
    made.child.close()


def text_of(reader: FileReader, name: str, data: bytes) -> str:
    return reader.extract(Extract(next(IDS), Priority.OPEN_TICKET, name, data), None).text


def told(reader: FileReader, file: str, name: str) -> int:
    """A number of /proc of the running reader."""
    assert reader.child.connection is not None
    lines = Path(f"/proc/{reader.child.connection.process.pid}/{file}").read_text().splitlines()
    line = next(line for line in lines if line.startswith(name))
    return int(line.removeprefix(name).split()[0])


@pytest.mark.parametrize(("name", "bomb"), [("a.pdf", pdf_bomb), ("a.docx", docx_bomb)])
def test_a_bomb_ends_its_reader_and_the_next_file_is_read(
    reader: FileReader, name: str, bomb: Callable[[], bytes]
) -> None:
    data = bomb()
    assert len(data) < 200_000
    with pytest.raises((EngineFailed, Unreadable), match=r"crashed|more memory|damaged"):
        text_of(reader, name, data)
    good = word(b"<w:p><w:r><w:t>A parcel takes three days.</w:t></w:r></w:p>")
    assert "three days" in text_of(reader, "b.docx", good)
    assert told(reader, "limits", "Max address space") == LIMIT
    assert told(reader, "status", "VmPeak:") * 1024 <= LIMIT


def test_without_a_limit_the_bomb_grows() -> None:
    reader = FileReader(command(), memory=0)
    try:
        with pytest.raises(Unreadable):
            text_of(reader, "a.pdf", pdf_bomb())
        assert told(reader, "status", "VmHWM:") * 1024 > LIMIT
    finally:
        reader.child.close()


def test_the_limit_leaves_room_for_every_parser() -> None:
    assert MEMORY >= 2 * LIMIT
