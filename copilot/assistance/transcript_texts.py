"""The e-mail and the note that follow a call, put together from its action items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from copilot.assistance.composing import Composed, Composer
from copilot.assistance.phrases import phrases_of
from copilot.records import (
    ActionItem,
    Evidence,
    RedactedText,
    SentenceKind,
    TranscriptLine,
)


@dataclass(frozen=True, slots=True)
class Words:
    """Fixed words of an e-mail after a call."""

    thanks: str
    ours: str
    yours: str
    open: str
    until: str


_WORDS = {
    "en": Words(
        "Thank you for the conversation.",
        "This is what we will do:",
        "This is what we need from you:",
        "Also agreed:",
        "until",
    ),
    "de": Words(
        "vielen Dank für das Gespräch.",
        "Das übernehmen wir:",
        "Das brauchen wir von Ihnen:",
        "Außerdem besprochen:",
        "bis wann",
    ),
    "es": Words(
        "Gracias por la conversación.",
        "Esto lo haremos nosotros:",
        "Esto lo necesitamos de usted:",
        "También acordado:",
        "plazo",
    ),
    "fr": Words(
        "Merci pour cet échange.",
        "Voici ce que nous ferons :",
        "Voici ce qu'il nous faut de votre part :",
        "Également convenu :",
        "échéance",
    ),
}

# "My address" is the customer's in the words of the call, and the agent's in a mail of the agent.
_SOMEBODY = re.compile(
    r"\b(?:I|my|me|we|our|us|you|your|ich|mir|mich|mein\w*|wir|uns|unser\w*|sie|ihnen|ihr\w*|yo|mi|"
    r"mis|me|nos|nuestr\w*|usted|su|sus|le|je|j['’]|mon|ma|mes|nous|notre|nos|vous|votre|vos)\b",
    re.IGNORECASE,
)


def follow_up_email(
    lines: Sequence[TranscriptLine],
    items: Sequence[ActionItem],
    *,
    name: RedactedText,
    agent: RedactedText,
    language: str,
) -> Composed:
    """To the customer, in the agent's voice; each item rests on its line."""
    phrases, words = phrases_of(language), _WORDS.get(language, _WORDS["en"])
    draft = Composer()
    draft.add(phrases.greeting.format(name=name).replace(" ,", ","), SentenceKind.GREETING)
    draft.paragraph()
    draft.add(words.thanks, SentenceKind.GREETING)
    ours = [item for item in items if item.by_agent]
    theirs = [item for item in items if item.who and not item.by_agent]
    rest = [item for item in items if not item.who]
    for title, part in ((words.ours, ours), (words.yours, theirs), (words.open, rest)):
        if part:
            draft.paragraph()
            draft.add(title, SentenceKind.GREETING)
            for item in part:
                draft.line()
                text = f"- {_said(item, words)}"
                draft.add(text, SentenceKind.STATEMENT, (evidence_of(item, lines),))
    draft.paragraph()
    draft.add(phrases.closing.format(name=agent), SentenceKind.CLOSING)
    return Composed(RedactedText(draft.text), tuple(draft.sentences))


def call_note(lines: Sequence[TranscriptLine], items: Sequence[ActionItem]) -> Composed:
    """For colleagues, in English: who spoke, how long, and every item with its line."""
    draft = Composer()
    speakers = ", ".join(dict.fromkeys(line.speaker for line in lines if line.speaker))
    last = next((line.at for line in reversed(lines) if line.at is not None), None)
    long = f", {clock(last)}" if last else ""
    people = f" with {speakers}" if speakers else ""
    draft.add(f"Conversation{people}: {len(lines)} lines{long}.", SentenceKind.GREETING)
    draft.line()
    if not items:
        draft.add("Nobody promised or was asked to do anything.", SentenceKind.GREETING)
    for item in items:
        who = item.who or "Somebody"
        until = f" ({item.until})" if item.until and item.until not in item.what else ""
        text = f"- {who}: {item.what}{until} [line {item.line}]"
        draft.add(text, SentenceKind.STATEMENT, (evidence_of(item, lines),))
        draft.line()
    return Composed(RedactedText(draft.text), tuple(draft.sentences))


def evidence_of(item: ActionItem, lines: Sequence[TranscriptLine]) -> Evidence:
    """The line that an item rests on."""
    line = next(each for each in lines if each.number == item.line)
    at = f" at {clock(line.at)}" if line.at is not None else ""
    title = f"Transcript, line {line.number}{at}"
    return Evidence(f"line:{line.number}", title, line.text, 0, len(line.text))


def clock(seconds: float) -> str:
    """ "1:02:03"."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _said(item: ActionItem, words: Words) -> str:
    what = item.what[:1].upper() + item.what[1:]
    if item.by_rules or _SOMEBODY.search(what):
        return f"“{what}”"
    named = item.until and item.until.casefold() not in what.casefold()
    return re.sub(r"\s+", " ", f"{what} ({words.until}: {item.until})" if named else what)
