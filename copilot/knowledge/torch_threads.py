"""How torch uses the processor beside llama.cpp and other programs."""

from __future__ import annotations

import os


def quiet_torch() -> None:
    """Has torch use the physical cores, and its threads sleep while they wait; call it first.

    OpenMP's threads spin by default. On two cores with one other busy program a sentence then took
    128 ms instead of 15. The variable is read once, when the library is loaded, and is taken back
    so that llama.cpp's own copy keeps its ways: its threads meet some hundred times for a token.
    """
    before = os.environ.get("OMP_WAIT_POLICY")
    os.environ["OMP_WAIT_POLICY"] = "PASSIVE"
    import torch

    if before is None:
        del os.environ["OMP_WAIT_POLICY"]
    else:
        os.environ["OMP_WAIT_POLICY"] = before
    torch.set_num_threads(_physical_cores())


def _physical_cores() -> int:
    import psutil

    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(psutil.cpu_count(logical=False) or 1, allowed or 1))
