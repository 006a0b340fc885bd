"""Action items of a transcript: the model finds and words them, code holds them to their lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

import msgspec

from copilot.assistance.injection import planted
from copilot.assistance.values import invents
from copilot.records import ActionItem, Answer, Prompt, RedactedText, TranscriptLine

Generate = Callable[[Prompt], Answer]
MakePrompt = Callable[[RedactedText, str], Prompt]  # (numbered lines, what was wrong before)
AT_ONCE = 24  # lines of one run
_Short = Annotated[str, msgspec.Meta(max_length=400)]
_STEM = 5
_GROUNDED = 0.6  # of the words of an item must stand in its line or the one before
_WORD = re.compile(r"\[\[\w+\]\]|[^\W_]{3,}")
_PROMISE = re.compile(
    r"\b(?:I(?:'ll|’ll| will| am going to|'m going to|’m going to)|we(?:'ll|’ll| will| are going "
    r"to)|let me|ich werde|wir werden|werde ich|werden wir|ich (?:schicke|sende|melde|prüfe|rufe|"
    r"kümmere|erstatte)|(?:schicke|sende|melde|prüfe|rufe|kümmere|erstatte) ich|"
    r"(?:le |les )?(?:voy a|vamos a|enviaré|llamaré|mandaré|revisaré)|je vais|nous allons|"
    r"je vous (?:envoie|rappelle|rembourse)|j['’]envoie)\b",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"\b(?:can|could|would|will) you\b|\bplease\b|\byou (?:need|have) to\b|\bneed you to\b|"
    r"\b(?:können|könnten|würden) sie\b|\bbitte\b|\b(?:puede|podría)\b|\bpor favor\b|"
    r"\b(?:pouvez|pourriez)[- ]vous\b|\bs['’]il vous plaît\b|\bmerci de\b",
    re.IGNORECASE,
)
_EMPTY_REQUEST = re.compile(
    r"\b(?:can|could) you (?:hear|help|tell|explain|see|repeat|hold)\b|\bplease (?:hold|wait|go "
    r"ahead)\b|\bhow can I help\b|\bkönnen sie (?:mir helfen|mich hören)\b|\bpuede ayudarme\b",
    re.IGNORECASE,
)
_EMPTY_PROMISE = re.compile(
    r"\b(?:let me (?:see|think|check that for you|ask you|have a look)|I(?:'ll|’ll| will) (?:be "
    r"(?:glad|happy)|wait|hold|see|think))\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:by|until|before|on|within|in|bis|vor|am|innerhalb|hasta|antes|el|dentro|avant|d['’]ici|"
    r"le|sous)\s+(?:the |next |this |end of |kommenden |nächsten |zum |de |del |la |le )*"
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|today|tonight|noon|week|"
    r"month|\w+ (?:days?|hours?|weeks?|tagen?|stunden|días|horas|jours|heures)|\d{1,2}(?:st|nd|rd|"
    r"th|\.)?(?: (?:of )?\w+)?|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|morgen|"
    r"heute|lunes|martes|miércoles|jueves|viernes|sábado|domingo|mañana|hoy|lundi|mardi|mercredi|"
    r"jeudi|vendredi|samedi|dimanche|demain)\b|\b(?:tomorrow|tonight|morgen|mañana|demain)\b",
    re.IGNORECASE,
)


class _Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    line: int
    who: _Short
    what: Annotated[str, msgspec.Meta(min_length=3, max_length=400)]
    until: _Short


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the model has to write; resources/prompts/transcript.schema.json says the same."""

    items: Annotated[list[_Item], msgspec.Meta(max_length=12)]


@dataclass(frozen=True, slots=True)
class Found:
    """Items that their lines hold, and why others were taken off."""

    items: tuple[ActionItem, ...]
    left_out: tuple[str, ...] = ()


def without_orders(lines: Sequence[TranscriptLine]) -> tuple[TranscriptLine, ...]:
    """The lines without those that speak to the program."""
    return tuple(line for line in lines if not planted(line.text))


def items_of(
    lines: Sequence[TranscriptLine],
    *,
    agents: frozenset[str],
    generate: Generate,
    make_prompt: MakePrompt,
) -> Found:
    """Who will do what, until when. `lines` are redacted and hold no planted orders.

    Only stretches in which somebody promises or asks are read by the model. An item whose line
    does not hold its words, values and time is taken off; a promise that the model passed over is
    taken from its line.
    """
    items: list[ActionItem] = []
    left_out: list[str] = []
    for start in range(0, len(lines), AT_ONCE):
        stretch = lines[start : start + AT_ONCE]
        if any(_calls(line.text) for line in stretch):
            found = _of_stretch(stretch, generate, make_prompt)
            items += found.items
            left_out += found.left_out
    items = [part for item in items for part in _taken_apart(item)]
    items += [item for line in lines for item in _by_rules(line) if not _is_told(item, items)]
    settled = [_settled(item, lines, agents) for item in items]
    return Found(tuple(sorted(settled, key=_place(lines))), tuple(left_out))


def _taken_apart(item: ActionItem) -> list[ActionItem]:
    """An item of several sentences as those that promise or ask: they may be of two people."""
    told = _sentences(item.what)
    if len(told) < 2:
        return [item]
    calling = [replace(item, what=one, until="", by_rules=True) for one in told if _calls(one)]
    return calling or [item]


def _is_told(item: ActionItem, others: Sequence[ActionItem]) -> bool:
    return any(one.line == item.line and _share(one.what, item.what) >= _GROUNDED for one in others)


def _place(lines: Sequence[TranscriptLine]) -> Callable[[ActionItem], tuple[int, int]]:
    texts = {line.number: _sentences(line.text) for line in lines}

    def place(item: ActionItem) -> tuple[int, int]:
        told = texts[item.line]
        return item.line, told.index(_own_sentence(item, told))

    return place


def _own_sentence(item: ActionItem, told: Sequence[str]) -> str:
    """The sentence of its line that an item comes from."""
    return max(told, key=lambda one: _share(item.what, one))


def _sentences(text: str) -> list[str]:
    return [one.strip().rstrip(".?!") for one in re.split(r"(?<=[.!?])\s+", text) if one.strip()]


def _calls(text: str) -> bool:
    return bool(_PROMISE.search(text) or _REQUEST.search(text))


def _of_stretch(
    lines: Sequence[TranscriptLine], generate: Generate, make_prompt: MakePrompt
) -> Found:
    shown = RedactedText("\n".join(f"{n.number}. {n.speaker or '?'}: {n.text}" for n in lines))
    trouble = ""
    for _ in range(2):
        answer = generate(make_prompt(shown, trouble))
        try:
            written = msgspec.json.decode(answer.text, type=Written)
        except msgspec.DecodeError as problem:
            trouble = str(problem)
            continue
        return _held(written.items, lines)
    return Found(())


def _held(items: Sequence[_Item], lines: Sequence[TranscriptLine]) -> Found:
    by_number = {line.number: line for line in lines}
    kept: dict[tuple[int, str], ActionItem] = {}
    left_out: list[str] = []
    for item in items:
        what = " ".join(item.what.split()).rstrip(".")
        line = by_number.get(item.line)
        why = _fault(item, what, line, by_number)
        if line is None or why:
            left_out.append(f"“{what}”: {why}")
            continue
        until = item.until.strip() if item.until.strip().casefold() in line.text.casefold() else ""
        kept[item.line, what.casefold()] = ActionItem(item.who.strip(), what, until, item.line)
    return Found(tuple(kept.values()), tuple(left_out))


def _fault(
    item: _Item, what: str, line: TranscriptLine | None, lines: dict[int, TranscriptLine]
) -> str:
    """Why an item does not rest on its line; "" when it does."""
    if line is None:
        return f"there is no line {item.line} in what was read"
    if not _calls(line.text):
        return f"line {item.line} neither promises nor asks for anything"
    before = lines.get(item.line - 1)
    told = f"{before.text if before else ''} {line.text}"
    if invents(what, told):
        return f"line {item.line} does not hold its numbers, dates or names"
    if planted(what) or _share(what, told) < _GROUNDED:
        return f"line {item.line} says something else"
    return ""


def _share(what: str, told: str) -> float:
    words = {word.casefold()[:_STEM] for word in _WORD.findall(what)}
    held = {word.casefold()[:_STEM] for word in _WORD.findall(told)}
    return len(words & held) / max(1, len(words))


def _by_rules(line: TranscriptLine) -> list[ActionItem]:
    """The sentences of a line that promise or ask, in their own words."""
    found = []
    for what in _sentences(line.text):
        promise = _PROMISE.search(what)
        asks = _REQUEST.search(what) and not _EMPTY_REQUEST.search(what)
        called = (promise and not _EMPTY_PROMISE.search(what)) or asks
        if called and len(what.split()) > 3:
            found.append(ActionItem("", what, "", line.number, by_rules=True))
    return found[:2]


def _settled(
    item: ActionItem, lines: Sequence[TranscriptLine], agents: frozenset[str]
) -> ActionItem:
    """With who and until as its sentence says them, whatever the model said."""
    line = next(each for each in lines if each.number == item.line)
    told = _own_sentence(item, _sentences(line.text))
    speakers = tuple(dict.fromkeys(each.speaker for each in lines if each.speaker))
    who = _doer(item, line.speaker, told, speakers)
    until = item.until or (found[0] if (found := _UNTIL.search(told)) else "")
    return replace(item, who=who, until=until, by_agent=who in agents)


def _doer(item: ActionItem, speaker: str, told: str, speakers: Sequence[str]) -> str:
    if _PROMISE.search(told) and not _REQUEST.search(told):
        return speaker
    others = [one for one in speakers if one != speaker]
    if _REQUEST.search(told) and not _PROMISE.search(told) and len(others) == 1:
        return others[0]
    named = [one for one in speakers if one.casefold() == item.who.casefold()]
    return named[0] if named else ""
