"""eval retrieval: the rankings on somebody's own passages, queries and judgements."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import batched

import msgspec
from tqdm import tqdm

from copilot import paths, settings
from copilot.app_knowledge import embedders
from copilot.commandline.output import as_json, say
from copilot.engine import EmbeddingFile, EngineFiles
from copilot.engine.client import EngineClient
from copilot.evals import retrieval
from copilot.evals.retrieval_files import Measured, Question, Text, read
from copilot.knowledge.indexing import embedding_text
from copilot.knowledge.keeping import Embedder
from copilot.knowledge.not_found import NOT_FOUND_BELOW
from copilot.knowledge.query import Query, Turn, query_of_turns, search_words
from copilot.knowledge.search import find_passages
from copilot.knowledge.stemming import stems
from copilot.model_files.catalogue import load_catalogue
from copilot.model_files.choice import embeddings_here
from copilot.records import (
    FoundPassage,
    Passage,
    RedactedText,
    Role,
    Scope,
    SourceDocument,
    SourceKind,
)
from copilot.store.passage_words import match_any
from copilot.store.passages import IndexedDocument, IndexedPassage, Passages
from copilot.store.store import Store
