"""Half characters: UTF-16 surrogates on their own, which the libraries that read text refuse."""

from __future__ import annotations

import re

_HALF = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    """The text with U+FFFD for each half character; as long as before, so places stay right."""
    return _HALF.sub("\ufffd", text)
