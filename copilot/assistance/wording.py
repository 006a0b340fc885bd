"""Words the answer to one ask from its evidence, and checks that nothing was added or lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from copilot.assistance.asks import Ask
from copilot.assistance.phrases import Phrases, speaks
from copilot.assistance.sentences import sentences
from copilot.assistance.table import as_told
from copilot.assistance.values import invents, keeps, values_of
from copilot.records import Answer, FoundSentence, Prompt, RedactedText

Generate = Callable[[Prompt], Answer]
MakeSentencePrompt = Callable[[RedactedText, RedactedText], Prompt]  # (evidence, ask)
MakeTranslationPrompt = Callable[[RedactedText, str], Prompt]  # (English text, name of language)
_EVASIVE = re.compile(
    r"\b(?:as an ai|i cannot|i can't|i am unable|not (?:mentioned|provided|specified|stated)|"
    r"the (?:given )?facts|no information|provided information|i will|we will get back|i have|"
    r"nicht angegeben|keine information\w*|no se (?:menciona|especifica|proporciona)|"
    r"n'est pas (?:mentionné|précisé))\b",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"^\s*(?:(?:answer|antwort|respuesta|réponse)\s*:\s*)", re.IGNORECASE)
_WORD = re.compile(r"\w{4,}")
_FEWEST_SHARED = 0.5  # of the words of an English answer must stand in its evidence
_YES_OR_NO = re.compile(r"^(?:yes|no)\b[\s,.:;!–-]*", re.IGNORECASE)
_NEGATION = re.compile(r"\b(?:not?|never|none|nothing|cannot|without|neither|nor)\b|n['’]t\b", re.I)
_OF_ITSELF = re.compile(r"\b(?:traduc|übersetz|translat)", re.IGNORECASE)  # "Voici la traduction:"
_ADDRESS = re.compile(r"https?://[^\s)>\]]+[^\s)>\].,;]")
_MOST_VALUES = 3  # evidence with more is a table or a list, of which an answer takes a part


@dataclass(frozen=True, slots=True)
class Wording:
    """What words an answer: the model, its prompts, and the customer's language."""

    generate: Generate
    make_prompt: MakeSentencePrompt
    make_translation: MakeTranslationPrompt
    phrases: Phrases


def word_answer(ask: Ask, evidence: Sequence[FoundSentence], by: Wording) -> tuple[str, ...]:
    """One or two sentences in the customer's language that say what `evidence` says.

    Evidence in a customer's language other than English is taken as it stands. All else is worded
    in English, checked against the evidence, and then translated. A wording that adds or loses a
    value, turns a statement round, evades or leaves the evidence is thrown away for the evidence
    sentences as they stand; a translation that changes a value, for its English text.
    """
    facts = [as_told(one) for one in evidence]
    as_written = [as_told(one) for one in sorted(evidence, key=lambda one: one.start)]
    if by.phrases.code != "en" and speaks(by.phrases.code, " ".join(facts)):
        return tuple(as_written)
    worded = _in_english(ask, facts, by) or tuple(as_written)
    return worded if by.phrases.code == "en" else tuple(_translated(one, by) for one in worded)


def _in_english(ask: Ask, facts: Sequence[str], by: Wording) -> tuple[str, ...]:
    """The model's wording, or none that holds."""
    told = RedactedText("\n".join(f"- {fact}" for fact in facts))
    answer = by.generate(by.make_prompt(told, ask.english))
    worded = sentences(_PREFIX.sub("", answer.text.strip()))[:2]
    if answer.finish == "length":
        worded = worded[:1]
    if worded and not _YES_OR_NO.match(facts[0]):
        worded[0] = _without_yes_or_no(worded[0])
    text = " ".join(worded)
    return tuple(worded) if text and not _is_off(text, facts) else ()


def _translated(text: str, by: Wording) -> str:
    answer = by.generate(by.make_translation(RedactedText(text), by.phrases.language))
    said = " ".join(answer.text.split()).strip('"')
    whole = (
        answer.finish != "length"
        and not _OF_ITSELF.search(said)
        and keeps(said, text)
        and speaks(by.phrases.code, said)
    )
    return said if whole else text


def _without_yes_or_no(text: str) -> str:
    rest = _YES_OR_NO.sub("", text)
    return rest[:1].upper() + rest[1:]


def _is_off(text: str, facts: Sequence[str]) -> bool:
    told = "\n".join(facts)
    if invents(text, told) or _EVASIVE.search(text) or "?" in text:
        return True
    if any(link not in text for link in _ADDRESS.findall(told)):
        return True
    return _loses_values(text, facts[0]) or _turns_round(text, facts) or _leaves(text, told)


def _loses_values(text: str, fact: str) -> bool:
    """Whether a value of a short fact is gone, or all of a long one."""
    values = values_of(fact)
    if len(values) <= _MOST_VALUES:
        return not values <= values_of(text)
    return not values & values_of(text)


def _turns_round(text: str, facts: Sequence[str]) -> bool:
    """Whether the text says "not" where no fact does, or all facts do and the text does not."""
    negated = [bool(_NEGATION.search(fact)) for fact in facts]
    return not any(negated) if _NEGATION.search(text) else all(negated)


def _leaves(text: str, told: str) -> bool:
    words = {word.lower()[:6] for word in _WORD.findall(text)}
    held = {word.lower()[:6] for word in _WORD.findall(told)}
    return len(words & held) < _FEWEST_SHARED * len(words)
