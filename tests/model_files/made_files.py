"""Small catalogue entries, wheels and GGUF files made for these tests."""

from __future__ import annotations

import hashlib
import struct
import zipfile
from pathlib import Path

from copilot.model_files.catalogue import Entry, FileRole, Source


def entry_for(content: bytes, *sources: Source, file: str = "small.gguf") -> Entry:
    return Entry(
        id="small",
        title="Small file",
        role=FileRole.GENERATION,
        file=file,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        licence="Apache-2.0",
        context=0,
        min_ram=0,
        template="",
        sources=sources,
    )


def write_wheel(folder: Path, package: str, members: dict[str, bytes]) -> Path:
    """A valid wheel of version 1.0, as pip accepts it."""
    name = package.replace("-", "_")
    path = folder / f"{name}-1.0-py3-none-any.whl"
    info = f"{name}-1.0.dist-info"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in members.items():
            archive.writestr(member, data)
        archive.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n"
        )
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    return path


def _text(value: str) -> bytes:
    data = value.encode()
    return struct.pack("<Q", len(data)) + data


def gguf_bytes(*, version: int = 3, template: bool = True, values: int = 256) -> bytes:
    """A whole GGUF file with one Q4_K tensor of `values` numbers and a little metadata."""
    pairs = [
        _text("general.architecture") + struct.pack("<I", 8) + _text("qwen2"),
        _text("general.name") + struct.pack("<I", 8) + _text("Tiny"),
        _text("qwen2.context_length") + struct.pack("<II", 4, 4096),
        _text("qwen2.block_count") + struct.pack("<II", 4, 28),
        _text("qwen2.embedding_length") + struct.pack("<II", 4, 1536),
        _text("qwen2.attention.head_count") + struct.pack("<II", 4, 12),
        _text("qwen2.attention.head_count_kv") + struct.pack("<II", 4, 2),
        _text("tokenizer.ggml.tokens") + struct.pack("<IIQ", 9, 8, 2) + _text("a") + _text("b"),
        _text("tokenizer.ggml.scores") + struct.pack("<IIQ", 9, 6, 2) + struct.pack("<2f", 1, 2),
    ]
    if template:
        pairs.append(_text("tokenizer.chat_template") + struct.pack("<I", 8) + _text("{{x}}"))
    tensor = _text("output.weight") + struct.pack("<IQIQ", 1, values, 12, 0)
    head = b"GGUF" + struct.pack("<IQQ", version, 1, len(pairs)) + b"".join(pairs) + tensor
    return head + bytes(-len(head) % 32) + bytes(values // 256 * 144)
