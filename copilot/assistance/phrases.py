"""The fixed sentences of a reply, in the four languages the program writes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """Greeting and closing hold {name}; `need` asks for a fact by its kind."""

    language: str  # its English name, for prompts
    greeting: str
    thanks: str
    sorry: str
    need: dict[str, str]
    closing: str


_PHRASES = {
    "en": Phrases(
        "English",
        "Hello {name},",
        "Thank you for your message.",
        "I am sorry for the trouble this has caused you.",
        {
            "order": "Could you send us your order number?",
            "product": "Could you tell us which product it is?",
        },
        "Kind regards\n{name}",
    ),
    "de": Phrases(
        "formal German (Sie)",
        "Guten Tag {name},",
        "vielen Dank für Ihre Nachricht.",
        "es tut mir leid, dass Sie dadurch Ärger haben.",
        {
            "order": "Könnten Sie uns Ihre Bestellnummer nennen?",
            "product": "Könnten Sie uns sagen, um welches Produkt es geht?",
        },
        "Mit freundlichen Grüßen\n{name}",
    ),
    "es": Phrases(
        "formal Spanish (usted)",
        "Hola, {name}:",
        "Gracias por su mensaje.",
        "Lamento las molestias que esto le ha causado.",
        {
            "order": "¿Podría indicarnos su número de pedido?",
            "product": "¿Podría decirnos de qué producto se trata?",
        },
        "Un cordial saludo,\n{name}",
    ),
    "fr": Phrases(
        "formal French (vous)",
        "Bonjour {name},",
        "Merci pour votre message.",
        "Je suis désolé pour les désagréments que cela vous a causés.",
        {
            "order": "Pourriez-vous nous indiquer votre numéro de commande ?",
            "product": "Pourriez-vous nous dire de quel produit il s'agit ?",
        },
        "Cordialement,\n{name}",
    ),
}


def phrases_of(language: str) -> Phrases:
    """The phrases of a language (ISO 639-1); English for one the program does not write."""
    return _PHRASES.get(language, _PHRASES["en"])
