"""The fixed sentences of a reply, in the four languages the program writes."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """Greeting and closing hold {name}; `need` asks for a fact by its kind."""

    code: str  # ISO 639-1
    language: str  # its English name, for prompts
    greeting: str
    thanks: str
    sorry: str
    worry: str
    mourning: str
    need: dict[str, str]
    closing: str


_LETTERS = re.compile(r"[^\W\d_]+")
_FUNCTION_WORDS = {
    "en": "the and of to is for you it with not your that we are this on or by from a in be",
    "de": "der die das und ist nicht sie wir den dem ein eine mit für auf zu im von oder ihr ihre "
    "ihren innerhalb werden wird kann bitte",
    "es": "el la los las de y que en un una por con no se para su del al lo usted es son puede",
    "fr": "le la les des et est vous une un pour dans par sur votre du au en ne pas ou de sont",
}
_FUNCTION = {code: frozenset(words.split()) for code, words in _FUNCTION_WORDS.items()}

_PHRASES = {
    "en": Phrases(
        "en",
        "English",
        "Hello {name},",
        "Thank you for your message.",
        "I am sorry for the trouble this has caused you.",
        "I am sorry that you have had to worry about this.",
        "I am very sorry for your loss.",
        {
            "order": "Could you send us your order number?",
            "product": "Could you tell us which product it is?",
            "serial": "Could you send us the serial number?",
            "ask": "Could you tell us what we can do for you?",
        },
        "Kind regards\n{name}",
    ),
    "de": Phrases(
        "de",
        "formal German (Sie)",
        "Guten Tag {name},",
        "vielen Dank für Ihre Nachricht.",
        "es tut mir leid, dass Sie dadurch Ärger haben.",
        "es tut mir leid, dass Sie sich deswegen Sorgen machen müssen.",
        "mein aufrichtiges Beileid zu Ihrem Verlust.",
        {
            "order": "Könnten Sie uns Ihre Bestellnummer nennen?",
            "product": "Könnten Sie uns sagen, um welches Produkt es geht?",
            "serial": "Könnten Sie uns die Seriennummer nennen?",
            "ask": "Könnten Sie uns sagen, was wir für Sie tun können?",
        },
        "Mit freundlichen Grüßen\n{name}",
    ),
    "es": Phrases(
        "es",
        "formal Spanish (usted)",
        "Hola, {name}:",
        "Gracias por su mensaje.",
        "Lamento las molestias que esto le ha causado.",
        "Lamento que esto le haya preocupado.",
        "Le acompaño en el sentimiento.",
        {
            "order": "¿Podría indicarnos su número de pedido?",
            "product": "¿Podría decirnos de qué producto se trata?",
            "serial": "¿Podría indicarnos el número de serie?",
            "ask": "¿Podría decirnos en qué podemos ayudarle?",
        },
        "Un cordial saludo,\n{name}",
    ),
    "fr": Phrases(
        "fr",
        "formal French (vous)",
        "Bonjour {name},",
        "Merci pour votre message.",
        "Je suis désolé pour les désagréments que cela vous a causés.",
        "Je suis désolé que cela vous ait inquiété.",
        "Je vous présente mes sincères condoléances.",
        {
            "order": "Pourriez-vous nous indiquer votre numéro de commande ?",
            "product": "Pourriez-vous nous dire de quel produit il s'agit ?",
            "serial": "Pourriez-vous nous indiquer le numéro de série ?",
            "ask": "Pourriez-vous nous dire ce que nous pouvons faire pour vous ?",
        },
        "Cordialement,\n{name}",
    ),
}


def phrases_of(language: str) -> Phrases:
    """The phrases of a language (ISO 639-1); English for one the program does not write."""
    return _PHRASES.get(language, _PHRASES["en"])


def speaks(language: str, text: str) -> bool:
    """Whether most of the function words in `text` are of `language`, one of the four."""
    said = [word.lower() for word in _LETTERS.findall(text)]
    counts = {code: sum(word in words for word in said) for code, words in _FUNCTION.items()}
    return counts[language] > 0 and counts[language] == max(counts.values())
