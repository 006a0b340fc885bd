"""Words the answer to one ask from its evidence, and checks that nothing was added or lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from copilot.assistance.asks import Ask
from copilot.assistance.numbered import numbered, read_numbered
from copilot.assistance.phrases import Phrases, speaks
from copilot.assistance.sentences import sentences
from copilot.assistance.table import (
    as_told,
    begins_item,
    is_row,
    row_told,
    step_of,
    turning_heading,
)
from copilot.assistance.values import invents, keeps, values_of
from copilot.records import Answer, FoundSentence, Prompt, RedactedText

Generate = Callable[[Prompt], Answer]
MakeSentencePrompt = Callable[[RedactedText, RedactedText], Prompt]  # (evidence, ask)
MakeTranslationPrompt = Callable[[RedactedText, str], Prompt]  # (numbered lines, language)
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
_MOST_ROWS = 2  # that are worded one by one; more are a list
_OPEN_END = re.compile(r"[,;]?\s+(?:or|and|oder|und|o|y|ou|et)$")  # of an item before the last
_ENDS = (".", "!", "?", "…", ":", ";")


@dataclass(frozen=True, slots=True)
class Wording:
    """What words an answer: the model, its prompts, and the customer's language."""

    generate: Generate
    make_prompt: MakeSentencePrompt
    make_translation: MakeTranslationPrompt
    phrases: Phrases


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of an answer, what it rests on, and the mark of its step or item, if any."""

    text: str
    evidence: FoundSentence
    mark: str = ""  # "2. ", "- "; "" goes on with the line


def word_answer(ask: Ask, evidence: Sequence[FoundSentence], by: Wording) -> tuple[Said, ...]:
    """What `evidence` says, in its order, in the customer's language; each sentence for itself.

    Sentences stand as the team wrote them: the model lost their conditions and values. It words
    the rows of tables, in English, and translates what is not in the customer's language. A row's
    wording that adds or loses a value, turns it round, evades or leaves it is thrown away for the
    row with the names of its columns; a translation that changes a value, for its English text.
    """
    rows = sum(map(is_row, evidence))
    said = [
        Said(row_told(one), one, "- ") if rows > _MOST_ROWS and is_row(one) else _said(one, ask, by)
        for one in evidence
    ]
    said = _with_headings(said)
    if by.phrases.code == "en":
        return tuple(said)
    return tuple(_translated(said, by))


def _said(found: FoundSentence, ask: Ask, by: Wording) -> Said:
    text = as_told(found, ask.searched)
    if is_row(found):
        return Said(_of_row(text, ask, by) or text, found)
    step = step_of(found)
    mark = f"{step}. " if step else "- " if begins_item(found) else ""
    return Said(_as_sentence(text), found, mark)


def _as_sentence(text: str) -> str:
    rest = _OPEN_END.sub("", text)
    whole = rest if rest.endswith(_ENDS) else f"{rest}."
    return whole[:1].upper() + whole[1:] if whole[:1].islower() and " " in whole else whole


def _with_headings(said: Sequence[Said]) -> list[Said]:
    """The first sentence below a heading that limits it is told with the heading."""
    kept: list[Said] = []
    told = ""
    for one in said:
        heading = turning_heading(one.evidence)
        if heading and heading != told and not _has(one.text, heading):
            mark = one.mark if one.mark == "- " else ""
            kept.append(replace(one, text=f"{heading}: {one.text}", mark=mark))
        else:
            kept.append(one)
        told = heading
    return kept


def _has(text: str, heading: str) -> bool:
    words = {word.lower()[:5] for word in _WORD.findall(heading)}
    return bool(words) and words <= {word.lower()[:5] for word in _WORD.findall(text)}


def _of_row(fact: str, ask: Ask, by: Wording) -> str:
    """A row of a table as a sentence; "" where the model's wording does not hold."""
    answer = by.generate(by.make_prompt(RedactedText(f"- {fact}"), ask.english))
    worded = sentences(_PREFIX.sub("", answer.text.strip()))[:1]
    if not worded or answer.finish == "length":
        return ""
    text = _without_yes_or_no(worded[0])
    return "" if _is_off(text, fact) else text


def _translated(said: Sequence[Said], by: Wording) -> list[Said]:
    """The sentences in the customer's language; those that are in it already stay."""
    code = by.phrases.code
    foreign = [one for one in said if not speaks(code, as_told(one.evidence))]
    if not foreign:
        return list(said)
    lines = numbered([one.text for one in foreign])
    answer = by.generate(by.make_translation(RedactedText(lines), by.phrases.language))
    found = read_numbered(answer)
    told = {id(one): found.get(number, "") for number, one in enumerate(foreign, start=1)}
    return [
        replace(one, text=told[id(one)]) if _holds(told.get(id(one), ""), one.text, code) else one
        for one in said
    ]


def _holds(translated: str, text: str, code: str) -> bool:
    """Whether a translation kept every value and is in the language."""
    return (
        bool(translated)
        and not _OF_ITSELF.search(translated)
        and keeps(translated, text)
        and speaks(code, translated)
    )


def _without_yes_or_no(text: str) -> str:
    rest = _YES_OR_NO.sub("", text)
    return rest[:1].upper() + rest[1:]


def _is_off(text: str, fact: str) -> bool:
    """Whether a wording of a row says something else than the row."""
    if invents(text, fact) or _EVASIVE.search(text) or "?" in text:
        return True
    if any(link not in text for link in _ADDRESS.findall(fact)):
        return True
    lost = values_of(fact) - values_of(text)
    turned = bool(_NEGATION.search(text)) is not bool(_NEGATION.search(fact))
    return bool(lost) or turned or _leaves(text, fact)


def _leaves(text: str, told: str) -> bool:
    words = {word.lower()[:6] for word in _WORD.findall(text)}
    held = {word.lower()[:6] for word in _WORD.findall(told)}
    return len(words & held) < _FEWEST_SHARED * len(words)
