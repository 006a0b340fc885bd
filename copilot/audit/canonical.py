"""The one way in which what is sealed is written."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

Value = str | int | float | bool | Sequence[str] | None
Payload = Mapping[str, Value]


def canonical(value: Mapping[str, Value | Mapping[str, str]]) -> str:
    """JSON with sorted keys, no spaces and plain ASCII: equal values give equal text.

    Raises ValueError for NaN.
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)
