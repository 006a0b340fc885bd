"""The only adapter of sentence_transformers: texts to unit vectors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from copilot.errors import ModelFileError

DIMENSIONS = 384
Embed = Callable[[Sequence[str]], list[bytes]]


def load_embedder(folder: Path) -> Embed:
    """A function from texts to vectors: 384 float32, little-endian, length 1, as bytes.

    Loads from `folder` alone, runs on the CPU and opens no socket. Takes about 3 s, most of it
    the import. Raises ModelFileError when the folder is not a sentence-transformers folder of
    this size.
    """
    if not (folder / "modules.json").is_file():
        raise ModelFileError(
            f"The embedding files in {folder} are missing or not complete. Nothing was changed. "
            "Fetch them again with: support-copilot models fetch"
        )
    from sentence_transformers import SentenceTransformer

    try:
        encoder = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    except (OSError, ValueError, KeyError) as problem:
        raise ModelFileError(
            f"The embedding files in {folder} cannot be read ({type(problem).__name__}). "
            "Fetch them again with: support-copilot models fetch"
        ) from problem
    if encoder.get_embedding_dimension() != DIMENSIONS:
        raise ModelFileError(
            f"The embedding files in {folder} make vectors of another size than {DIMENSIONS}. "
            "Choose all-MiniLM-L6-v2 or bge-small-en-v1.5."
        )

    def embed(texts: Sequence[str]) -> list[bytes]:
        if not texts:
            return []
        rows = encoder.encode(
            list(texts), batch_size=32, normalize_embeddings=True, show_progress_bar=False
        )
        return [row.astype("<f4").tobytes() for row in rows]

    return embed
