"""Whether a generation file fits into this machine's memory, before llama.cpp tries."""

from __future__ import annotations

from dataclasses import dataclass

import psutil

from copilot.errors import ModelFileError
from copilot.model_files.gguf import GgufHeader

_HALF = 2  # bytes of one value in the KV cache (f16)
_BESIDES = 1_200_000_000  # bytes: the window, redaction, embedding and compute buffers, as measured
_FOR_OTHERS = 0.1  # share of the machine's memory that the system needs itself


@dataclass(frozen=True, slots=True)
class MemoryNeed:
    """Bytes a generation file takes when it is loaded with a context."""

    weights: int
    cache: int

    @property
    def total(self) -> int:
        return self.weights + self.cache + _BESIDES


def memory_need(header: GgufHeader, context: int) -> MemoryNeed:
    """From the header: file length, and 2 x layers x KV heads x head width x context halves."""
    heads = header.number("attention.head_count") or 1
    shared = header.number("attention.head_count_kv") or heads
    width = header.number("attention.key_length") or header.number("embedding_length") // heads
    cache = 2 * header.number("block_count") * shared * width * context * _HALF
    return MemoryNeed(weights=header.file_length, cache=cache)


def check_memory(
    need: MemoryNeed, title: str, *, total: int | None = None, available: int | None = None
) -> str:
    """A sentence when it will be tight, "" when there is room; bytes, this machine's by default.

    Raises ModelFileError when the machine can never hold it.
    """
    machine = psutil.virtual_memory()
    total = machine.total if total is None else total
    available = machine.available if available is None else available
    if need.total > total * (1 - _FOR_OTHERS):
        raise ModelFileError(
            f"“{title}” needs about {need.total / 1e9:.1f} GB of memory and this machine has "
            f"{total / 1e9:.1f} GB. Choose a smaller model file with “support-copilot models list” "
            "and “support-copilot models use”."
        )
    if need.total > available:
        return (
            f"“{title}” needs about {need.total / 1e9:.1f} GB of memory and "
            f"{max(available, 0) / 1e9:.1f} GB are free: close other programs if it is slow."
        )
    return ""
