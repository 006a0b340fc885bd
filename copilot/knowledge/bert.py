"""The BERT network in numpy alone: texts to the hidden states of their tokens.

J. Devlin et al., BERT (2019). It reads the same folders as the libraries around torch and gives the
same numbers to six digits, without their gigabyte.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

import msgspec
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
# erfc(x) for x >= 0, Abramowitz and Stegun 7.1.26: wrong by 1.5e-7 at most.
_P = np.float32(0.3275911)
_A = tuple(map(np.float32, (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)))
_ROWS = 64  # of the widest layer worked on at once: they stay in the processor's cache


class Config(msgspec.Struct, frozen=True):
    """What config.json says of the network."""

    model_type: str
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    max_position_embeddings: int
    hidden_act: str = "gelu"
    layer_norm_eps: float = 1e-12


@dataclass(frozen=True, slots=True)
class Linear:
    """x @ weight + bias."""

    weight: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        out: Floats = x @ self.weight
        out += self.bias
        return out


@dataclass(frozen=True, slots=True)
class Norm:
    """Each row moved to mean 0 and variance 1, then scaled; works in place."""

    weight: Floats
    bias: Floats
    epsilon: float

    def __call__(self, x: Floats) -> Floats:
        x -= x.mean(-1, keepdims=True)
        variance = np.einsum("td,td->t", x, x)[:, None] / np.float32(x.shape[-1])
        x /= np.sqrt(variance + np.float32(self.epsilon))
        x *= self.weight
        x += self.bias
        return x


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: attention within each text, then two linear maps, each added to what was there."""

    ask: Linear  # queries, keys and values beside each other
    mix: Linear
    mixed: Norm
    widen: Linear
    narrow: Linear
    narrowed: Norm
    heads: int

    def __call__(self, x: Floats, edges: Rows) -> Floats:
        asked, seen = self.ask(x), np.empty_like(x)
        for start, end in pairwise(edges):
            seen[start:end] = _attention(asked[start:end], self.heads)
        mixed = self.mixed(_plus(self.mix(seen), x))
        wide = self.widen(mixed)
        _gelu(wide)
        return self.narrowed(_plus(self.narrow(wide), mixed))


@dataclass(frozen=True, slots=True)
class Bert:
    """Computes texts one behind the other, without padding, so that each is as it is alone."""

    words: Floats
    places: Floats
    kinds: Floats
    start: Norm
    layers: tuple[Layer, ...]

    def __call__(
        self, ids: Sequence[Sequence[int]], kinds: Sequence[Sequence[int]]
    ) -> tuple[Floats, Rows]:
        """Hidden states (tokens of all texts, width), and the row at which each text begins.

        `ids` are the tokens of each text, at least one; `kinds` says 0 or 1 (second text of a
        pair) for each of them.
        """
        edges = np.cumsum([0, *(len(one) for one in ids)])
        places = np.concatenate([np.arange(len(one)) for one in ids])
        x = self.words[np.concatenate(ids)]
        x += self.places[places]
        x += self.kinds[np.concatenate(kinds)]
        x = self.start(x)
        for layer in self.layers:
            x = layer(x, edges)
        return x, edges[:-1]


def build(weights: dict[str, Floats], config: Config) -> Bert:
    """The network of weights as transformers names them. Raises KeyError where one is missing."""
    front = "bert." if "bert.embeddings.word_embeddings.weight" in weights else ""
    named = Weights(weights, front, config.layer_norm_eps)
    return Bert(
        named.table("embeddings.word_embeddings"),
        named.table("embeddings.position_embeddings"),
        named.table("embeddings.token_type_embeddings"),
        named.norm("embeddings.LayerNorm"),
        tuple(_layers(named, config)),
    )


@dataclass(frozen=True, slots=True)
class Weights:
    """The tables of a file, by their names."""

    tables: dict[str, Floats]
    front: str
    epsilon: float

    def table(self, name: str, part: str = "weight") -> Floats:
        return self.tables[f"{self.front}{name}.{part}"].astype(np.float32, copy=False)

    def norm(self, name: str) -> Norm:
        return Norm(self.table(name), self.table(name, "bias"), self.epsilon)

    def linear(self, *names: str) -> Linear:
        """Several maps of the same input become one."""
        weight = np.concatenate([self.table(name) for name in names])
        bias = np.concatenate([self.table(name, "bias") for name in names])
        return Linear(np.ascontiguousarray(weight.T), bias)


def _layers(named: Weights, config: Config) -> Iterator[Layer]:
    for number in range(config.num_hidden_layers):
        at = f"encoder.layer.{number}"
        own = f"{at}.attention.self"
        yield Layer(
            named.linear(f"{own}.query", f"{own}.key", f"{own}.value"),
            named.linear(f"{at}.attention.output.dense"),
            named.norm(f"{at}.attention.output.LayerNorm"),
            named.linear(f"{at}.intermediate.dense"),
            named.linear(f"{at}.output.dense"),
            named.norm(f"{at}.output.LayerNorm"),
            config.num_attention_heads,
        )


def _attention(asked: Floats, heads: int) -> Floats:
    """One text's tokens (tokens, 3 x width) to (tokens, width)."""
    tokens, width = asked.shape[0], asked.shape[1] // 3
    queries, keys, values = asked.reshape(tokens, 3, heads, width // heads).transpose(1, 2, 0, 3)
    scores = queries @ keys.transpose(0, 2, 1)
    scores *= np.float32(1 / sqrt(width // heads))
    scores -= scores.max(-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(-1, keepdims=True)
    seen = (scores @ values).transpose(1, 0, 2).reshape(tokens, width)
    return seen.astype(np.float32, copy=False)


def _gelu(x: Floats) -> None:
    """x times the normal distribution's share below x, in place."""
    for start in range(0, len(x), _ROWS):
        part = x[start : start + _ROWS]
        size = np.abs(part) * np.float32(sqrt(0.5))
        t = 1 / (1 + _P * size)
        share = ((((_A[4] * t + _A[3]) * t + _A[2]) * t + _A[1]) * t + _A[0]) * t
        share *= np.exp(-size * size)
        share *= np.float32(0.5)
        np.subtract(1, share, out=share, where=part > 0)
        part *= share


def _plus(x: Floats, y: Floats) -> Floats:
    x += y
    return x
