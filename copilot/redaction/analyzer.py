"""The redactor of the engine process: the ticket's record, rules and guesses joined by presidio."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
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
from copilot.redaction.found import Found, Stage, settle
from copilot.redaction.known import SEEN, KnownFinder, identities_of, worth_remembering
from copilot.redaction.language import language_of
from copilot.redaction.names_model import load_names_model
from copilot.redaction.numbers import regions_of
from copilot.redaction.people import is_sure
from copilot.redaction.placeholders import MARK, PLACEHOLDER, Placeholders
from copilot.redaction.recognizers import Analyzer, load_analyzer
from copilot.redaction.whole import whole

_CHUNK = 5_000  # characters read at once
_OVERLAP = 200  # of which the next stretch reads these again, so that nothing is cut in two


class Redactor:
    """Takes personal data out of the texts of one ticket at a time; not to be shared by threads."""

    def __init__(self, analyzer: Analyzer, anonymizer: Any) -> None:  # noqa: ANN401 - presidio
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
        regions = regions_of(known, language)
        findings = [
            list(self._find(text, language_of([text], short=language), regions)) for text in read
        ]
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

    def _find(self, text: str, language: str, regions: Sequence[str]) -> Iterator[Found]:
        """Findings of the stages RULE and GUESS, places in the whole text."""
        for start, piece in pieces(text):
            for found in self._analyzer.find(piece, language, regions):
                yield replace(found, start=start + found.start, end=start + found.end)

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


def load_redactor(ner_folder: Path, names_folder: Path | None = None) -> Redactor:
    """Loads the spaCy pipeline below `ner_folder` and presidio around it; 3 to 4 s, once.

    `names_folder` holds the optional model for names. Raises ModelFileError when the folders are
    not what they should be.
    """
    ask_too = load_names_model(names_folder) if names_folder is not None else None
    analyzer = load_analyzer(ner_folder, ask_too)
    from presidio_anonymizer import AnonymizerEngine

    return Redactor(analyzer, AnonymizerEngine())


def _settled(text: str, known: list[Found], found: list[Found]) -> list[Found]:
    """What a rule or a guess saw here keeps their reason, though it counts as known by now."""
    here = {
        (one.start, one.end): one
        for one in sorted(found, key=lambda one: (-one.stage, one.score))  # the surest last
    }
    return [
        replace(one, why=said.reason(), score=said.score)
        if one.why == SEEN and (said := here.get((one.start, one.end)))
        else one
        for one in settle([*_marks(text), *known, *found])
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
        and (found.stage is not Stage.GUESS or is_sure(text[found.start : found.end]))
    ]


def _giver(placeholders: Placeholders, kind: str) -> Any:  # noqa: ANN401 - a function for presidio
    return lambda original: placeholders.give(kind, original)


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Stretches of at most 5,000 characters with their starts, cut between words, overlapping."""
    start = 0
    while len(text) - start > _CHUNK:
        end = _between_words(text, start + _CHUNK)
        yield start, text[start:end]
        start = max(_between_words(text, end - _OVERLAP), start + 1)
    yield start, text[start:]


def _between_words(text: str, at: int) -> int:
    """The last place up to `at` behind a line or a space; `at` where there is none near."""
    near = max(at - _OVERLAP, 0)
    cut = max(text.rfind("\n", near, at), text.rfind(" ", near, at))
    return cut + 1 if cut >= near else at
