"""Whether a sentence of a customer asks for something."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copilot.assistance.parts import asks

_REQUEST = re.compile(
    r"\b(?:please|could you|can you|would you|i(?:'d| would) like|i want|i need|i expect|i request|"
    r"(?:wants?|needs?|like) to know|wonder(?:s|ing)? (?:if|whether)|wissen,? ob|"
    r"wüssten? gern\w*|saber si|savoir si|"
    r"i (?:do not|don['’]t) want|ich (?:will|möchte) kein\w*|no quiero|je ne veux (?:pas|plus)|"
    r"either\b.+\bor|refund me|send me|give me|pay me|"
    r"bitte|können sie|könnten sie|ich möchte|ich will|ich hätte gern|ich erwarte|entweder|"
    r"(?:schicken|senden|erstatten|geben|überweisen|stornieren) sie|"
    r"por favor|quiero|quisiera|necesito|me gustaría|podr[íi]an?|pueden?|exijo|devuélvan?me|"
    r"env[íi]en?me|s['’]il vous pla[iî]t|pouvez-vous|pourriez-vous|je voudrais|je veux|"
    r"j['’]aimerais|j['’]exige|remboursez|renvoyez|envoyez)\b",
    re.IGNORECASE,
)
# A sentence that begins with what the shop shall do.
_ORDER = re.compile(
    r"^\W*(?:(?:so|and|just|then|now|either)\s+)?(?:ship|send|refund|replace|repair|fix|cancel|change|"
    r"confirm|tell|give|pay|deliver|exchange|return|stop|delete|explain|check)\s+"
    r"(?:it|me|us|my|our|the|this|that|in|him|her|them|a|an|another)\b",
    re.IGNORECASE,
)
_SMALL_TALK = re.compile(
    r"^\W*(?:sent from my|gesendet von|enviado desde|envoyé (?:de|depuis))\b|"
    r"^\W*(?:(?:please )?see (?:below|attached|above)|siehe unten|ver abajo|voir ci-dessous)\W*$|"
    r"^\W*(?:thanks?|thank you|please help|danke|gracias|merci)\b.{0,30}$|"
    r"\b(?:how are you|any (?:news|update)s?|can you help(?: me)?|please (?:help|advise|reply)|"
    r"können sie mir helfen|bitte helfen|pueden? ayudarme|pouvez-vous m['’]aider)\b[^,;]{0,20}$",
    re.IGNORECASE,
)
# A question without its mark: "WHAT AM I PAYING FOR.", "wann kommt das Paket".
_QUESTION = re.compile(
    r"^\W*(?:(?:and|so|but|also|und|y|et)\s+)?(?:"
    r"(?:what|when|where|which|who|why|how(?: \w+)?)\s+(?:is|are|am|was|do|does|did|can|could|will|"
    r"would|should|has|have|must)\b|"
    r"(?:can|could|may|must|should|do|does|will|is|are) (?:i|we|you|it|there|my|this|that)\b|"
    r"(?:was|wann|wo|wer|warum|wie(?: \w+)?|wohin)\s+(?:ist|sind|kann|können|muss|soll|kommt|"
    r"kostet|bekomme|geht|wird|habe|mache)\b|"
    r"(?:cuándo|dónde|cómo|por qué|qué|cuánto)\s+\w+|"
    r"(?:quand|où|comment|pourquoi|combien)\s+\w+)",
    re.IGNORECASE,
)
_HURRY = re.compile(
    r"\b(?:need|want|expect|erwarte|brauche|necesito|exijo|attends)\b.{0,12}"
    r"\b(?:answer|reply|response|antwort|rückmeldung|respuesta|réponse)\b.{0,12}"
    r"\b(?:by|until|before|within|today|now|asap|bis|heute|sofort|antes|hoy|avant|aujourd['’]hui)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w{3,}")


def asks_something(sentence: str, before: Sequence[str]) -> bool:
    """Whether it asks a question, or for something to be done; `before`: what was said before."""
    if _SMALL_TALK.search(sentence) or _HURRY.search(sentence):
        return False
    if sentence.rstrip().endswith("?") and before:  # "Fix?" asks about what was said before
        return True
    if _ORDER.search(sentence):
        return True
    asks = "?" in sentence or _REQUEST.search(sentence) or _QUESTION.search(sentence)
    return bool(asks) and len(_WORD.findall(sentence)) > 1


def asks_itself(part: str) -> bool:
    """Whether the first part of a sentence asks, or only tells what the others ask about."""
    return asks(part) or bool(_REQUEST.search(part) or _ORDER.search(part))


def is_small_talk(sentence: str) -> bool:
    """Whether it is thanks, a signature's line or "can you help?"."""
    return bool(_SMALL_TALK.search(sentence))
