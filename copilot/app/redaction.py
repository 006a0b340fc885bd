"""Builds what redact and eval pii run on: redaction in the engine process, alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path

from tqdm import tqdm

from copilot import paths, settings
from copilot.engine import EngineFiles
from copilot.engine.client import EngineClient
from copilot.engine.process import MEASURED_AGAINST, command
from copilot.errors import BadInput
from copilot.evals import pii
from copilot.evals.pii_files import LONGEST, Row, read
from copilot.model_files.catalogue import FileRole, load_catalogue
from copilot.model_files.choice import chosen_names
from copilot.model_files.verify import verified
from copilot.records import KnownIdentity, PersonalSpan, Redaction, RestoreMap
from copilot.redaction.language import LANGUAGES
from copilot.redaction.record import parse_record, read_record


def redact(text: str, *, profile: str, record: Path | None = None, language: str = "") -> Redaction:
    """One text without personal data, with an empty restore map. Raises BadInput."""
    if len(text) > LONGEST:
        raise BadInput(f"The text is longer than {LONGEST:,} characters; give it in parts.")
    known = read_record(record) if record else ()
    with closing(_engine(profile)) as engine:
        return _redacted(engine, text, known, _code(language))


def measure(data: Path, *, profile: str) -> pii.Report:
    """The rows of a file through our redactor and presidio's default. Raises BadInput."""
    return measure_rows(read(data, parse_record), profile=profile)


def measure_rows(rows: Sequence[Row], *, profile: str, beside: bool = True) -> pii.Report:
    """Each text is a ticket of its own. Both redactors work in an engine process of their own, of
    the same kind and with the same walls, and take turns text by text; `beside=False` leaves
    presidio's default out."""
    with (
        _warm(_engine(profile)) as ours,
        _warm(_engine(profile, MEASURED_AGAINST)) if beside else nullcontext() as other,
        tqdm(total=len(rows), desc="texts", leave=False, disable=None) as shown,
    ):
        engines = {pii.OURS: ours} | ({pii.PRESIDIO: other} if other else {})
        redactors = {name: _hiding(engine) for name, engine in engines.items()}
        return pii.measure(rows, redactors, on_row=shown.update)


@contextmanager
def _warm(engine: EngineClient) -> Iterator[EngineClient]:
    """What loads with the first job must not be measured."""
    with closing(engine):
        _redacted(engine, "Hello, this is John Smith.", (), None)
        yield engine


def _hiding(engine: EngineClient) -> pii.Hide:
    def hide(row: Row) -> tuple[PersonalSpan, ...]:
        return _redacted(engine, row.text, row.known, row.language).spans

    return hide


def _redacted(
    engine: EngineClient, text: str, known: Sequence[KnownIdentity], language: str | None
) -> Redaction:
    batch = engine.redact([text], known=known, restore=RestoreMap(), language=language)
    return batch.redactions[0]


def _engine(profile: str, *more: str) -> EngineClient:
    at = paths.places(profile)
    catalogue = load_catalogue()
    ner = catalogue.reference(FileRole.NER)
    folder = verified(ner, at.models) if paths.model_place(at.models, ner.file).exists() else None
    names = chosen_names(settings.load(at.settings).names_model, catalogue, at.models)
    files = EngineFiles(ner=folder, names=names.folder if names else None)
    return EngineClient(files, child=command(*more))


def _code(language: str) -> str | None:
    """Raises BadInput for a language that is not told apart here."""
    code = language.strip().lower()
    if code and code not in LANGUAGES:
        raise BadInput(f"The language “{language}” is not known; {', '.join(LANGUAGES)} are.")
    return code or None
