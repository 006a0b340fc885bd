"""An embedder without weights: texts that share words are close."""

from __future__ import annotations

import math
import re
import struct
import zlib
from collections.abc import Sequence


def embed_words(texts: Sequence[str]) -> list[bytes]:
    return [_vector(text) for text in texts]


def _vector(text: str) -> bytes:
    values = [0.0] * 384
    for word in re.findall(r"\w{3,}", text.lower()):
        values[zlib.crc32(word[:6].encode()) % 384] += 1.0
    length = math.sqrt(sum(value * value for value in values)) or 1.0
    return struct.pack("<384f", *(value / length for value in values))
