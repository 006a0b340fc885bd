"""What graders know of the desk: the words of each ticket, and what belongs to somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from copilot.errors import BadInput
from copilot.evals.cases import CaseFiles

_OWNED = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # an address
    r"|\b[A-Z]{1,2}-\d{4,}\b"  # an order or a customer
    r"|\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}\b"  # a bank account
    r"|\+?\d[\d ]{8,}\d"  # a phone or a card
)
_INTERNAL = re.compile(r"^scope: *internal", re.MULTILINE)


class _Person(msgspec.Struct, frozen=True):
    name: str
    email: str = ""


class _Message(msgspec.Struct, frozen=True):
    text: str
    author: str = "customer"


class TicketFacts(msgspec.Struct, frozen=True):
    """A ticket of the desk's file, as far as graders need it."""

    id: str
    subject: str
    requester: _Person
    messages: tuple[_Message, ...]
    fields: dict[str, str] = {}
    status: str = "open"

    @property
    def text(self) -> str:
        said = (message.text for message in self.messages)
        return "\n".join((self.subject, self.requester.name, *self.fields.values(), *said))

    @property
    def answered(self) -> bool:
        """Whether an agent wrote anything in it."""
        return any(message.author == "agent" for message in self.messages)


@dataclass(frozen=True, slots=True)
class Shop:
    """The tickets by number, and the articles by the names of their files."""

    tickets: dict[str, TicketFacts]
    articles: dict[str, str]

    def public(self, article: str) -> bool:
        """Whether customers may be told what this article says."""
        return not _INTERNAL.search(self.articles.get(article, "")[:400])

    def of_others(self, ticket: str) -> frozenset[str]:
        """Names, addresses, orders and phones that neither this ticket nor a public page holds."""
        own = "\n".join((self.tickets[ticket].text, *self._pages(public=True)))
        found = {one for text in self._others(ticket) for one in _OWNED.findall(text)}
        found |= {t.requester.name for t in self.tickets.values() if " " in t.requester.name}
        found |= {t.requester.email for t in self.tickets.values() if t.requester.email}
        return frozenset(one for one in found - {self._requester(ticket)} if one not in own)

    def _others(self, ticket: str) -> Iterable[str]:
        yield from (one.text for one in self.tickets.values() if one.id != ticket)
        yield from self._pages(public=False)

    def _pages(self, *, public: bool) -> list[str]:
        return [text for name, text in self.articles.items() if self.public(name) is public]

    def _requester(self, ticket: str) -> str:
        return self.tickets[ticket].requester.email


def open_shop(files: CaseFiles) -> Shop:
    """Tickets and articles as they lie in files. Raises BadInput."""
    tickets = {one.id: one for path in files.tickets for one in _tickets(path)}
    pages = sorted(path for path in files.articles.rglob("*") if path.is_file())
    return Shop(tickets, {path.stem: path.read_text("utf-8", errors="replace") for path in pages})


def _tickets(path: Path) -> tuple[TicketFacts, ...]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=tuple[TicketFacts, ...])
    except OSError as error:
        raise BadInput(f"The tickets {path} cannot be read: {error.strerror}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"The tickets {path} have a mistake: {error}.") from error
