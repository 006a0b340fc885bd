"""presidio's analyzer around our rules and guesses, and the spaCy pipeline that guesses ask.

Nothing here opens a connection or loads anything by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from copilot.errors import ModelFileError
from copilot.redaction.found import Found, Stage
from copilot.redaction.people import Ask, guessed_people, people_told_by
from copilot.redaction.phones import DEFAULT_REGIONS
from copilot.redaction.rules import find_rules

LANGUAGE = "en"  # of the spaCy pipeline; the rules know five languages by themselves
# What our findings are called while they are in presidio's hands.
_STAGES = {"RULE": Stage.RULE, "GUESS": Stage.GUESS}
_WHY = "why"


@dataclass
class _Call:
    """What differs from call to call; presidio's recognizers are given the text alone."""

    language: str = LANGUAGE
    regions: Sequence[str] = DEFAULT_REGIONS


class Analyzer:
    """Finds what rules, checksums and guesses see in one text; not to be shared by threads."""

    def __init__(self, engine: Any, call: _Call) -> None:  # noqa: ANN401 - presidio
        self._engine = engine
        self._call = call
        self._nothing = _no_artifacts()

    def find(self, text: str, language: str, regions: Sequence[str]) -> Iterator[Found]:
        """Findings of the stages RULE and GUESS; phones by the plans of `regions`."""
        self._call.language, self._call.regions = language, regions
        # The pipeline is asked by the recognizer of people alone, about a few sentences.
        for result in self._engine.analyze(text, LANGUAGE, nlp_artifacts=self._nothing):
            yield _found(result)


def load_analyzer(ner_folder: Path, ask_too: Ask | None = None) -> Analyzer:
    """Loads the spaCy pipeline below `ner_folder` and presidio around it; 3 to 4 s, once.

    `ask_too` is the optional model for names. Raises ModelFileError when the folder is no spaCy
    pipeline.
    """
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry

    engine = _nlp_engine(ner_folder)
    call = _Call()
    ask = _pipeline_of(engine.nlp[LANGUAGE])
    analyzer = AnalyzerEngine(
        registry=RecognizerRegistry(recognizers=_recognizers(call, ask, ask_too)),
        nlp_engine=engine,
        supported_languages=[LANGUAGE],
        context_aware_enhancer=_no_context(),
    )
    return Analyzer(analyzer, call)


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


def _recognizers(call: _Call, ask: Ask, ask_too: Ask | None) -> list[Any]:
    """Ours alone: presidio's own know less, and its e-mail recognizer would ask the network."""
    own = [
        _recognizer("RULE", lambda text: find_rules(text, call.regions)),
        _recognizer("GUESS", lambda text: guessed_people(text, call.language, ask)),
    ]
    if ask_too is not None:
        own.append(_recognizer("GUESS", lambda text: people_told_by(text, ask_too)))
    return own


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
                RecognizerResult(
                    f"{stage} {found.type}",
                    found.start,
                    found.end,
                    found.score,
                    recognition_metadata={_WHY: found.why},
                )
                for found in find(text)
            ]

    return OwnRecognizer(supported_entities=[stage], name=stage)


def _found(result: Any) -> Found:  # noqa: ANN401 - presidio has no types
    stage, _, kind = result.entity_type.partition(" ")
    why = result.recognition_metadata[_WHY]
    return Found(result.start, result.end, kind, _STAGES[stage], score=result.score, why=why)
