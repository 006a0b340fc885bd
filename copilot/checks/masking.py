"""What stands in a reply in the place of a card, a bank account, a password, a key or a code."""

from __future__ import annotations

from collections.abc import Collection

from copilot.records import RestoreMap

MASKED = frozenset({"CARD", "IBAN", "SECRET"})
FEWEST = 8  # letters and digits; of a shorter number, four would give away too much
REMOVED = {
    "en": "[removed for safety]",
    "de": "[zur Sicherheit entfernt]",
    "es": "[eliminado por seguridad]",
    "fr": "[retiré par sécurité]",
}


def masked(kind: str, text: str, language: str) -> str:
    """Dots and the last four of a number, as on a receipt; of all else, that it was removed.

    `kind`: one of MASKED. `language`: ISO 639-1; English where there is no wording.
    """
    bare = "".join(filter(str.isalnum, text))
    if kind == "SECRET" or len(bare) < FEWEST:
        return REMOVED.get(language, REMOVED["en"])
    return f"•••• {bare[-4:]}"


def without_secrets(
    names: RestoreMap, language: str, spared: Collection[str] = frozenset()
) -> RestoreMap:
    """The map for a text that goes out: it restores names, and masks what no reply repeats.

    `spared`: what is public all the same, such as the shop's own account; letters and digits only.
    """

    def shown(placeholder: str, original: str) -> str:
        kind = placeholder.strip("[]").partition("_")[0]
        bare = "".join(filter(str.isalnum, original))
        if kind not in MASKED or bare in spared:
            return original
        return masked(kind, original, language)

    return RestoreMap(tuple((each, shown(each, original)) for each, original in names.originals))
