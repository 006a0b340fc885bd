"""Tokens a second of one build of llama.cpp: python packaging/measure_decode.py MODEL [LIBRARY].

LIBRARY is one of those for kinds of processors; without it llama.cpp is one built for this machine.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median

ROUNDS, PROMPT, ANSWER = 3, 128, 32  # tokens


def main() -> None:
    """Print prefill and decode speed, each the median of ROUNDS."""
    import llama_cpp
    import psutil

    file, *library = sys.argv[1:]
    if library:
        llama_cpp.llama_cpp._lib.ggml_backend_load(library[0].encode())
    cores = psutil.cpu_count(logical=False)
    options = {"n_ctx": 2048, "n_batch": 128, "n_ubatch": 128, "n_threads": cores}
    model = llama_cpp.Llama(file, **options, n_threads_batch=cores, flash_attn=True, verbose=False)
    rounds = [_round(model) for _ in range(ROUNDS)]
    prefill, decode = (median(speeds) for speeds in zip(*rounds, strict=True))
    name = Path(library[0]).name if library else "built for this machine"
    print(f"{name}: prefill {prefill:.1f}, decode {decode:.1f} tokens/s ({ROUNDS} rounds)")


def _round(model: object) -> tuple[float, float]:
    model.reset()
    started = time.perf_counter()
    model.eval(list(range(1000, 1000 + PROMPT)))
    fed = time.perf_counter()
    for token in range(ANSWER):
        model.eval([2000 + token])
    done = time.perf_counter()
    return PROMPT / (fed - started), ANSWER / (done - fed)


if __name__ == "__main__":
    main()
