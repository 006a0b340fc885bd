"""The engine process over the model files that a profile works with."""

from __future__ import annotations

from dataclasses import replace

from copilot.app.knowledge import (
    reranker_here,
)
from copilot.engine import EmbeddingFile, Engine, EngineFiles
from copilot.engine.client import EngineClient
from copilot.errors import ModelFileError
from copilot.model_files.catalogue import FileRole, load_catalogue
from copilot.model_files.choice import chosen_file, chosen_names, embeddings_here
from copilot.model_files.gguf import read_header
from copilot.model_files.memory import check_memory, memory_need
from copilot.model_files.verify import verified
from copilot.paths import Places, model_place
from copilot.settings import Settings


def engine_for(chosen: Settings, at: Places) -> Engine:
    """The engine process over verified files; what is missing is said when it is needed."""
    catalogue = load_catalogue()
    ner = catalogue.reference(FileRole.NER)
    reranker = reranker_here(chosen, catalogue, at.models)
    names = chosen_names(chosen.names_model, catalogue, at.models)
    files = EngineFiles(
        embeddings=tuple(
            EmbeddingFile(one.sha256, one.folder, one.query_prefix, one.passage_prefix)
            for one in embeddings_here(chosen.embedder, catalogue, at.models)
        ),
        reranker=reranker.folder if reranker else None,
        names=names.folder if names else None,
        ner=verified(ner, at.models) if model_place(at.models, ner.file).exists() else None,
    )
    try:
        file = chosen_file(chosen.model_file, catalogue, at.models)
        check_memory(memory_need(read_header(file.path), chosen.context_tokens), file.title)
    except ModelFileError as error:
        return EngineClient(replace(files, fault=str(error)))
    return EngineClient(
        replace(
            files,
            generation=file.path,
            generation_title=file.title,
            generation_sha256=file.sha256,
        )
    )
