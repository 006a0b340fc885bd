"""The adapter of sentence_transformers for reranking: a query and texts to scores."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from copilot.errors import ModelFileError
from copilot.knowledge.slicing import slices
from copilot.knowledge.torch_threads import use_physical_cores

LONGEST_PAIR = 512  # tokens of query and text together; what is more of the text is left out
Rerank = Callable[[str, Sequence[str], Callable[[], None]], list[float]]


def load_reranker(folder: Path) -> Rerank:
    """A function from a query and texts to scores, 0 (no answer) to 1, in the order of the texts.

    Its third argument is called between two slices of the texts, and may raise to end the work.
    Loads from `folder` alone, runs on the CPU and opens no socket. Raises ModelFileError when the
    folder is not a cross-encoder with one score.
    """
    if not (folder / "config.json").is_file():
        raise ModelFileError(_broken(folder, "they are missing or not complete"))
    if find_spec("sentence_transformers") is None:  # the packaged program
        from copilot.knowledge.bare import load_bare_reranker

        return load_bare_reranker(folder, LONGEST_PAIR)
    use_physical_cores()
    from safetensors import SafetensorError
    from sentence_transformers import CrossEncoder
    from torch.nn import Sigmoid

    try:
        encoder = CrossEncoder(
            str(folder), device="cpu", local_files_only=True, trust_remote_code=False
        )
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as problem:
        raise ModelFileError(_broken(folder, type(problem).__name__)) from problem
    if encoder.num_labels != 1:
        raise ModelFileError(_broken(folder, f"they give {encoder.num_labels} scores, not one"))
    encoder.max_seq_length = min(encoder.max_seq_length or LONGEST_PAIR, LONGEST_PAIR)
    to_score = Sigmoid()

    def rerank(query: str, texts: Sequence[str], pause: Callable[[], None]) -> list[float]:
        scores = [0.0] * len(texts)
        for places in slices([len(query) + len(text) for text in texts]):
            pause()
            found = encoder.predict(
                [(query, texts[place]) for place in places],
                batch_size=len(places),
                activation_fn=to_score,
                show_progress_bar=False,
            )
            for place, score in zip(places, found, strict=True):
                scores[place] = float(score)
        return scores

    return rerank


def _broken(folder: Path, why: str) -> str:
    return (
        f"The reranking files in {folder} cannot be used ({why}). Nothing was lost; choose others "
        "with: support-copilot models use, or none in the settings."
    )
