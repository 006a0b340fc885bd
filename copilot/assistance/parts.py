"""Takes a sentence apart that asks for several things at once."""

from __future__ import annotations

import re

_AUXILIARIES = (
    r"(?:is|are|am|was|were|do|does|did|will|would|can|could|shall|should|has|have|must|may)"
)
# "and is it ..." asks; "and is two years old", "and would like" tell.
_SUBJECTS = (
    r"(?:i|you|we|they|he|she|it|there|this|that|these|those|the|my|our|your|his|her|their|any|"
    r"anybody|anyone|somebody|someone|an?|one|both|either)"
)
_QUESTION_WORDS = (
    r"(?:until when|how|what|when|where|which|who|whose|why|whether|"
    rf"{_AUXILIARIES}(?:n['’]t)?(?=\s+(?:not\s+)?{_SUBJECTS}\b)|"
    r"bis wann|wie|was|wann|wo|wohin|wer|warum|wieso|welche\w*|ob|ist|sind|kann|können|könnte\w*|"
    r"wird|werden|bekomme|bekommen|muss|müssen|darf|dürfen|gibt|soll|"
    r"hasta cuándo|cuánt\w+|cómo|qué|cuándo|dónde|quién|cuál\w*|puedo|puede\w*|podr[íi]\w+|tengo|"
    r"hay|es|está|están|tarda|"
    r"combien|comment|quand|où|quel\w*|pourquoi|est-ce|puis-je|pouvez|pourriez|dois-je|"
    r"dans combien)"
)
_ORDERS = (
    r"(?:tell (?:me|us)|send (?:me|us|it|them|the|a)|ship|refund|replace|repair|cancel|change|"
    r"confirm|delete|remove|stop|close|explain|check|give (?:me|us)|pay|exchange|"
    r"sagen sie|schicken sie|senden sie|erstatten sie|löschen sie|stornieren sie|"
    r"env[íi]en\w*|devuélvan\w*|díganme|cancelen|borren|"
    r"envoyez\w*|dites\w*|remboursez\w*|annulez|supprimez)"
)
# "..., and does it cost anything", "... und was kostet es", "stop them and delete the account".
_JOINT = re.compile(
    rf"(?:\s*[,;]\s*(?:(?:and|or|und|oder|y|o|et|ou)\s+)?|\s+(?:and|or|und|oder|y|o|et|ou)\s+)"
    rf"(?:(?:also|then|auch|también|aussi)\s+)?(?=(?:{_QUESTION_WORDS}|{_ORDERS})\b)",
    re.IGNORECASE,
)
# "I don't know whether", "tell me what", "as soon as you can, is" are one thing, not two.
_SUBORDINATE = re.compile(
    rf"\b(?:as|if|when(?!\s+{_AUXILIARIES}\b)|wenn|falls|sobald|si|cuando|quand|once|because|weil|"
    r"porque|parce que)\b[^,;]*$",
    re.IGNORECASE,
)
# "is it waterproof, and ..." asks; "Gas, is ..." does not.
_ASKS = re.compile(rf"^\W*(?:{_QUESTION_WORDS}|{_ORDERS})\b", re.IGNORECASE)
_ORDER = re.compile(rf"^\W*{_ORDERS}\b", re.IGNORECASE)
# "See below, is it normal ...": a lead that asks for nothing.
_POINTS = re.compile(
    r"^\W*(?:(?:please )?(?:see|look|find) (?:below|above|attached)|siehe unten|ver abajo|"
    r"voir ci-dessous|quick (?:one|question))\W*",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^[\s*•–-]*(?:\d{1,2}\s?[.)]\s*)?(?:(?:also|and|but|so|oh|und|auch|y|e|et|aussi|además)\b[\s:,–-]*)*",
    re.IGNORECASE,
)
# "What I actually want to know:", "One more thing before our trip:" lead to what is asked.
_LEAD_IN = re.compile(
    r"^\W*(?:[^\n:?!.]{0,25}\b)?(?:"
    r"what (?:i|we) (?:\w+ )?(?:want(?:ed)?|need|like) to (?:know|ask)|"
    r"(?:my|our|one|the|a|another|quick|last|simple|only) (?:\w+ )?(?:question|thing|more thing)|"
    r"(?:just )?(?:to be sure|one more|quick one)|"
    r"was ich (?:\w+ )?wissen (?:will|möchte)|(?:meine|eine|noch eine|kurze) (?:\w+ )?frage|"
    r"lo que (?:\w+ )?(?:quiero|quería) saber|(?:mi|una|otra) (?:\w+ )?pregunta|"
    r"ce que je (?:\w+ )?(?:veux|voulais|voudrais) savoir|(?:ma|une|autre) (?:\w+ )?question"
    r")\b[^\n:?!.]{0,30}:\s+(?=\S)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w{3,}")
_EMPTY = (
    "the what which when where how why who does did are was can could will would that this them "
    "they have has been you your get much many long and for its our number cost costs price true "
    "der die das was wann wie wer ist sind kann wird ich und sie ihr mir man kostet los las que "
    "qué cuánto cuánta cuándo cómo una uno cuesta por les des est quel quelle combien quand "
    "comment vous pour"
)
_TELLS_NOTHING = frozenset(_EMPTY.split())
_FEWEST = 2  # telling words, without which a part is read with the first one


def parts_of(sentence: str) -> tuple[str, ...]:
    """The things a sentence asks for, each in the customer's words; one where it asks for one."""
    places = [0]
    ends: list[int] = []
    for joint in _JOINT.finditer(sentence):
        before = _POINTS.sub("", sentence[places[-1] : joint.start()])
        fewest = 1 if _ASKS.search(before) else 2
        if len(_WORD.findall(before)) < fewest or _SUBORDINATE.search(before):
            continue
        ends.append(joint.start())
        places.append(joint.end())
    ends.append(len(sentence))
    cut = [sentence[start:end].strip() for start, end in zip(places, ends, strict=True)]
    return tuple(part for part in cut if _WORD.search(part)) or (sentence,)


def asks(part: str) -> bool:
    """Whether a part is a question or an order by how it begins or ends."""
    return bool(_ASKS.search(part)) or part.rstrip().endswith("?")


def is_order(part: str) -> bool:
    """Whether it begins with what the shop shall do: "tell me", "refund"."""
    return bool(_ORDER.match(part))


def without_lead_in(sentence: str) -> str:
    """Without a clause that only says that something is asked now: "My question:"."""
    return _LEAD_IN.sub("", sentence, count=1)


def without_lead(text: str) -> str:
    """Without what leads to an ask: "2.", "Also:", "And"."""
    rest = _LEAD.sub("", text, count=1)
    return rest if _WORD.search(rest) else text


def speaks_for_itself(part: str) -> bool:
    """Whether a part says what it is about: "what does it cost" does not."""
    return len(telling_words(part)) >= _FEWEST


def telling_words(text: str) -> frozenset[str]:
    """Its longer words, without those that any question has: of "how long does it take" "take"."""
    return frozenset(word.lower() for word in _WORD.findall(text)) - _TELLS_NOTHING
