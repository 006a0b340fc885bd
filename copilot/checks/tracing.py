"""What the personal data in a draft may be traced to, beside its ticket and sources, or not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from copilot.checks.forms import initialled, name_forms, plain, plain_text, words
from copilot.checks.value import addresses
from copilot.records import KnownIdentity, PersonalSpan

FEWEST_DIGITS = 5  # of a number that is looked for without the letters in front of it
_PARTICLES = frozenset({"de", "del", "di", "da", "dos", "la", "van", "von", "der", "den", "al"})

# Whether another customer has what the pattern finds; the text is its letters and digits alone.
Elsewhere = Callable[[re.Pattern[str], str], bool]
# Whether public knowledge has what the pattern finds; the text is as it is written in the draft.
Published = Callable[[re.Pattern[str], str], bool]
Persons = Callable[[str], Iterable[tuple[int, int]]]  # where names stand that nobody knows
Shapes = Callable[[str], Iterable[PersonalSpan]]  # what has the shape of personal data


@dataclass(frozen=True, slots=True)
class Known:
    """What one form of a name or number stands for, and whose it is."""

    title: str  # for people: "name", "order number"
    owners: frozenset[str]  # e-mail addresses of customers, or names where they have none


@dataclass(frozen=True, slots=True)
class Customers:
    """All that the records of all tickets name: by plain form, and of whom."""

    names: Mapping[str, Known] = field(default_factory=dict)  # "omar haddad"
    initials: Mapping[str, Known] = field(default_factory=dict)  # "o haddad"
    begins: frozenset[str] = frozenset()  # the first words of both, so that most words cost little
    numbers: Mapping[str, Known] = field(default_factory=dict)  # "a88213", and "88213"
    emails: Mapping[str, Known] = field(default_factory=dict)
    single: Mapping[str, Known] = field(default_factory=dict)  # first and last names alone
    colleagues: frozenset[str] = frozenset()  # words of the names of those who answer here


@dataclass(frozen=True, slots=True)
class Tracing:
    """For the check of one ticket's drafts."""

    owner: str = ""  # who its requester is in Customers
    record: str = ""  # what the requester's other tickets and the agents at work say openly
    customers: Customers = field(default_factory=Customers)
    elsewhere: Elsewhere = lambda pattern, signs: False
    published: Published = lambda pattern, text: False
    persons: Persons = lambda text: ()
    shapes: Shapes = lambda text: ()


def owner_of(name: str, email: str) -> str:
    """Whose a record is. Two people of one name are two, so an address says more than a name."""
    return email.strip().casefold() or plain_text(name).strip()


def forms(identities: Iterable[KnownIdentity]) -> frozenset[tuple[str, str, str]]:
    """(field of Customers, plain form, title) for what a ticket's record names of its customer."""
    found: set[tuple[str, str, str]] = set()
    for one in identities:
        match one.type:
            case "CUSTOMER":
                found |= _of_name(one.text)
            case "EMAIL":
                found |= _of_email(one.text)
            case _:
                found |= _of_number(one.text, TITLES.get(one.type, "data"))
    return frozenset(found)


TITLES = {
    "EMAIL": "e-mail address",
    "PHONE": "phone number",
    "CARD": "card number",
    "IBAN": "bank account",
    "ORDER": "order number",
    "ACCOUNT": "account number",
    "DOCUMENT": "document number",
    "ADDRESS": "postal address",
    "BIRTHDATE": "date of birth",
    "IP": "IP address",
    "MAC": "device address",
    "PLATE": "number plate",
    "LOCATION": "place",
}


def _of_name(name: str) -> set[tuple[str, str, str]]:
    found = {("names", form, "name") for form in name_forms(name)}
    if short := initialled(name):
        found.add(("initials", short, "name"))
    found |= {("single", part, "name") for part in _parts(name)}
    return found


def _parts(name: str) -> set[str]:
    """First and last name of a person; a name of one word, or with a number, is somebody else."""
    parts = [part for part in name.replace(",", " ").split() if part.casefold() not in _PARTICLES]
    if not 2 <= len(parts) <= 3 or not all(part[0].isupper() and part.isalpha() for part in parts):
        return set()
    return {plain(part) for part in (parts[0], parts[-1]) if len(part) >= 3}


def _of_email(address: str) -> set[tuple[str, str, str]]:
    found = {("emails", one, TITLES["EMAIL"]) for one in addresses(address.strip().casefold())}
    local = address.partition("@")[0]
    if len(local) > FEWEST_DIGITS and re.search(r"[\d._-]", local):
        found.add(("numbers", "".join(filter(str.isalnum, local)), "user name"))
    return found


def _of_number(text: str, title: str) -> set[tuple[str, str, str]]:
    bare = "".join(word for word, _, _ in words(text))
    if len(bare) < FEWEST_DIGITS or not any(map(str.isdigit, bare)):
        return set()
    found = {("numbers", bare, title)}
    digits = "".join(filter(str.isdigit, bare))
    if len(digits) >= FEWEST_DIGITS and title != TITLES["ADDRESS"]:
        found.add(("numbers", digits, title))
    return found
