"""Which tokens may come next, by a JSON Schema, without trying the whole vocabulary each time."""

from __future__ import annotations

import ctypes
import json
from types import ModuleType

import numpy as np
import numpy.typing as npt

from copilot.errors import Bug

FIRST_LOOK = 64  # likeliest tokens tried before the whole vocabulary is


class Grammar:
    """Which tokens may come next, by a JSON Schema.

    llama.cpp tries a grammar on the whole vocabulary for each token (24 instead of 36 tokens/s).
    The likeliest token is nearly always allowed, so it is tried alone first, as llama.cpp's own
    common_sampler_sample does; the choice is the same.
    """

    def __init__(self, api: ModuleType, vocab: ctypes.c_void_p, schema: str) -> None:
        from llama_cpp.llama_grammar import LlamaGrammar

        self._api = api
        text = LlamaGrammar.from_json_schema(json.dumps(json.loads(schema)), verbose=False)
        self._sampler = api.llama_sampler_init_grammar(
            vocab, text._grammar.encode(), text._root.encode()
        )
        if not self._sampler:
            raise Bug("llama.cpp does not accept the grammar of this JSON Schema")

    def restart(self) -> None:
        """Back to the start of an answer."""
        self._api.llama_sampler_reset(self._sampler)

    def take_best(self, logits: npt.NDArray[np.float32]) -> int:
        """The likeliest allowed token; the grammar moves on by it."""
        token = self._first_allowed(logits)
        self._api.llama_sampler_accept(self._sampler, token)
        return token

    def close(self) -> None:
        """Frees the memory."""
        self._api.llama_sampler_free(self._sampler)

    def _first_allowed(self, logits: npt.NDArray[np.float32]) -> int:
        for count in (1, FIRST_LOOK, len(logits)):
            allowed = self._allowed(_likeliest(logits, count), logits)
            if len(allowed):
                return int(allowed[logits[allowed].argmax()])
        raise Bug("the grammar allows no token at all")

    def _allowed(
        self, tokens: npt.NDArray[np.intp], logits: npt.NDArray[np.float32]
    ) -> npt.NDArray[np.int32]:
        """Those of `tokens` that may come next."""
        layout = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)])
        candidates = np.zeros(len(tokens), dtype=layout)
        candidates["id"], candidates["logit"] = tokens, logits[tokens]
        array = self._api.llama_token_data_array(
            data=candidates.ctypes.data_as(self._api.llama_token_data_p),
            size=len(candidates),
            selected=-1,
            sorted=False,
        )
        self._api.llama_sampler_apply(self._sampler, ctypes.byref(array))
        allowed: npt.NDArray[np.int32] = candidates["id"][np.isfinite(candidates["logit"])]
        return allowed


def _likeliest(logits: npt.NDArray[np.float32], count: int) -> npt.NDArray[np.intp]:
    if count == 1:
        return np.array([logits.argmax()])
    if count >= len(logits):
        return np.arange(len(logits))
    return np.argpartition(logits, -count)[-count:]
