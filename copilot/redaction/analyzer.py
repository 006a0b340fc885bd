"""The redactor of the engine process: presidio with spaCy's names, our rules, the ticket's record.

The only file that imports presidio and spaCy, on first use; nothing here opens a connection.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from copilot.errors import ModelFileError
from copilot.records import (
    KnownIdentity,
    PersonalSpan,
    RedactedBatch,
    RedactedText,
    Redaction,
    RestoreMap,
)
from copilot.redaction.found import Found, Stage, settle
from copilot.redaction.known import SEEN, KnownFinder, identities_of, worth_remembering
from copilot.redaction.language import language_of
from copilot.redaction.numbers import not_a_date
from copilot.redaction.people import guessed_people
from copilot.redaction.placeholders import MARK, PLACEHOLDER, Placeholders
from copilot.redaction.rules import find_rules
from copilot.redaction.whole import whole

_REGIONS = ("GB", "US", "DE", "ES", "FR")
_LANGUAGE = "en"  # of the spaCy pipeline; the rules know five languages by themselves
_CHUNK = 5_000  # characters given to the pipeline at once
# presidio's names for what its own recognizers find -> ours
_TYPES = {
    "CREDIT_CARD": "CARD",
    "IBAN_CODE": "IBAN",
    "PHONE_NUMBER": "PHONE",
    "IP_ADDRESS": "IP",
    "MAC_ADDRESS": "MAC",
}
_RULE_PREFIX = "RULE_"  # keeps our rules' types apart from presidio's while they are in its hands


class Redactor:
    """Takes personal data out of the texts of one ticket at a time; not to be shared by threads."""

    def __init__(self, analyzer: Any, anonymizer: Any) -> None:  # noqa: ANN401 - presidio's engines
        self._analyzer = analyzer
        self._anonymizer = anonymizer

    def redact(
        self,
        texts: Sequence[str],
        *,
        known: Sequence[KnownIdentity],
        restore: RestoreMap,
        language: str | None = None,
    ) -> RedactedBatch:
        """Redacts texts of one ticket, going on from its restore map.

        `known` is what the ticket's record names, the requester first. What a rule finds in one
        text is hidden in all of them. `language` is detected when None. Never raises on any text.
        """
        read = [whole(text) for text in texts]
        language = language or language_of(read)
        # A note of an agent may be in another language than the customer's words.
        findings = [list(self._find(text, language_of([text], short=language))) for text in read]
        earlier = [*identities_of(restore), *_learned(texts, findings)]
        finder = KnownFinder(known, earlier)
        placeholders = Placeholders(restore)
        for identity in known:
            if identity.type in {"CUSTOMER", "AGENT"}:
                placeholders.give_person(identity)
        redactions = tuple(
            self._replace(text, _settled(text, finder.find(text), found), placeholders)
            for text, found in zip(texts, findings, strict=True)
        )
        return RedactedBatch(redactions, placeholders.restore_map(), language)

    def _find(self, text: str, language: str) -> Iterator[Found]:
        """Findings of the stages RULE and GUESS, places in the whole text."""
        for start, piece in pieces(text):
            results = self._analyzer.analyze(piece, _LANGUAGE)
            guesses = [(r.start, r.end) for r in results if r.entity_type == "PERSON"]
            found = [f for f in (_sorted_out(piece, result) for result in results) if f]
            for each in [*found, *guessed_people(piece, guesses, language)]:
                yield replace(each, start=start + each.start, end=start + each.end)

    def _replace(self, text: str, findings: list[Found], placeholders: Placeholders) -> Redaction:
        from presidio_anonymizer.entities import OperatorConfig, RecognizerResult

        spans = []
        for found in findings:
            original = text[found.start : found.end]
            given = placeholders.give(found.type, original, owner=found.owner, part=found.part)
            why = found.reason()
            spans.append(PersonalSpan(found.start, found.end, found.type, given, found.score, why))
        if not spans:
            return Redaction(RedactedText(text), ())
        result = self._anonymizer.anonymize(
            text,
            [RecognizerResult(span.type, span.start, span.end, span.score) for span in spans],
            operators={
                kind: OperatorConfig("custom", {"lambda": _giver(placeholders, kind)})
                for kind in {span.type for span in spans}
            },
            merge_entities_with_spaces=False,  # each surface form must come back by itself
        )
        return Redaction(RedactedText(result.text), tuple(spans))


def load_redactor(ner_folder: Path) -> Redactor:
    """Loads the spaCy pipeline below `ner_folder` and presidio around it; 3 to 4 s, once.

    Raises ModelFileError when the folder is no spaCy pipeline.
    """
    from presidio_analyzer import AnalyzerEngine
    from presidio_anonymizer import AnonymizerEngine

    engine = _nlp_engine(ner_folder)
    analyzer = AnalyzerEngine(
        registry=_registry(), nlp_engine=engine, supported_languages=[_LANGUAGE]
    )
    return Redactor(analyzer, AnonymizerEngine())


def _nlp_engine(ner_folder: Path) -> Any:  # noqa: ANN401 - presidio has no types
    import spacy
    from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine

    if not (ner_folder / "config.cfg").is_file():
        raise ModelFileError(
            f"There is no spaCy pipeline in {ner_folder}, so names cannot be taken out of tickets. "
            "Run “support-copilot models fetch en_core_web_sm”."
        )
    # Only names are needed; the pipeline's other parts would take two thirds of the time.
    unused = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"]
    configuration = NerModelConfiguration(
        model_to_presidio_entity_mapping={"PERSON": "PERSON"}, labels_to_ignore=_OTHER_LABELS
    )
    engine = SpacyNlpEngine(ner_model_configuration=configuration)
    # SpacyNlpEngine.load() would try to download what it does not find.
    engine.nlp = {_LANGUAGE: spacy.load(ner_folder, exclude=unused)}
    return engine


_OTHER_LABELS = [
    *("CARDINAL", "DATE", "EVENT", "FAC", "GPE", "LANGUAGE", "LAW", "LOC", "MONEY"),
    *("NORP", "ORDINAL", "ORG", "PERCENT", "PRODUCT", "QUANTITY", "TIME", "WORK_OF_ART"),
]


def _registry() -> Any:  # noqa: ANN401 - presidio has no types
    """One by one: presidio's e-mail recognizer would ask the network for a suffix list."""
    from presidio_analyzer import LocalRecognizer, RecognizerRegistry, RecognizerResult
    from presidio_analyzer.predefined_recognizers import (
        CreditCardRecognizer,
        IbanRecognizer,
        IpRecognizer,
        MacAddressRecognizer,
        PhoneRecognizer,
        SpacyRecognizer,
    )

    class RuleRecognizer(LocalRecognizer):  # type: ignore[misc]
        """Our rules as one recognizer of presidio."""

        def load(self) -> None:
            """Nothing to load."""

        def analyze(
            self, text: str, entities: list[str], nlp_artifacts: object = None
        ) -> list[Any]:
            return [
                RecognizerResult(_RULE_PREFIX + found.type, found.start, found.end, found.score)
                for found in find_rules(text)
            ]

    return RecognizerRegistry(
        recognizers=[
            RuleRecognizer(supported_entities=["RULES"], name="rules"),
            CreditCardRecognizer(),
            IbanRecognizer(),
            IpRecognizer(),
            MacAddressRecognizer(),
            PhoneRecognizer(supported_regions=_REGIONS),
            SpacyRecognizer(supported_entities=["PERSON"]),
        ]
    )


def _sorted_out(text: str, result: Any) -> Found | None:  # noqa: ANN401
    """One presidio result as a finding; None for what is no personal data after all."""
    kind: str = result.entity_type
    original = text[result.start : result.end]
    if kind.startswith(_RULE_PREFIX):
        kind = kind.removeprefix(_RULE_PREFIX)
        return Found(result.start, result.end, kind, Stage.RULE, score=result.score)
    if kind == "PHONE_NUMBER" and not not_a_date(original):
        return None
    if kind == "IP_ADDRESS" and (len(original) < 7 or _is_version(text[: result.start])):
        return None
    if kind not in _TYPES:
        return None
    return Found(result.start, result.end, _TYPES[kind], Stage.RULE, score=result.score)


def _is_version(before: str) -> bool:
    return before[-12:].rstrip().lower().endswith(("version", "v", "firmware", "release", "build"))


def _settled(text: str, known: list[Found], found: list[Found]) -> list[Found]:
    """What a rule or a guess saw here keeps their reason, though it counts as known by now."""
    here = {(one.start, one.end): one.reason() for one in found}
    kept = settle([*_marks(text), *known, *found])
    return [
        replace(one, why=here.get((one.start, one.end), SEEN)) if one.why == SEEN else one
        for one in kept
    ]


def _marks(text: str) -> Iterator[Found]:
    for match in PLACEHOLDER.finditer(text):
        yield Found(match.start(), match.end(), MARK, Stage.MARK)


def _learned(texts: Sequence[str], findings: Iterable[list[Found]]) -> list[KnownIdentity]:
    return [
        KnownIdentity(found.type, text[found.start : found.end])
        for text, inner in zip(texts, findings, strict=True)
        for found in inner
        if worth_remembering(found.type, text[found.start : found.end])
    ]


def _giver(placeholders: Placeholders, kind: str) -> Any:  # noqa: ANN401 - a function for presidio
    return lambda original: placeholders.give(kind, original)


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Stretches of at most 5,000 characters with their starts, cut at line or word ends."""
    start = 0
    while len(text) - start > _CHUNK:
        end = start + _CHUNK
        cut = max(text.rfind("\n", start + _CHUNK // 2, end), text.rfind(" ", end - 500, end))
        end = cut + 1 if cut > start else end
        yield start, text[start:end]
        start = end
    yield start, text[start:]
