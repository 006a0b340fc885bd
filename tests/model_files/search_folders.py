"""Folders that look like those for search: the JSON files are real, the weights are not."""

from __future__ import annotations

import json
from pathlib import Path


def embedding_folder(
    path: Path, *, width: int = 384, words: int = 30_000, module: str = "sentence_transformers.x.T"
) -> Path:
    _write(path, {"architectures": ["BertModel"], "hidden_size": width, "vocab_size": words})
    (path / "modules.json").write_text(json.dumps([{"idx": 0, "name": "0", "type": module}]))
    prompts = {
        "prompts": {"query": "query: ", "document": "passage: "},
        "default_prompt_name": None,
    }
    (path / "config_sentence_transformers.json").write_text(json.dumps(prompts))
    return path


def reranker_folder(path: Path) -> Path:
    _write(path, {"architectures": ["BertForSequenceClassification"], "vocab_size": 250_000})
    return path


def _write(path: Path, config: dict[str, object]) -> None:
    path.mkdir(parents=True)
    (path / "config.json").write_text(json.dumps(config))
    (path / "model.safetensors").write_bytes(b"weights of " + path.name.encode())
