"""Reading the header of a GGUF file without llama.cpp: what it is, and whether it is whole.

Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md, versions 2 and 3, little-endian.
"""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass
from pathlib import Path

from copilot.errors import ModelFileError

Value = int | float | bool | str | None  # None: an array, of which only the length matters

_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q"} | {
    12: "d"
}
_STRING, _ARRAY = 8, 9
# ggml type -> (values in a block, bytes of a block), from ggml-common.h
_BLOCKS = {
    **{0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34)},
    **{9: (32, 36), 10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176)},
    **{14: (256, 210), 15: (256, 292), 16: (256, 66), 17: (256, 74), 18: (256, 98)},
    **{19: (256, 50), 20: (32, 18), 21: (256, 110), 22: (256, 82), 23: (256, 136)},
    **{24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8), 28: (1, 8), 29: (256, 56)},
    **{30: (1, 2), 34: (256, 54), 35: (256, 66), 39: (32, 17)},
}
_MOST_ENTRIES = 1_000_000  # metadata keys or tensors; more is no model file


@dataclass(frozen=True, slots=True)
class GgufHeader:
    """What the header says. Lengths in bytes, context_length in tokens."""

    version: int
    name: str
    architecture: str
    context_length: int
    has_chat_template: bool
    tensors: int
    expected_length: int  # where the last tensor ends
    file_length: int
    metadata: dict[str, Value]

    def number(self, key: str) -> int:
        """A whole number of this architecture, such as number("block_count"); 0 if absent."""
        value = self.metadata.get(f"{self.architecture}.{key}")
        return value if isinstance(value, int) else 0


def read_header(path: Path) -> GgufHeader:
    """Reads the header of a whole GGUF file.

    Raises ModelFileError when the file cannot be read, is no GGUF, or ends before its last tensor.
    """
    try:
        with path.open("rb") as stream:
            start = stream.read(4)
            if start != b"GGUF":
                raise ModelFileError(
                    f"{path} is no GGUF file, so it cannot be used to write text. Choose a file "
                    "that ends in .gguf and comes from a model hub."
                )
            with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
                header = _parse(_Reader(data), path)
    except OSError as error:
        raise ModelFileError(f"The model file {path} cannot be read: {error.strerror}.") from error
    except (struct.error, UnicodeDecodeError, OverflowError) as error:
        raise _cut_short(path) from error
    if header.file_length < header.expected_length:
        raise _cut_short(path)
    return header


class _Reader:
    """A place in the mapped file; reading past the end raises struct.error."""

    def __init__(self, data: mmap.mmap) -> None:
        self.data = data
        self.at = 4

    def scalar(self, code: str) -> int | float | bool:
        (value,) = struct.unpack_from("<" + code, self.data, self.at)
        self.at += struct.calcsize("<" + code)
        return value  # type: ignore[no-any-return]

    def count(self) -> int:
        return int(self.scalar("Q"))

    def skip(self, length: int) -> None:
        if self.at + length > len(self.data):
            raise struct.error("past the end")
        self.at += length

    def string(self) -> str:
        length = self.count()
        start = self.at
        self.skip(length)
        return self.data[start : self.at].decode("utf-8")

    def value(self, kind: int) -> Value:
        if kind == _STRING:
            return self.string()
        if kind == _ARRAY:
            self._skip_array()
            return None
        if kind not in _SCALARS:
            raise struct.error("unknown kind of value")
        return self.scalar(_SCALARS[kind])

    def _skip_array(self) -> None:
        kind, length = int(self.scalar("I")), self.count()
        if kind in _SCALARS:
            self.skip(length * struct.calcsize("<" + _SCALARS[kind]))
        elif kind == _STRING:
            for _ in range(length):
                self.skip(self.count())
        else:
            raise struct.error("unknown kind of array")


def _parse(reader: _Reader, path: Path) -> GgufHeader:
    version = int(reader.scalar("I"))
    if version not in {2, 3}:
        raise ModelFileError(
            f"{path} is a GGUF file of version {version}; versions 2 and 3 can be read. "
            "Fetch a newer copy of the file from its hub."
        )
    tensors, entries = reader.count(), reader.count()
    if tensors > _MOST_ENTRIES or entries > _MOST_ENTRIES:
        raise struct.error("too many entries")
    metadata: dict[str, Value] = {}
    for _ in range(entries):
        key = reader.string()
        metadata[key] = reader.value(int(reader.scalar("I")))
    furthest = max((_tensor_end(reader) for _ in range(tensors)), default=0)
    alignment = metadata.get("general.alignment")
    step = alignment if isinstance(alignment, int) and alignment > 0 else 32
    data_start = -(-reader.at // step) * step
    architecture = str(metadata.get("general.architecture") or "")
    context = metadata.get(f"{architecture}.context_length")
    return GgufHeader(
        version=version,
        name=str(metadata.get("general.name") or ""),
        architecture=architecture,
        context_length=context if isinstance(context, int) else 0,
        has_chat_template=isinstance(metadata.get("tokenizer.chat_template"), str),
        tensors=tensors,
        expected_length=data_start + furthest,
        file_length=len(reader.data),
        metadata=metadata,
    )


def _tensor_end(reader: _Reader) -> int:
    """Where one tensor ends, in bytes from the start of the data; its start for an unknown type."""
    reader.string()
    values = 1
    for _ in range(int(reader.scalar("I"))):
        values *= reader.count()
    block, size = _BLOCKS.get(int(reader.scalar("I")), (1, 0))
    return reader.count() + values // block * size


def _cut_short(path: Path) -> ModelFileError:
    return ModelFileError(
        f"The model file {path} was cut short or is damaged: its header names more bytes than it "
        "has. Fetch it again; it is not used."
    )
