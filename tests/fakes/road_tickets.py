"""The tickets of an invented shop, Nordlicht Outdoor, as records for the fake road."""

# ruff: noqa: E501 - the words of a ticket are easier to read on one line

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from copilot.records import (
    Attachment,
    Draft,
    DraftSentence,
    Duplicate,
    Escalation,
    EscalationKind,
    Evidence,
    Fact,
    Finding,
    FoundPassage,
    Message,
    OpenedTicket,
    Passage,
    Person,
    PersonalSpan,
    RedactedText,
    ReplyKind,
    Role,
    Scope,
    SentenceKind,
    Severity,
    SinceLastLook,
    SourceKind,
    Status,
    Suggestion,
    Summary,
    SummaryLine,
    Ticket,
    TicketKey,
    TicketVersion,
    Triage,
    Visibility,
)

NOW = datetime(2026, 11, 16, 8, 10, tzinfo=UTC)
AGENT = Person("Anna Berg", "anna@nordlicht.example")


def key(number: int) -> TicketKey:
    return TicketKey("demo", str(number))


def message(
    name: str,
    when: str,
    text: str,
    *,
    agent: bool = False,
    note: bool = False,
    email: str = "",
    attachments: tuple[Attachment, ...] = (),
) -> Message:
    return Message(
        id=when,
        author=Role.AGENT if agent else Role.CUSTOMER,
        author_name=name,
        visibility=Visibility.INTERNAL if note else Visibility.PUBLIC,
        created=datetime.strptime(f"2026 {when} +0000", "%Y %d %b %H:%M %z"),
        text=text,
        author_email=email,
        attachments=attachments,
    )


def ticket(
    number: int,
    subject: str,
    requester: Person,
    *messages: Message,
    assignee: str = AGENT.name,
    status: Status = Status.OPEN,
    tags: tuple[str, ...] = (),
    updated: datetime | None = None,
) -> Ticket:
    version = TicketVersion(
        "v1", messages[-1].id, messages[-1].id, len(messages), status, assignee, requester.email
    )
    return Ticket(
        key(number),
        subject,
        status,
        requester,
        messages,
        version,
        messages[0].created,
        updated or messages[-1].created,
        assignee,
        "Support",
        tags,
    )


def spans(of: Ticket) -> dict[str, tuple[PersonalSpan, ...]]:
    kinds = (
        ("EMAIL", r"[\w.]+@[\w.]+\w"),
        ("ORDER", r"\b[A-Z]-\d{5}\b|\b88107\b"),
        ("PHONE", r"\+\d[\d ]{8,}\d"),
        ("ADDRESS", r"14 Harbour Lane, Bristol|Lindenweg 7, 24103 Kiel"),
        ("CARD", r"\b4111[ \d]{12,}\d"),
        ("CUSTOMER", re.escape(of.requester.name.split()[0])),
    )
    found: dict[str, tuple[PersonalSpan, ...]] = {}
    for one in of.messages:
        hits = [
            PersonalSpan(m.start(), m.end(), kind, f"[[{kind}_1]]")
            for kind, pattern in kinds
            for m in re.finditer(pattern, one.text)
        ]
        found[one.id] = tuple(sorted(hits, key=lambda span: span.start))
    return found


DANA = Person("Dana Whitfield", "dana.whitfield@example.com")
FILTER = ticket(
    4217,
    "Where is my AquaPure filter?",
    DANA,
    message(
        DANA.name,
        "14 Nov 09:12",
        "Hi, I ordered the AquaPure 300 filter (order A-88213) on 2 November and it still "
        "has not arrived. Tracking says “label created” since the 3rd. I need it before the 20th because we are "
        "moving to 14 Harbour Lane, Bristol.",
    ),
    message(
        "Luis Ortega",
        "14 Nov 10:40",
        "Hi Dana, sorry about that. I’ve asked the warehouse to check and will come "
        "back to you tomorrow.\n\n> Hi, I ordered the AquaPure 300 filter (order A-88213)\n> on 2 November and it "
        "still has not arrived.\n> Tracking says “label created” since the 3rd.\n> I need it before the 20th\n> "
        "because we are moving\n> to 14 Harbour Lane, Bristol.",
        agent=True,
    ),
    message(
        "Luis Ortega",
        "14 Nov 16:02",
        "Warehouse has no scan. Off sick from tomorrow, please take over.",
        agent=True,
        note=True,
    ),
    message(
        DANA.name,
        "16 Nov 08:02",
        "It’s been two days and nobody has contacted me. Either ship it express today or "
        "refund me. This is getting ridiculous. Also: how often do I have to change the cartridge?",
    ),
)
TOMAS = Person("Tomás Herrera", "tomas.h@example.es")
CHARGED = ticket(
    4231,
    "Charged twice for order 88107",
    TOMAS,
    message(
        TOMAS.name,
        "16 Nov 07:49",
        "Hola, me han cobrado dos veces el pedido 88107 con la tarjeta 4111 1111 1111 1111. "
        "Adjunto el extracto. Si no lo arreglan hoy, reclamo al banco.",
        attachments=(
            Attachment("a1", "extracto-noviembre.pdf", "application/pdf", 184_320),
            Attachment(
                "a2",
                "captura de pantalla con un nombre de archivo bastante largo 2026-11-16.png",
                "image/png",
                2_411_724,
            ),
        ),
    ),
)
JULE = Person("Jule Brandt", "jule.brandt@example.de")
RECEIPT = ticket(
    4219,
    "Return without receipt",
    JULE,
    message(
        JULE.name,
        "16 Nov 06:58",
        "Guten Tag,\n\nich möchte die Regenjacke „Fjordwind“ zurückgeben, die ich am 28. Oktober in "
        "Ihrer Filiale in Kiel gekauft habe. Leider ist der Kassenbon verloren gegangen. Reicht auch der Kontoauszug? "
        "Meine Anschrift ist Lindenweg 7, 24103 Kiel, Sie erreichen mich unter +49 431 5550147.\n\nMit freundlichen Grüßen\nJule Brandt",
    ),
)
OKAFOR = Person("M. Okafor", "m.okafor@example.com")
STOVE = ticket(
    4240,
    "Stove leaks gas after recall fix",
    OKAFOR,
    message(
        OKAFOR.name,
        "16 Nov 07:30",
        "We smelled gas in the tent last night although the valve was replaced in the recall. "
        "Two children were sleeping next to it.",
    ),
    tags=("safety",),
)
INES = Person("Ines Moreau", "ines.moreau@example.fr")
LONG = ticket(
    4188,
    "Re: Re: Fwd: Re: tent pole replacement for the Fjellheim 4 that we bought in spring, second request, with the "
    "pictures of the broken segment and the old order attached again",
    INES,
    *(
        message(
            INES.name if at % 2 == 0 else "Luis Ortega",
            f"{at + 1:02d} Nov 0{at % 6 + 2}:1{at % 10}",
            f"Message {at + 1}. The third segment of the pole is split along its length, and the shock cord has come out. "
            + "We have tried tape, which held for one night only. " * (at % 4),
            agent=at % 2 == 1,
            note=at % 7 == 5,
        )
        for at in range(14)
    ),
    message(INES.name, "16 Nov 06:05", "Thank you, that worked."),
)
SAM = Person("sam.k", "sam.k@example.com")


def small(
    number: int,
    subject: str,
    name: str,
    text: str,
    hours: float,
    *,
    assignee: str = AGENT.name,
    status: Status = Status.OPEN,
) -> Ticket:
    when = NOW - timedelta(hours=hours)
    entry = message(name, f"{when:%d %b %H:%M}", text)
    return ticket(
        number,
        subject,
        Person(name, f"{name.split()[0].lower()}@example.com"),
        entry,
        assignee=assignee,
        status=status,
    )


OTHERS = (
    small(4202, "Password reset mail never arrives", "sam.k", "checked spam three times", 3),
    small(4199, "Wholesale price list 2027", "Bergsport Huber", "could you send the new list", 22),
    small(4197, "Gift card balance", "Priya N.", "how do I see what is left on it", 24),
    small(4190, "Backpack strap torn on day two", "Lars Eide", "pictures attached", 25),
    small(
        4185,
        "Sleeping bag: which size for 1.92 m?",
        "Otto Lindqvist",
        "the chart stops at 1.90",
        49,
    ),
    small(4181, "Invoice with VAT number", "Kletterhalle Nord", "we need it for our books", 51),
    small(4178, "Boots squeak", "Hannah Wolff", "only the left one", 60),
    small(4170, "Change delivery address", "Rui Costa", "we moved last week", 75),
)
UNASSIGNED = tuple(
    small(4250 + at, subject, name, text, 1 + at * 2.5, assignee="")
    for at, (subject, name, text) in enumerate(
        (
            ("Headlamp flickers", "Eva Sand", "new batteries do not help"),
            ("Do you ship to Iceland?", "Jón Arnarson", "to Akureyri"),
            ("Zip stuck", "Marta Ruiz", "on the green parka"),
            ("Rental skis in Kiel", "Peter Thom", "for two adults"),
        )
    )
)
WAITING = tuple(
    small(4160 + at, subject, name, "I will look for it", 30 + at, status=Status.PENDING)
    for at, (subject, name) in enumerate(
        (("Serial number of the stove", "Anke Lorenz"), ("Photo of the damage", "Willem de Boer"))
    )
)
TICKETS = {
    one.key: one for one in (FILTER, CHARGED, STOVE, RECEIPT, LONG, *OTHERS, *UNASSIGNED, *WAITING)
}

# key number: (urgency, mood, draft ready, changed, language)
LABELS = {
    4217: ("high", "angry", True, True, "en"),
    4231: ("high", "annoyed", True, False, "es"),
    4240: ("high", "worried", False, True, "en"),
    4219: ("normal", "calm", True, False, "de"),
    4188: ("low", "calm", False, False, "en"),
    4197: ("normal", "calm", True, False, "en"),
}


def opening(title: str) -> str:
    """What stands before the passage in its document."""
    return f"# {title}\n\nThis page is for everybody who answers customers.\n\n"


def passage(
    number: int, title: str, text: str, scope: Scope = Scope.PUBLIC, weeks: int = 3
) -> FoundPassage:
    return FoundPassage(
        Passage(
            number,
            f"{title.lower().replace(' ', '-')}.md",
            SourceKind.ARTICLE,
            title,
            "Refunds and reshipment",
            RedactedText(text),
            len(opening(title)),
            len(opening(title)) + len(text),
            scope,
            NOW - timedelta(weeks=weeks),
        ),
        0.8 - number / 20,
        "words: parcel, warehouse",
    )


SOURCES = (
    passage(
        1,
        "Parcel lost in the warehouse",
        "A parcel without a scan for more than 7 days counts as lost. Offer a free express "
        "reshipment (1–2 working days) or a full refund to the original payment method within five working days.",
    ),
    passage(2, "Long waits", "Apologise and name the case owner.", Scope.INTERNAL, 40),
    passage(
        3,
        "Changing the AquaPure cartridge",
        "The cartridge lasts 6 months or 1,200 litres, whichever comes first.",
        weeks=9,
    ),
)
SOURCE_TEXTS = {
    one.passage.source_id: f"{opening(one.passage.title)}{one.passage.text}\n\n## See also\n\nThe shipping times by country, and the claims form of the carrier."
    for one in SOURCES
}


def evidence(source: FoundPassage) -> tuple[Evidence, ...]:
    held = source.passage
    return (Evidence(f"passage:{held.id}", held.title, held.text, 0, len(held.text), held.scope),)


REPLY = (
    ("Hello Dana,\n", SentenceKind.GREETING, ()),
    (
        "I am sorry that you waited two days for an answer; I have taken over your case from Luis. ",
        SentenceKind.STATEMENT,
        evidence(SOURCES[1]),
    ),
    (
        "Your parcel has shown “label created” since 3 November, so we treat it as lost in the warehouse. ",
        SentenceKind.STATEMENT,
        evidence(SOURCES[0]),
    ),
    (
        "I can send a new filter by express today, at no cost, or refund the full amount to your original payment method within five working days. ",
        SentenceKind.STATEMENT,
        evidence(SOURCES[0]),
    ),
    ("With express it will arrive before the 20th. ", SentenceKind.STATEMENT, ()),
    (
        "The cartridge lasts 6 months or 1,200 litres, whichever comes first.\n",
        SentenceKind.STATEMENT,
        evidence(SOURCES[2]),
    ),
    ("Which of the two would you like?\n", SentenceKind.QUESTION, ()),
    ("Kind regards, Anna", SentenceKind.CLOSING, ()),
)
KNOWN = {text.strip(): (kind, found) for text, kind, found in REPLY}


def draft_of(
    of: Ticket,
    text: str,
    *,
    kind: ReplyKind = ReplyKind.PUBLIC_REPLY,
    identity: str = "",
    edited: bool = False,
    accepted: frozenset[str] = frozenset(),
) -> Draft:
    """A checked draft: sentences that the pictures know keep their evidence, "before the 20th" has none."""
    sentences, findings = [], []
    for match in re.finditer(r"[^\n.?!]+(?:[.?!](?!\s|$)[^\n.?!]*)*[.?!]?", text):
        words = match.group().strip()
        if not words:
            continue
        start = match.start() + match.group().index(words)
        sentence_kind, found = KNOWN.get(words, (SentenceKind.CLOSING, ()))
        sentences.append(DraftSentence(start, start + len(words), sentence_kind, found))
        if "before the 20th" in words:
            findings.append(
                Finding(
                    "no source",
                    Severity.ACCEPT,
                    start,
                    start + len(words),
                    "“before the 20th” is not in the source (1–2 working days)",
                    "Accept it, strike it or write it differently.",
                    accepted=words in accepted,
                )
            )
        if "[[" in words:
            findings.append(
                Finding(
                    "placeholder",
                    Severity.BLOCK,
                    start,
                    start + len(words),
                    "A placeholder was not replaced by the name it stands for",
                    "Write the name or strike the sentence.",
                )
            )
    return Draft(
        identity or f"draft-{of.key.id}-{kind.name.lower()}",
        of.key,
        kind,
        text,
        tuple(sentences),
        tuple(findings),
        SOURCES if kind is ReplyKind.PUBLIC_REPLY else (),
        of.version,
        NOW,
        edited,
    )


PROMISE = SummaryLine(
    "Luis Ortega, 14 Nov: “I’ve asked the warehouse to check and will come back to you tomorrow.” (by 15 Nov)",
    (FILTER.messages[1].id,),
)
NOBODY = "nobody has contacted me"
TRIAGE = Triage(
    Suggestion("Delivery", "words: arrived, tracking"),
    Suggestion("high", "“today”"),
    Suggestion("Orders", "like #3901, #4004: parcel, express, label"),
    (Suggestion("delivery", "like #3901, #4004"),),
    (
        Escalation(
            EscalationKind.REPEATED,
            "It’s been two days and nobody has contacted me.",
            FILTER.messages[3].id,
            FILTER.messages[3].text.index(NOBODY),
            FILTER.messages[3].text.index(NOBODY) + len(NOBODY),
        ),
    ),
    (Duplicate(key(4231), "Charged twice for order 88107", "same requester, similar words"),),
)


def plain_triage() -> Triage:
    return Triage(None, Suggestion("normal", "no words that press"), None)


SUMMARY = Summary(
    wants=SummaryLine(
        "Express shipment today or a refund; cartridge interval", (FILTER.messages[3].id,)
    ),
    happened=(
        SummaryLine("Ordered 2 Nov; no scan since 3 Nov", (FILTER.messages[0].id,)),
        SummaryLine("Agent promised an answer by 15 Nov", (FILTER.messages[1].id,)),
    ),
    open=(SummaryLine("Reship or refund; needs it before 20 Nov", (FILTER.messages[0].id,)),),
    promised=(PROMISE,),
    urgency_words="today",
    language="en",
    next_step=SummaryLine("Offer both, apologise, answer the cartridge question"),
    mood="angry",
    mood_words="getting ridiculous",
    urgency="high",
    facts=(
        Fact("order", "A-88213", FILTER.messages[0].id),
        Fact("product", "AquaPure 300", FILTER.messages[0].id),
        Fact("date", "ordered 2 Nov", FILTER.messages[0].id),
        Fact("date", "needed by 20 Nov", FILTER.messages[0].id),
    ),
)
GERMAN = Summary(
    wants=SummaryLine(
        "Rückgabe der Regenjacke „Fjordwind“ ohne Kassenbon; fragt, ob der Kontoauszug genügt",
        (RECEIPT.messages[0].id,),
    ),
    happened=(
        SummaryLine("Am 28. Oktober in der Filiale Kiel gekauft", (RECEIPT.messages[0].id,)),
    ),
    open=(SummaryLine("Kaufnachweis"),),
    next_step=SummaryLine("Kontoauszug als Kaufnachweis anbieten und die Rücksendeadresse nennen"),
    mood="calm",
    mood_words="",
    urgency="normal",
    facts=(
        Fact("product", "Fjordwind", RECEIPT.messages[0].id),
        Fact("date", "28. Oktober", RECEIPT.messages[0].id),
    ),
)
GERMAN_REPLY = (
    "Guten Tag Jule Brandt,\nvielen Dank für Ihre Nachricht zur Rückgabe der Regenjacke „Fjordwind“. Ein Kontoauszug genügt uns als "
    "Kaufnachweis, wenn darauf das Kaufdatum, der Betrag und die Filiale zu erkennen sind. Bitte schwärzen Sie alle anderen Buchungen, bevor Sie "
    "ihn uns schicken. Sobald die Jacke bei uns eingetroffen ist, erstatten wir den Kaufpreis über die Zahlungsart, mit der Sie bezahlt haben; "
    "die Rücksendekostenübernahmeerklärung liegt dem Paketaufkleber bei.\nMit freundlichen Grüßen, Anna Berg"
)


def plain_summary(of: Ticket) -> Summary:
    last = of.messages[-1]
    return Summary(
        SummaryLine(last.text[:70], (last.id,)),
        (),
        (),
        SummaryLine("Answer the question"),
        "calm",
        "",
        "normal",
    )


def opened(of: Ticket, draft: Draft | None, summary: Summary | None) -> OpenedTicket:
    since = SinceLastLook(None)
    if of.key == FILTER.key:
        since = SinceLastLook(
            NOW - timedelta(minutes=40),
            (FILTER.messages[3].id,),
            (("assignee", "Luis Ortega", "Anna Berg"),),
            broken=(PROMISE,),
        )
    labels = LABELS.get(int(of.key.id), ("", "", False, False, "en"))
    return OpenedTicket(of, spans(of), since, summary, draft, labels[4])


def first_drafts() -> dict[TicketKey, Draft]:
    """What was prepared before the window opened."""
    reply = draft_of(FILTER, "".join(text for text, _, _ in REPLY))
    charged = draft_of(
        CHARGED, "Hola Tomás:\nSiento el cobro doble. Lo devolvemos hoy mismo.\nUn saludo, Anna"
    )
    return {
        FILTER.key: reply,
        CHARGED.key: replace(charged, missing=("how long the refund takes",)),
        RECEIPT.key: draft_of(RECEIPT, GERMAN_REPLY),
        key(4197): draft_of(
            TICKETS[key(4197)],
            "Hello Priya,\nYou see the balance in your account.\nKind regards, Anna",
        ),
    }
