"""presidio's default, as it is measured beside ours: real recognizers, no network."""

from __future__ import annotations

import subprocess
import sys

import pytest

from copilot.engine import EngineFiles
from copilot.engine.child import parts_of, real_parts
from copilot.engine.client import EngineClient
from copilot.engine.process import MEASURED_AGAINST, command
from copilot.paths import places
from copilot.records import PersonalSpan, RestoreMap
from tests.conftest import missing

TEXT = "Peter Johnson (peter@example.com) pays order A-88213 from Paris on 2026-11-21."


def test_it_finds_what_presidio_finds_and_hides_nothing() -> None:
    folder = places().models / "en_core_web_sm"
    if not folder.is_dir():
        missing("en_core_web_sm", "support-copilot models fetch en_core_web_sm")
    engine = EngineClient(EngineFiles(ner=folder), child=command(MEASURED_AGAINST))
    try:
        batch = engine.redact([TEXT, ""], known=(), restore=RestoreMap())
    finally:
        engine.close()
    first, empty = batch.redactions
    assert (first.text, empty.text, empty.spans) == (TEXT, "", ())
    found = {(TEXT[one.start : one.end], one.type) for one in first.spans}
    assert ("Peter Johnson", "PERSON") in found
    assert ("peter@example.com", "EMAIL") in found
    assert not {text for text, _ in found} & {"Paris", "2026-11-21", "A-88213"}
    assert all(isinstance(one, PersonalSpan) and not one.placeholder for one in first.spans)


def test_only_the_child_that_is_asked_to_redacts_like_it() -> None:
    assert parts_of([]) == real_parts()
    assert parts_of(["another"]) == real_parts()
    assert parts_of([MEASURED_AGAINST]).redactor is not real_parts().redactor
    assert parts_of([MEASURED_AGAINST]).embedder is real_parts().embedder
    assert command(MEASURED_AGAINST)[-1] == MEASURED_AGAINST


@pytest.mark.parametrize("module", ["copilot.redaction.presidio_default", "copilot.app.redaction"])
def test_nothing_heavy_is_imported_with_it(module: str) -> None:
    heavy = "{'spacy', 'presidio_analyzer', 'numpy'}"
    code = f"import sys, {module}; print(*{heavy} & {{*sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
