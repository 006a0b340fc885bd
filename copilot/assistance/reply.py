"""Writes a reply: evidence for each ask, one or two sentences from it alone, put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from copilot.assistance.asking_back import needed
from copilot.assistance.asks import Ask
from copilot.assistance.composing import Composed, Composer, OnText
from copilot.assistance.injection import is_planted
from copilot.assistance.mood import mourns
from copilot.assistance.phrases import Phrases, phrases_of
from copilot.assistance.table import as_told
from copilot.assistance.wording import (
    Generate,
    MakeSentencePrompt,
    MakeTranslationPrompt,
    Said,
    Wording,
    word_answer,
)
from copilot.records import (
    Evidence,
    FoundSentence,
    RedactedText,
    RedactedTicket,
    Scope,
    SentenceKind,
    Summary,
)

_MOST_LEFT = 20  # that are listed one by one
FindEvidence = Callable[[Ask], Sequence[FoundSentence]]  # best first; empty: not known


def write_reply(
    ticket: RedactedTicket,
    asks: Sequence[Ask],
    *,
    mood: str,
    agent: RedactedText,
    find: FindEvidence,
    generate: Generate,
    make_prompt: MakeSentencePrompt,
    make_translation: MakeTranslationPrompt,
    on_text: OnText | None = None,
    left: Sequence[Ask] = (),
) -> Composed:
    """A public reply in the customer's language.

    Greeting, a word to an angry or worried customer, for each ask what its public evidence says,
    questions for facts the evidence needs, closing. Nothing is said on an ask without public
    evidence: it is listed as missing, for the agent; and nothing is said twice. Evidence that holds
    planted instructions counts as none. `left`: asks beside `asks` that nobody looked up; they are
    listed.
    """
    phrases = phrases_of(ticket.language)
    draft = Composer(on_text)
    # Where the helpdesk knows no name, it is "Hello,".
    hello = phrases.greeting.format(name=ticket.requester_name).replace(" ,", ",")
    draft.add(hello, SentenceKind.GREETING)
    draft.paragraph()
    draft.add(_opening(ticket, mood, phrases), SentenceKind.GREETING)
    by = Wording(generate, make_prompt, make_translation, phrases)
    used: dict[tuple[int, int], FoundSentence] = {}  # by its place
    missing = _left(left)
    draft.paragraph()
    for ask in asks:
        found = _usable(find(ask))
        public = [one for one in found if one.passage.scope is Scope.PUBLIC]
        if not public:
            missing.append(_missing(ask, found))
        fresh = [one for one in public if _place(one) not in used]
        used.update((_place(one), one) for one in fresh)
        _tell(draft, word_answer(ask, fresh, by))
    draft.paragraph()
    for kind in needed(ticket, asks, tuple(used.values())):
        draft.add(phrases.need[kind], SentenceKind.QUESTION)
    if not asks:
        missing.append("The customer asked nothing that could be found.")
    draft.paragraph()
    draft.add(phrases.closing.format(name=agent), SentenceKind.CLOSING)
    return Composed(RedactedText(draft.text), tuple(draft.sentences), tuple(missing))


def _opening(ticket: RedactedTicket, mood: str, phrases: Phrases) -> str:
    """One short line of courtesy; never a promise."""
    if mourns(ticket):
        return phrases.mourning
    by_mood = {"angry": phrases.sorry, "annoyed": phrases.sorry, "worried": phrases.worry}
    return by_mood.get(mood, phrases.thanks)


def _tell(draft: Composer, said: Sequence[Said]) -> None:
    """One answer as a paragraph; a list of two or more keeps its marks, each on a line."""
    draft.paragraph()
    marked = sum(bool(one.mark) for one in said) > 1
    before: FoundSentence | None = None
    for one in said:
        if marked and (one.mark or _moves_on(before, one.evidence)):
            draft.line()
        before = one.evidence
        resting_on = (one.evidence, *one.evidence.against)  # the agent sees who says otherwise
        draft.add(
            one.text,
            SentenceKind.STATEMENT,
            tuple(map(evidence_of, resting_on)),
            mark=one.mark if marked else "",
        )


def _moves_on(before: FoundSentence | None, found: FoundSentence) -> bool:
    """Whether the article, too, starts a line between the two."""
    if before is None or before.passage.id != found.passage.id:
        return True
    return "\n" in found.passage.text[before.end : found.start]


def write_note(
    ticket: RedactedTicket,
    summary: Summary,
    *,
    asks: Sequence[Ask],
    find: FindEvidence,
    on_text: OnText | None = None,
    left: Sequence[Ask] = (),
) -> Composed:
    """A hand-over note in English from the summary, with what internal and public sources say.

    Needs no run of the model. Lines rest on ticket messages or on the passages they quote.
    """
    draft = Composer(on_text)
    lines = (("Wants", [summary.wants]), ("So far", list(summary.happened)))
    for title, told in (*lines, ("Next", [summary.next_step])):
        for line in told:
            draft.line()
            evidence = tuple(_message_evidence(ticket, id) for id in line.messages)
            draft.add(f"{title}: {line.text}", SentenceKind.STATEMENT, evidence)
    missing = _left(left)
    for ask in asks:
        found = _usable(find(ask))
        if not found:
            missing.append(str(ask.told))
        for one in found[:1]:
            draft.line()
            mark = "Internal source" if one.passage.scope is Scope.INTERNAL else "Source"
            text = f"{mark} ({one.passage.title}): {as_told(one)}"
            draft.add(text, SentenceKind.STATEMENT, (evidence_of(one),))
    if not draft.sentences:
        draft.add(f"Subject: {ticket.subject}", SentenceKind.STATEMENT)
    return Composed(RedactedText(draft.text.strip()), tuple(draft.sentences), tuple(missing))


def _left(asks: Sequence[Ask]) -> list[str]:
    """Asks that were not looked up, for the agent; of very many only how many they are."""
    told = [f"{ask.told} (not looked up: too many questions for one draft)" for ask in asks]
    if len(told) <= _MOST_LEFT:
        return told
    more = f"{len(told) - _MOST_LEFT} more questions; read the messages"
    return [*told[:_MOST_LEFT], more]


def _place(found: FoundSentence) -> tuple[int, int]:
    return found.passage.id, found.start


def evidence_of(found: FoundSentence) -> Evidence:
    """The evidence record of a found sentence; offsets are places in the passage's text."""
    passage = found.passage
    quote = passage.text[found.start : found.end]
    return Evidence(
        f"passage:{passage.id}", passage.title, quote, found.start, found.end, passage.scope
    )


def _message_evidence(ticket: RedactedTicket, id: str) -> Evidence:
    text = next((m.text for m in ticket.messages if m.id == id), RedactedText(""))
    return Evidence(f"message:{id}", ticket.subject, text, 0, len(text), Scope.INTERNAL)


def _usable(found: Sequence[FoundSentence]) -> list[FoundSentence]:
    return [one for one in found if not is_planted(one.passage.text, one.start, one.end)]


def _missing(ask: Ask, found: Sequence[FoundSentence]) -> str:
    if found:
        return f"{ask.told} (only an internal source says something: {found[0].passage.title})"
    return str(ask.told)
