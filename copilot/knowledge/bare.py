"""Embedding and reranking without torch: folders of the kind BERT, computed by numpy.

The packaged program has no torch; embedder.py and reranker.py come here where it is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from copilot.errors import ModelFileError
from copilot.knowledge.bert import Bert, Floats, Linear, Rows, Weights, build
from copilot.knowledge.bert_files import (
    means_of_tokens,
    read_config,
    read_tokenizer,
    read_weights,
    unreadable,
)
from copilot.knowledge.slicing import slices

Pause = Callable[[], None]


def load_bare_embedder(
    folder: Path, dimensions: int
) -> Callable[[Sequence[str], Pause], list[bytes]]:
    """See embedder.load_embedder. Raises ModelFileError, also for a network that is no BERT."""
    config = read_config(folder)
    if config.hidden_size != dimensions:
        raise ModelFileError(
            f"The embedding files in {folder} make vectors of another size than {dimensions}. "
            "Choose others with: support-copilot models use"
        )
    pool = _mean if means_of_tokens(folder) else _first
    tokenizer = read_tokenizer(folder, config.max_position_embeddings)
    try:
        network = build(read_weights(folder), config)
    except KeyError as missing:
        raise unreadable(folder, f"without {missing}") from missing

    def embed(texts: Sequence[str], pause: Pause) -> list[bytes]:
        vectors = [b""] * len(texts)
        for places in slices([len(text) for text in texts]):
            pause()
            rows = pool(*_hidden(network, tokenizer.encode_batch([texts[at] for at in places])))
            rows /= np.linalg.norm(rows, axis=1, keepdims=True)
            for place, row in zip(places, rows, strict=True):
                vectors[place] = row.astype("<f4").tobytes()
        return vectors

    return embed


def load_bare_reranker(
    folder: Path, longest: int
) -> Callable[[str, Sequence[str], Pause], list[float]]:
    """See reranker.load_reranker; `longest` in tokens. Raises ModelFileError."""
    config, weights = read_config(folder), read_weights(folder)
    tokenizer = read_tokenizer(folder, min(longest, config.max_position_embeddings))
    try:
        network, (pool, score) = build(weights, config), _head(weights)
    except KeyError as missing:
        raise unreadable(folder, f"without {missing}") from missing
    if score.bias.shape != (1,):
        raise unreadable(folder, f"they give {len(score.bias)} scores, not one")

    def rerank(query: str, texts: Sequence[str], pause: Pause) -> list[float]:
        scores = [0.0] * len(texts)
        for places in slices([len(query) + len(text) for text in texts]):
            pause()
            pairs = [(query, texts[place]) for place in places]
            hidden, starts = _hidden(network, tokenizer.encode_batch(pairs))
            found = score(np.tanh(pool(hidden[starts])))[:, 0]
            for place, each in zip(places, 1 / (1 + np.exp(-found)), strict=True):
                scores[place] = float(each)
        return scores

    return rerank


def _hidden(network: Bert, read: Sequence[Any]) -> tuple[Floats, Rows]:
    return network([one.ids for one in read], [one.type_ids for one in read])


def _head(weights: dict[str, Floats]) -> tuple[Linear, Linear]:
    """What makes one score of a pair's first token."""
    named = Weights(weights, "", 0.0)
    return named.linear("bert.pooler.dense"), named.linear("classifier")


def _first(hidden: Floats, starts: Rows) -> Floats:
    return hidden[starts]


def _mean(hidden: Floats, starts: Rows) -> Floats:
    lengths = np.diff(np.append(starts, len(hidden)))[:, None].astype(np.float32)
    rows = np.add.reduceat(hidden, starts, axis=0) / lengths
    return rows.astype(np.float32, copy=False)
