"""The adapter of llama.cpp: one GGUF file in memory with one live sequence."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from copilot.errors import EngineFailed, ModelFileError
from copilot.generation.chat import ChatMessage, Stretch
from copilot.generation.generator import Generator
from copilot.generation.grammar import Grammar

MAX_CONTEXT = 8192  # tokens; the key-value memory of a 4B file is then about 1.2 GB
CHUNK = 128  # tokens fed at once; 64 to 512 are equally fast, and a cancel waits for one chunk
PIECE_BYTES = 256  # the longest tokens are runs of blanks, longer than llama_cpp's own 32 bytes


def load_generator(
    file: Path,
    *,
    model_sha256: str,
    threads: int | None = None,
    processor_library: Path | None = None,
) -> Generator[Any]:
    """Loads a GGUF file (about a second). `model_sha256` was verified by the caller.

    `processor_library` is needed where llama.cpp comes with one for each kind of processor.

    Raises ModelFileError when the file is missing, damaged or has no chat template.
    """
    if processor_library is not None:
        _use(processor_library)
    return Generator(LlamaFile(file, threads=threads), model_sha256=model_sha256)


def _use(library: Path) -> None:
    """Hands llama.cpp the library that fits this processor; it comes with none of its own."""
    from llama_cpp import llama_cpp

    # On Windows a library does not speak for those it is linked with; elsewhere a second file with
    # the same contents would be a second llama.cpp.
    speaks = hasattr(llama_cpp._lib, "ggml_backend_load")
    ggml = llama_cpp._lib if speaks else import_module("llama_cpp._ggml").libggml
    ggml.ggml_backend_load(str(library).encode())


def physical_cores() -> int:
    """Cores this process may use; decoding gains nothing from a second thread on a core."""
    import psutil

    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(psutil.cpu_count(logical=False) or 1, allowed or 1))


class LlamaFile:
    """See generator.LoadedModelFile. Keeps the longest common prefix of the live sequence."""

    chunk = CHUNK

    def __init__(self, file: Path, *, threads: int | None = None) -> None:
        import llama_cpp

        cores = threads or physical_cores()
        try:
            self._llama = llama_cpp.Llama(
                str(file),
                n_ctx=MAX_CONTEXT,
                n_batch=CHUNK,
                n_ubatch=CHUNK,
                n_threads=cores,
                n_threads_batch=cores,
                flash_attn=True,  # decode 36 tokens/s against 24 without
                verbose=False,
            )
        except ValueError as error:
            raise ModelFileError(
                f"The model file {file.name} cannot be loaded: it is missing, damaged or of a kind "
                "this program does not know. Nothing was lost; fetch or choose it again with "
                "support-copilot models."
            ) from error
        self._api = llama_cpp
        self._vocab = llama_cpp.llama_model_get_vocab(self._llama.model)
        self._formatter = self._chat_formatter(file)
        self._grammars: dict[str, Grammar] = {}
        self.context: int = min(
            self._llama.n_ctx(), llama_cpp.llama_model_n_ctx_train(self._llama.model)
        )

    def render(self, messages: Sequence[ChatMessage]) -> str:
        """The chat in the file's own template, up to where the answer begins."""
        # Hybrid reasoning files (Qwen3) think aloud unless told not to; other templates ignore it.
        return str(self._formatter(messages=list(messages), enable_thinking=False).prompt)

    def tokens(self, parts: Sequence[Stretch]) -> list[int]:
        """Token ids; control tokens are read in the template's own stretches only."""
        start = self._start_token(parts)
        return start + [
            token
            for part in parts
            for token in self._llama.tokenize(
                part.text.encode(), add_bos=False, special=part.of_template
            )
        ]

    def piece(self, token: int) -> bytes:
        """The bytes of a token; may be half a character."""
        buffer = ctypes.create_string_buffer(PIECE_BYTES)
        length = self._api.llama_token_to_piece(self._vocab, token, buffer, PIECE_BYTES, 0, False)
        return buffer.raw[: max(0, length)]

    def is_end(self, token: int) -> bool:
        """Does this token end the answer?"""
        return bool(self._api.llama_vocab_is_eog(self._vocab, token))

    def keep(self, tokens: Sequence[int]) -> int:
        """Cuts the live sequence back to what it shares with `tokens`; the number of tokens kept.

        One token at least is left to feed, because only feeding makes logits. A file whose memory
        cannot be cut (recurrent and hybrid ones) starts empty.
        """
        live = self._llama.input_ids[: self._llama.n_tokens]
        shared = _shared(live, tokens[:-1])
        memory = self._api.llama_get_memory(self._llama.ctx)
        if shared and self._api.llama_memory_seq_rm(memory, 0, shared, -1):
            self._llama.n_tokens = shared
            return shared
        self.forget()
        return 0

    def feed(self, tokens: Sequence[int]) -> None:
        """Computes at most `chunk` tokens at the end of the live sequence."""
        try:
            self._llama.eval(list(tokens))
        except RuntimeError as error:
            self.forget()
            raise EngineFailed(
                "The model could not compute an answer, perhaps for lack of memory. "
                "Nothing was lost; close other programs and ask again."
            ) from error

    def grammar(self, schema: str) -> Grammar:
        """The grammar of a JSON Schema, at its start."""
        if schema not in self._grammars:
            self._grammars[schema] = Grammar(self._api, self._vocab, schema)
        found = self._grammars[schema]
        found.restart()
        return found

    def best(self, grammar: Grammar | None) -> int:
        """The likeliest next token, of those that the grammar allows."""
        pointer = self._api.llama_get_logits_ith(self._llama.ctx, -1)
        logits = np.ctypeslib.as_array(pointer, shape=(self._llama.n_vocab(),))
        return int(logits.argmax()) if grammar is None else grammar.take_best(logits)

    def forget(self) -> None:
        """Empties the live sequence and overwrites its memory."""
        self._api.llama_memory_clear(self._api.llama_get_memory(self._llama.ctx), True)
        self._llama.input_ids[:] = 0
        self._llama.reset()

    def close(self) -> None:
        """Frees the memory."""
        for grammar in self._grammars.values():
            grammar.close()
        self._llama.close()

    def _chat_formatter(self, file: Path) -> Callable[..., Any]:
        from llama_cpp.llama_chat_format import Jinja2ChatFormatter

        template = self._llama.metadata.get("tokenizer.chat_template")
        if not template:
            raise ModelFileError(
                f"The model file {file.name} has no chat template, so it cannot follow "
                "instructions. Nothing was lost; choose an instruct model file."
            )
        formatter: Callable[..., Any] = Jinja2ChatFormatter(
            template=template,
            eos_token=self._token_text(self._llama.token_eos()),
            bos_token=self._token_text(self._llama.token_bos()),
        )
        return formatter

    def _token_text(self, token: int) -> str:
        if token < 0:
            return ""
        return str(self._api.llama_vocab_get_text(self._vocab, token).decode())

    def _start_token(self, parts: Sequence[Stretch]) -> list[int]:
        """The start token, where the file wants one and the template did not write it."""
        start = self._llama.token_bos()
        wanted = start >= 0 and self._api.llama_vocab_get_add_bos(self._vocab)
        written = bool(parts) and parts[0].text.startswith(self._token_text(start) or "\0")
        return [start] if wanted and not written else []


def _shared(live: npt.NDArray[np.int32], tokens: Sequence[int]) -> int:
    """Length of the longest common prefix."""
    length = min(len(live), len(tokens))
    differs = np.flatnonzero(live[:length] != np.asarray(tokens[:length], dtype=live.dtype))
    return int(differs[0]) if len(differs) else length
