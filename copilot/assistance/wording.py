"""Words the answer to one ask from its evidence, and checks that nothing was added."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from copilot.assistance.asks import Ask
from copilot.assistance.sentences import sentences
from copilot.assistance.values import invents
from copilot.records import Answer, FoundSentence, Prompt, RedactedText

Generate = Callable[[Prompt], Answer]
# (evidence, ask, English name of the language) to a prompt
MakeSentencePrompt = Callable[[RedactedText, RedactedText, str], Prompt]
_LINK = re.compile(r"!?\[([^\]\[]+)\]\((?:<)?([^)\s>]+)[^)]*\)")
_MARKS = re.compile(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}|^\s*>\s?", re.MULTILINE)
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


def word_answer(
    ask: Ask,
    evidence: Sequence[FoundSentence],
    *,
    language: str,
    generate: Generate,
    make_prompt: MakeSentencePrompt,
) -> tuple[str, ...]:
    """One or two sentences in `language` (its English name) that say what `evidence` says.

    A wording that adds a value, evades, or leaves the evidence is thrown away, and the best
    evidence sentence is taken as it stands (in the language of the article).
    """
    facts = [plain(one.passage.text[one.start : one.end]) for one in evidence]
    told = RedactedText("\n".join(f"- {fact}" for fact in facts))
    answer = generate(make_prompt(told, ask.text, language))
    worded = tuple(sentences(_PREFIX.sub("", answer.text.strip())))[:2]
    if answer.finish == "length":
        worded = worded[:1]
    text = " ".join(worded)
    if worded and not _is_off(text, told, language):
        return worded
    return (facts[0],)


def plain(text: str) -> str:
    """A sentence of Markdown as one line of plain text; a link keeps its address."""
    linked = _LINK.sub(_link, text)
    cells = " – ".join(cell.strip() for cell in linked.strip().strip("|").split("|"))
    return " ".join(_MARKS.sub("", cells).split())


def _link(found: re.Match[str]) -> str:
    words, target = found[1], found[2]
    return f"{words} ({target})" if target.startswith(("http", "mailto:")) else words


def _is_off(text: str, facts: str, language: str) -> bool:
    if invents(text, facts) or _EVASIVE.search(text) or "?" in text:
        return True
    if language != "English":
        return False
    words = {word.lower()[:6] for word in _WORD.findall(text)}
    told = {word.lower()[:6] for word in _WORD.findall(facts)}
    return len(words & told) < _FEWEST_SHARED * len(words)
