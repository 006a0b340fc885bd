"""presidio's analyzer with recognizers of our choice, each run only where it can find something.

Nothing here opens a connection: presidio's e-mail recognizer, which would ask the network for a
suffix list, is not among them, and spaCy's pipeline is loaded from a folder, never by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from copilot.errors import ModelFileError
from copilot.redaction.found import Found, Stage
from copilot.redaction.numbers import not_a_date
from copilot.redaction.people import Ask, guessed_people
from copilot.redaction.rules import find_rules

LANGUAGE = "en"  # of the spaCy pipeline; the rules know five languages by themselves
REGIONS = ("GB", "US", "DE", "ES", "FR")
# presidio's names for what its own recognizers find -> ours
_TYPES = {
    "CREDIT_CARD": "CARD",
    "IBAN_CODE": "IBAN",
    "PHONE_NUMBER": "PHONE",
    "IP_ADDRESS": "IP",
    "MAC_ADDRESS": "MAC",
}
# Keep our types apart from presidio's while they are in its hands.
_STAGES = {"RULE_": Stage.RULE, "GUESS_": Stage.GUESS}
# Without these no card, IBAN and so on can be in a text.
_CARD = re.compile(r"\d(?:[ -]?\d){11}")
_IBAN = re.compile(r"[A-Za-z]{2}\d{2}")
_IP = re.compile(r"\d\.\d|:[\da-fA-F]{0,4}:")
_MAC = re.compile(r"[\da-fA-F]{2}[:.-][\da-fA-F]{2}")
_PHONE = re.compile(r"\d(?:[^\w\n]{0,4}\d){5}")


@dataclass
class _Call:
    """What differs from call to call; presidio's recognizers are given the text alone."""

    language: str = LANGUAGE


class Analyzer:
    """Finds what rules, checksums and guesses see in one text; not to be shared by threads."""

    def __init__(self, engine: Any, phones: Any, call: _Call) -> None:  # noqa: ANN401 - presidio
        self._engine = engine
        self._phones = phones
        self._call = call
        self._nothing = _no_artifacts()

    def find(self, text: str, language: str, regions: Sequence[str] = REGIONS) -> Iterator[Found]:
        """Findings of the stages RULE and GUESS; phones of `regions`."""
        self._phones.supported_regions = regions
        self._call.language = language
        # The pipeline is asked by the recognizer of people alone, about a few sentences.
        for result in self._engine.analyze(text, LANGUAGE, nlp_artifacts=self._nothing):
            found = _sorted_out(text, result)
            if found is not None:
                yield found


def load_analyzer(ner_folder: Path) -> Analyzer:
    """Loads the spaCy pipeline below `ner_folder` and presidio around it; 3 to 4 s, once.

    Raises ModelFileError when the folder is no spaCy pipeline.
    """
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.predefined_recognizers import PhoneRecognizer

    engine = _nlp_engine(ner_folder)
    phones = PhoneRecognizer(supported_regions=REGIONS)
    call = _Call()
    ask = _pipeline_of(engine.nlp[LANGUAGE])
    analyzer = AnalyzerEngine(
        registry=RecognizerRegistry(recognizers=_recognizers(phones, call, ask)),
        nlp_engine=engine,
        supported_languages=[LANGUAGE],
        context_aware_enhancer=_no_context(),
    )
    return Analyzer(analyzer, phones, call)


def _nlp_engine(ner_folder: Path) -> Any:  # noqa: ANN401 - presidio has no types
    import spacy
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    if not (ner_folder / "config.cfg").is_file():
        raise ModelFileError(
            f"There is no spaCy pipeline in {ner_folder}, so names cannot be taken out of tickets. "
            "Run “support-copilot models fetch en_core_web_sm”."
        )
    # Only names are needed; the pipeline's other parts would take two thirds of the time.
    unused = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"]
    engine = SpacyNlpEngine()
    # SpacyNlpEngine.load() would try to download what it does not find.
    engine.nlp = {LANGUAGE: spacy.load(ner_folder, exclude=unused)}
    return engine


def _pipeline_of(nlp: Any) -> Ask:  # noqa: ANN401 - spaCy has no types
    def ask(sentences: Sequence[str]) -> Iterable[list[tuple[int, int]]]:
        for read in nlp.pipe(sentences):
            yield [(e.start_char, e.end_char) for e in read.ents if e.label_ == "PERSON"]

    return ask


def _no_artifacts() -> Any:  # noqa: ANN401 - presidio has no types
    from presidio_analyzer.nlp_engine import NlpArtifacts

    return NlpArtifacts([], [], [], [], None, LANGUAGE)


def _no_context() -> Any:  # noqa: ANN401 - presidio has no types
    """Scores are not raised by the words around: none of our findings is dropped for its score."""
    from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer

    class NoContext(ContextAwareEnhancer):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(0, 0, 0, 0)

        def enhance_using_context(
            self, text: str, raw_results: list[Any], *others: object, **named: object
        ) -> list[Any]:
            return raw_results

    return NoContext()


def _recognizers(phones: Any, call: _Call, ask: Ask) -> list[Any]:  # noqa: ANN401 - presidio
    """One by one, presidio's own each behind what it cannot do without."""
    from presidio_analyzer.predefined_recognizers import (
        CreditCardRecognizer,
        IbanRecognizer,
        IpRecognizer,
        MacAddressRecognizer,
    )

    return [
        _recognizer("RULE_", find_rules),
        _recognizer("GUESS_", lambda text: guessed_people(text, call.language, ask)),
        _behind(_CARD, CreditCardRecognizer()),
        _behind(_IBAN, IbanRecognizer()),
        _behind(_IP, IpRecognizer()),
        _behind(_MAC, MacAddressRecognizer()),
        _behind(_PHONE, phones),
    ]


def _recognizer(stage: str, find: Callable[[str], Iterable[Found]]) -> Any:  # noqa: ANN401
    """Findings of our own as a recognizer of presidio."""
    from presidio_analyzer import LocalRecognizer, RecognizerResult

    class OwnRecognizer(LocalRecognizer):  # type: ignore[misc]
        def load(self) -> None:
            """Nothing to load."""

        def analyze(
            self, text: str, entities: list[str], nlp_artifacts: object = None
        ) -> list[Any]:
            return [
                RecognizerResult(stage + found.type, found.start, found.end, found.score)
                for found in find(text)
            ]

    return OwnRecognizer(supported_entities=[stage], name=stage)


def _behind(cue: re.Pattern[str], recognizer: Any) -> Any:  # noqa: ANN401 - presidio has no types
    """Lets `recognizer` read only a text in which `cue` is."""
    analyze = recognizer.analyze

    def analyze_where_cued(
        text: str, entities: list[str], nlp_artifacts: object = None
    ) -> list[Any]:
        return analyze(text, entities, nlp_artifacts) if cue.search(text) else []

    recognizer.analyze = analyze_where_cued
    return recognizer


def _sorted_out(text: str, result: Any) -> Found | None:  # noqa: ANN401
    """One presidio result as a finding; None for what is no personal data after all."""
    kind: str = result.entity_type
    for prefix, stage in _STAGES.items():
        if kind.startswith(prefix):
            own = kind.removeprefix(prefix)
            return Found(result.start, result.end, own, stage, score=result.score)
    original = text[result.start : result.end]
    if kind == "PHONE_NUMBER" and not not_a_date(original):
        return None
    if kind == "IP_ADDRESS" and (len(original) < 7 or _is_version(text[: result.start])):
        return None
    if kind not in _TYPES:
        return None
    return Found(result.start, result.end, _TYPES[kind], Stage.RULE, score=result.score)


def _is_version(before: str) -> bool:
    return before[-12:].rstrip().lower().endswith(("version", "v", "firmware", "release", "build"))
