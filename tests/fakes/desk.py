"""A ticket, a passage and a draft of a small shop, to build tests from."""

from datetime import UTC, datetime

from copilot.records import (
    Account,
    Draft,
    DraftSentence,
    Evidence,
    FoundPassage,
    Message,
    Passage,
    Person,
    ReplyKind,
    Role,
    Scope,
    SentenceKind,
    SourceKind,
    Status,
    Ticket,
    TicketKey,
    TicketVersion,
    Visibility,
)

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
QUOTE = "Refunds reach your account within 5 working days. Read https://shop.example/refunds first."
VERSION = TicketVersion("7", "m1", "m1", 1, Status.OPEN, "Mia Berg", "dana@mail.example")
ACCOUNT = Account("Shop", "demo", "", Person("Mia Berg", "mia@shop.example"))
RECIPIENTS = (("dana@mail.example",), ())


def ticket(text="Where is my refund of 1,200 EUR for order A-88213?", number="17"):
    message = Message(
        "m1", Role.CUSTOMER, "Dana Whitfield", Visibility.PUBLIC, NOW, text, "dana@mail.example"
    )
    return Ticket(
        TicketKey("demo", number),
        "My refund",
        Status.OPEN,
        Person("Dana Whitfield", "dana@mail.example"),
        (message,),
        VERSION,
        NOW,
        NOW,
        assignee="Mia Berg",
    )


def passage(text=QUOTE, scope=Scope.PUBLIC):
    found = Passage(1, "refunds.md", SourceKind.ARTICLE, "Refunds", "", text, 0, len(text), scope)
    return FoundPassage(found, 0.9, "meaning")


def evidence(quote=QUOTE, scope=Scope.PUBLIC):
    return Evidence("passage:1", "Refunds", quote, 0, len(quote), scope)


def statement(text, *proofs):
    return (DraftSentence(0, len(text), SentenceKind.STATEMENT, proofs),)


def draft(text="Refunds take 5 working days.", kind=ReplyKind.PUBLIC_REPLY, number="17", **more):
    key = TicketKey("demo", number)
    sentences = more.pop("sentences", statement(text, evidence()))
    findings = more.pop("findings", ())
    return Draft("d1", key, kind, text, sentences, findings, (passage(),), VERSION, NOW)
