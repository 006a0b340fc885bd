"""The adapter of sentence_transformers for embedding: texts to unit vectors; bare.py without it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from copilot.errors import ModelFileError
from copilot.knowledge.slicing import slices
from copilot.knowledge.torch_threads import use_physical_cores

DIMENSIONS = 384
Embed = Callable[[Sequence[str]], list[bytes]]
EmbedInSlices = Callable[[Sequence[str], Callable[[], None]], list[bytes]]


def load_embedder(folder: Path) -> EmbedInSlices:
    """A function from texts to vectors: 384 float32, little-endian, length 1, as bytes.

    Its second argument is called between two slices of the texts, and may raise to end the work.
    Loads from `folder` alone, runs on the CPU and opens no socket. Takes about 3 s, most of it
    the import. Raises ModelFileError when the folder is not a sentence-transformers folder of
    this size.
    """
    if not (folder / "modules.json").is_file():
        raise ModelFileError(
            f"The embedding files in {folder} are missing or not complete. Nothing was changed. "
            "Fetch them again with: support-copilot models fetch"
        )
    if find_spec("sentence_transformers") is None:  # the packaged program
        from copilot.knowledge.bare import load_bare_embedder

        return load_bare_embedder(folder, DIMENSIONS)
    use_physical_cores()
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer

    try:
        encoder = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as problem:
        raise ModelFileError(
            f"The embedding files in {folder} cannot be read ({type(problem).__name__}). "
            "Fetch them again with: support-copilot models fetch"
        ) from problem
    if encoder.get_embedding_dimension() != DIMENSIONS:
        raise ModelFileError(
            f"The embedding files in {folder} make vectors of another size than {DIMENSIONS}. "
            "Choose others with: support-copilot models use"
        )

    def embed(texts: Sequence[str], pause: Callable[[], None]) -> list[bytes]:
        vectors = [b""] * len(texts)
        for places in slices([len(text) for text in texts]):
            pause()
            rows = encoder.encode(
                [texts[place] for place in places],
                prompt="",  # the engine's caller has put the right one there already
                batch_size=len(places),
                normalize_embeddings=True,
                show_progress_bar=False,
            )
            for place, row in zip(places, rows, strict=True):
                vectors[place] = row.astype("<f4").tobytes()
        return vectors

    return embed
