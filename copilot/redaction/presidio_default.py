"""presidio's analyzer as it comes, to measure ours against; it hides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from copilot.records import (
    KnownIdentity,
    PersonalSpan,
    RedactedBatch,
    RedactedText,
    Redaction,
    RestoreMap,
)

_LANGUAGE = "en"
# presidio's names -> ours; all the others that it finds by default are numbers of documents.
_TYPES = {
    "PERSON": "PERSON",
    "EMAIL_ADDRESS": "EMAIL",
    "PHONE_NUMBER": "PHONE",
    "CREDIT_CARD": "CARD",
    "IBAN_CODE": "IBAN",
    "US_BANK_NUMBER": "ACCOUNT",
    "CRYPTO": "ACCOUNT",
    "IP_ADDRESS": "IP",
    "MAC_ADDRESS": "MAC",
}
_NOT_ASKED = {"LOCATION", "DATE_TIME", "NRP", "URL", "ORGANIZATION"}


class PresidioDefault:
    """Answers as the redactor does, with the texts as they were; knows nothing of a record."""

    def __init__(self, analyzer: Any) -> None:  # noqa: ANN401 - presidio's engine
        self._analyzer = analyzer

    def redact(
        self,
        texts: Sequence[str],
        *,
        known: Sequence[KnownIdentity],
        restore: RestoreMap,
        language: str | None = None,
    ) -> RedactedBatch:
        """Spans that may overlap; no placeholders. All but `texts` is passed over."""
        found = tuple(Redaction(RedactedText(text), self._spans(text)) for text in texts)
        return RedactedBatch(found, restore, language or _LANGUAGE)

    def _spans(self, text: str) -> tuple[PersonalSpan, ...]:
        return tuple(
            PersonalSpan(one.start, one.end, _TYPES.get(one.entity_type, "DOCUMENT"), "", one.score)
            for one in self._analyzer.analyze(text, _LANGUAGE)
            if one.entity_type not in _NOT_ASKED
        )


def load_presidio_default(ner_folder: Path) -> PresidioDefault:
    """The default recognizers over the whole spaCy pipeline of the folder; 4 s, once.

    Changes tldextract for the whole process, so it belongs into one of its own: the e-mail
    recognizer would ask the network for a list of suffixes otherwise.
    """
    import spacy
    import tldextract
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    engine = SpacyNlpEngine()
    engine.nlp = {_LANGUAGE: spacy.load(ner_folder)}
    return PresidioDefault(AnalyzerEngine(nlp_engine=engine, supported_languages=[_LANGUAGE]))
