"""How many threads torch takes."""

from __future__ import annotations

import os


def use_physical_cores() -> None:
    """One thread for each physical core this process may use; a second one on a core slows both."""
    import psutil
    import torch

    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    torch.set_num_threads(max(1, min(psutil.cpu_count(logical=False) or 1, allowed or 1)))
