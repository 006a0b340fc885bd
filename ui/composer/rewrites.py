"""The rewrites that the composer offers: what the button says and what the road is asked for."""

from __future__ import annotations

SHORTER, FRIENDLIER, FORMAL = "shorter", "friendlier", "more formal"
BUTTONS = (("Shorter", SHORTER), ("Friendlier", FRIENDLIER))
MORE = (
    ("More formal", FORMAL),
    ("Longer", "longer"),
    ("Simpler", "simpler"),
    ("Fix the language", "fix language"),
)
LANGUAGES = {
    "en": "English",
    "de": "German",
    "es": "Spanish",
    "fr": "French",
}


def title(how: str) -> str:
    """The heading of a rewrite, such as "Shorter" or "Translated to German"."""
    if how in LANGUAGES:
        return f"Translated to {LANGUAGES[how]}"
    return f"{how[0].upper()}{how[1:]}"


def languages(of_customer: str) -> tuple[tuple[str, str], ...]:
    """(code, title) of each language, the customer's first."""
    first = [code for code in LANGUAGES if code == of_customer]
    rest = [(code, name) for code, name in LANGUAGES.items() if code != of_customer]
    return (*((code, f"{LANGUAGES[code]} (the customer’s)") for code in first), *rest)


def kept_as_it_was(before: str, after: str) -> str:
    """Which paragraphs a rewrite left alone, for people: those whose numbers, days or links the
    model would have changed among them. "" when each is another."""
    ours, theirs = before.split("\n\n"), after.split("\n\n")
    alike = sum(one.strip() in {each.strip() for each in ours} for one in theirs if one.strip())
    count = sum(bool(one.strip()) for one in theirs)
    if not alike:
        return ""
    if alike == count:
        return "Nothing changed: the model wrote nothing that keeps every number, day and link."
    verb = "stands" if alike == 1 else "stand"
    return (
        f"{alike} of {count} paragraphs {verb} as before: nothing to change, or the model would "
        "have changed a number, day or link."
    )
