"""The frozen records that travel the road, from a ticket to the receipt of what was sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

# Text from which personal data was taken out. Only the redaction room makes one; prompts, the
# index and the traces accept nothing else.
RedactedText = NewType("RedactedText", str)


class Role(StrEnum):
    """Who wrote a message."""

    CUSTOMER = "customer"
    AGENT = "agent"


class Visibility(StrEnum):
    """Who may read a message in the helpdesk."""

    PUBLIC = "public"
    INTERNAL = "internal"


class Status(StrEnum):
    """The four states every helpdesk can be read as; connectors translate."""

    OPEN = "open"
    PENDING = "pending"
    SOLVED = "solved"
    DELETED = "deleted"


# --- helpdesk -> ticket ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Person:
    """A requester or an agent as the helpdesk knows them."""

    name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file on a message; its bytes stay in the helpdesk until somebody opens it."""

    id: str
    name: str
    media_type: str
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Message:
    """One entry of a ticket's thread, plain text, oldest first in Ticket.messages."""

    id: str
    author: Role
    author_name: str
    visibility: Visibility
    created: datetime  # aware, UTC
    text: str
    author_email: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class TicketVersion:
    """What "unchanged since the agent saw it" is measured against."""

    mark: str  # the helpdesk's own version mark, such as an ETag; "" where it has none
    last_message_id: str
    last_public_message_id: str
    message_count: int
    status: Status
    assignee: str
    requester_email: str


@dataclass(frozen=True, slots=True)
class TicketKey:
    """Names one ticket of one connector, e.g. ("rt", "17")."""

    connector: str
    id: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket as it was read from the helpdesk, with personal data; lives only in the store."""

    key: TicketKey
    subject: str
    status: Status
    requester: Person
    messages: tuple[Message, ...]
    version: TicketVersion
    created: datetime
    updated: datetime
    assignee: str = ""  # name of the agent; "" when nobody
    queue: str = ""
    tags: tuple[str, ...] = ()
    fields: tuple[
        tuple[str, str], ...
    ] = ()  # the helpdesk's other fields, such as ("OrderNo", "A-88213")


@dataclass(frozen=True, slots=True)
class SyncPage:
    """What one step of an incremental sync brought; `cursor` is kept for the next one."""

    tickets: tuple[Ticket, ...]
    gone: tuple[TicketKey, ...]  # deleted, merged away or hidden since
    cursor: str
    more: bool


# --- redaction ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PersonalSpan:
    """A piece of personal data in a text: text[start:end] in characters."""

    start: int
    end: int
    type: str  # PERSON, CUSTOMER, AGENT, EMAIL, PHONE, ADDRESS, CARD, IBAN, ORDER, SECRET, ...
    placeholder: str  # such as "[[CUSTOMER_1]]"
    score: float = 1.0
    why: str = ""  # the stage and what it rests on: "record", "rule: Luhn", "names model"


@dataclass(frozen=True, slots=True)
class RestoreMap:
    """Which placeholder stands for what; one per ticket, and the same for its whole life."""

    originals: tuple[tuple[str, str], ...] = ()  # (placeholder, original text)


@dataclass(frozen=True, slots=True)
class Redaction:
    """One text after redaction, with the places in the original that were hidden."""

    text: RedactedText
    spans: tuple[PersonalSpan, ...]


@dataclass(frozen=True, slots=True)
class KnownIdentity:
    """Personal data that the ticket's own record names, such as ("CUSTOMER", "Dana Whitfield")."""

    type: str
    text: str


@dataclass(frozen=True, slots=True)
class RedactedBatch:
    """Several texts of one ticket after redaction, in the order they were given."""

    redactions: tuple[Redaction, ...]
    restore: RestoreMap  # the given map and what was added to it
    language: str  # ISO 639-1, of the texts together


@dataclass(frozen=True, slots=True)
class RedactedMessage:
    """A message whose text and author are pseudonyms."""

    id: str
    author: Role
    author_name: RedactedText
    visibility: Visibility
    created: datetime
    text: RedactedText


@dataclass(frozen=True, slots=True)
class RedactedTicket:
    """A ticket that may be shown to the model, the index and the traces."""

    key: TicketKey
    subject: RedactedText
    status: Status
    requester_name: RedactedText
    messages: tuple[RedactedMessage, ...]
    language: str  # ISO 639-1 of the customer's messages


# --- knowledge ---------------------------------------------------------------------------------


class Scope(StrEnum):
    """Who may be told what a passage says."""

    PUBLIC = "public"
    INTERNAL = "internal"


class SourceKind(StrEnum):
    """Where a passage comes from."""

    ARTICLE = "article"
    SOLVED_TICKET = "solved ticket"
    MACRO = "macro"


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """An article, macro or solved ticket on its way into the index; text is Markdown."""

    id: str  # stable: "<folder>/<path in it>", "ticket:<connector>:<id>", "macro:<connector>:<id>"
    kind: SourceKind
    title: RedactedText
    text: RedactedText
    scope: Scope = Scope.PUBLIC
    changed: datetime | None = None
    language: str = "en"  # ISO 639-1
    team: str = ""  # the only team that may see it; its scope is then internal
    valid_from: date | None = None
    valid_until: date | None = None  # the last day on which it holds


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a source document: document.text[start:end] in characters."""

    id: int
    source_id: str
    kind: SourceKind
    title: str  # of the document
    heading: str  # path below the title, "Refunds › Express"; "" at the top
    text: RedactedText
    start: int
    end: int
    scope: Scope
    changed: datetime | None = None
    language: str = "en"  # ISO 639-1
    team: str = ""  # the only team that may see it
    valid_from: date | None = None
    valid_until: date | None = None  # the last day on which it holds


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A passage on its way into the index."""

    passage: Passage  # its id is ignored: the index gives a new one
    words: tuple[str, str, str]  # of title, heading and text, as they are searched for: stemmed
    vector: bytes  # 384 float32, little-endian, of length 1; b"" when it is embedded later


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A source document with all that the index keeps of it."""

    document: SourceDocument
    folder: str  # the source that listed it: a path, "Solved tickets", "Macros"
    stamp: str  # as it was listed; another one means: read it again
    fingerprint: str  # sha256 of what was read
    embedder: str  # sha256 of the files that made the vectors
    passages: tuple[IndexedPassage, ...]


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage with its rank for one query; score is comparable between queries, 0 to 1."""

    passage: Passage
    score: float
    why: str  # "words: cartridge, AquaPure · used before", "meaning"


@dataclass(frozen=True, slots=True)
class FoundSentence:
    """A sentence that answers an ask: passage.text[start:end]; score is about 0 to 1.3."""

    passage: Passage
    start: int
    end: int
    score: float
    against: tuple[FoundSentence, ...] = ()  # what other sources in force say instead


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a file says to a person who reads it, as Markdown."""

    title: str  # "" where the file names none
    text: str
    language: str = ""  # ISO 639-1, where the file says it
    hidden: tuple[str, ...] = ()  # what people cannot see and was left out: "white text (3 places)"


@dataclass(frozen=True, slots=True)
class SourceProblem:
    """A source that was left out, or of which something was, and why, for people."""

    id: str
    reason: str
    left_out: bool = True  # False: it was read, but for what the reason says


@dataclass(frozen=True, slots=True)
class Macro:
    """An answer that the helpdesk keeps ready, for sending to customers."""

    id: str  # "<connector>:<id>"
    title: str
    text: str  # Markdown
    language: str = ""  # ISO 639-1, where the helpdesk says it
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class IndexProgress:
    """How far the reading of the knowledge is."""

    done: int  # source documents
    total: int
    passages_per_second: float = 0.0
    seconds_left: float | None = None  # None while it cannot be told
    resumed: bool = False  # the run before this one was interrupted


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What one reading of the knowledge did, in source documents."""

    read: int = 0
    unchanged: int = 0
    removed: int = 0
    problems: tuple[SourceProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class FolderState:
    """What is in the index of one source, as the knowledge page shows it."""

    name: str  # path of a folder, "Solved tickets", "Macros"
    kind: SourceKind
    documents: int
    passages: int
    problems: tuple[SourceProblem, ...] = ()
    scope: Scope = Scope.PUBLIC
    team: str = ""
    removable: bool = True  # False: the helpdesk brings it


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions of one kind that found nothing: a hole in the knowledge."""

    question: RedactedText  # the newest wording
    count: int
    tickets: tuple[TicketKey, ...]
    last: datetime


@dataclass(frozen=True, slots=True)
class Miss:
    """One question of one ticket for which there was no evidence."""

    question: RedactedText
    vector: bytes  # 384 float32, little-endian, of length 1
    ticket: TicketKey
    at: datetime


class Judgement(StrEnum):
    """What the agent did with a source."""

    USED = "used"  # it stands in a reply that was approved
    OPENED = "opened"
    REJECTED = "rejected"  # thrown out: not for this question


@dataclass(frozen=True, slots=True)
class Feedback:
    """What agents did with one source, over all questions."""

    source_id: str
    title: str
    used: int
    opened: int
    rejected: int


@dataclass(frozen=True, slots=True)
class KnowledgeState:
    """All that the knowledge page shows."""

    folders: tuple[FolderState, ...]
    gaps: tuple[Gap, ...]
    feedback: tuple[Feedback, ...]
    updated: datetime | None  # when the index was last brought up to date
    embedder: str  # title of the files that serve searches now
    coming_embedder: str = ""  # title of the files that are embedding anew; "" when none
    coming_share: float = 0.0  # how much of it is done, 0 to 1
    languages: tuple[str, ...] = ()  # of the passages, ISO 639-1
    weak_languages: tuple[str, ...] = ()  # found by words and codes alone with this embedder


# --- prompting and generation ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Prompt:
    """Fixed instructions, then the ticket, then the task, so that a computed prefix can be kept."""

    name: str  # file under resources/prompts/, such as "summary"
    version: str  # from that file, such as "3"
    system: str
    user: RedactedText
    max_tokens: int
    schema: str = ""  # JSON Schema of the answer as JSON text; "" for free text
    stop: tuple[str, ...] = ()
    seconds: float = 0.0  # of work, after which the run is stopped; 0 for no limit


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model said to one prompt, and what it cost."""

    text: RedactedText
    model_sha256: str
    prompt_sha256: str
    prompt_tokens: int
    kept_tokens: int  # of the prompt, taken from the kept prefix
    answer_tokens: int
    first_token_seconds: float
    seconds: float
    finish: str  # "stop", "length", or "time" and "budget" for one that was stopped or not begun


class Fate(StrEnum):
    """What the agent did with a draft."""

    WAITING = "waiting"
    SENT = "sent as is"
    EDITED = "sent after editing"
    THROWN_AWAY = "thrown away"


@dataclass(frozen=True, slots=True)
class Trace:
    """One step, kept without personal data and without text; most are runs of a prompt.

    The steps of one draft have its id as their `parent`; the draft itself has one whose id that is.
    """

    id: str
    ticket: TicketKey
    step: str  # "summary", "asks", "sentence", ...
    prompt_name: str
    prompt_version: str
    prompt_sha256: str
    model_sha256: str
    passages: tuple[int, ...]
    prompt_tokens: int
    kept_tokens: int
    answer_tokens: int
    first_token_seconds: float
    seconds: float
    created: datetime  # when it ended
    parent: str = ""  # "" for the trace of a draft, and for what an earlier version kept
    finish: str = ""  # of the answer; "" where no prompt ran
    sources: tuple[tuple[int, float], ...] = ()  # of a search: ids of passages with their scores
    findings: tuple[str, ...] = ()  # of the checks: "block: other customer"
    fate: Fate | None = None  # of a draft
    distance: int = 0  # words that the agent put in, took out or changed before sending
    words: int = 0  # of the draft as it was made
    decided: datetime | None = None


@dataclass(frozen=True, slots=True)
class DraftTrace:
    """All that is known of how a draft came to be; of one from before, `draft` is None."""

    draft: Trace | None
    steps: tuple[Trace, ...]  # oldest first
    passages: tuple[Passage, ...]  # found on the way and still in the knowledge


# --- assistance, checks and drafts -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One line of a summary and the ids of the messages it rests on."""

    text: str
    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """Something code could read in the ticket: an order number, a date, an amount."""

    kind: str  # "order", "amount", "date", "product", "version", "error code"
    text: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The structured summary of a ticket; text with names restored when it is shown."""

    wants: SummaryLine
    happened: tuple[SummaryLine, ...]
    open: tuple[SummaryLine, ...]
    next_step: SummaryLine
    mood: str  # "calm", "worried", "annoyed", "angry"
    mood_words: str  # the customer's words that show it; "" when calm
    urgency: str  # "low", "normal", "high"
    facts: tuple[Fact, ...] = ()
    promised: tuple[SummaryLine, ...] = ()  # by whom is in the text
    urgency_words: str = ""  # the words that show it; "" when nothing does
    language: str = ""  # of the customer, ISO 639-1
    note: str = ""  # for people: why it was made without the model; "" where it was not


class EscalationKind(StrEnum):
    """Why a ticket should not wait in the queue like the others."""

    LEGAL = "legal threat"
    SAFETY = "safety"
    BREACH = "data breach"
    CHARGEBACK = "chargeback"
    VIP = "VIP"
    PRESS = "press"
    SELF_HARM = "self-harm"
    REPEATED = "repeated contact"


@dataclass(frozen=True, slots=True)
class Escalation:
    """One reason to escalate a ticket, and where it stands."""

    kind: EscalationKind
    reason: str  # for people
    message_id: str = ""
    start: int = 0  # in Message.text; start == end: no words show it, data does
    end: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value that is suggested for a field of a ticket, and why."""

    value: str
    reason: str  # for people


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Another ticket: an open one about the same, or one of the same requester."""

    key: TicketKey
    subject: str
    reason: str


@dataclass(frozen=True, slots=True)
class Triage:
    """What is suggested for a new ticket; nothing of it is done before a person approves it."""

    category: Suggestion | None
    urgency: Suggestion
    queue: Suggestion | None
    tags: tuple[Suggestion, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    others: tuple[Duplicate, ...] = ()  # what else this requester wrote about, newest first


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of a passage or message that a sentence rests on; copied, so that it stays true."""

    source: str  # "passage:<id>", "message:<id>" or "line:<number>" of a transcript
    title: str
    quote: str
    start: int
    end: int
    scope: Scope = Scope.PUBLIC


class SentenceKind(StrEnum):
    """What a sentence of a draft does; only statements need evidence."""

    GREETING = "greeting"
    STATEMENT = "statement"
    QUESTION = "question"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """One sentence of a draft: draft.text[start:end] in characters."""

    start: int
    end: int
    kind: SentenceKind
    evidence: tuple[Evidence, ...] = ()


class Severity(StrEnum):
    """BLOCK keeps the approval shut; ACCEPT wants a person's word; NOTE only informs."""

    BLOCK = "block"
    ACCEPT = "accept"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check saw in draft.text[start:end], or in the whole draft when both are 0."""

    check: (
        str  # "no source", "unsupported value", "placeholder", "other customer", "instruction", ...
    )
    severity: Severity
    start: int
    end: int
    text: str  # for people: what is wrong
    advice: str  # for people: what to do
    accepted: bool = False  # a person said yes to it
    instead: str = ""  # what may be put in the place of text[start:end]; "" for nothing


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened to a ticket after a draft was begun."""

    field: str  # "message", "reply" (a colleague's, public), "status", "requester", "assignee"
    says: str  # for people
    text: str  # what a sentence may share with it: the words of a message, the value of a field
    holds: bool  # keeps a reply back; False: it only informs


class ReplyKind(StrEnum):
    """What goes out."""

    PUBLIC_REPLY = "public reply"
    INTERNAL_NOTE = "internal note"
    FIELD_CHANGE = "field change"  # without any text
    LINKED_TICKET = "new linked ticket"  # for colleagues; its own subject and text


@dataclass(frozen=True, slots=True)
class Draft:
    """A reply or note being worked on, with names restored; saved at every pause in typing."""

    id: str
    ticket: TicketKey
    kind: ReplyKind
    text: str
    sentences: tuple[DraftSentence, ...]
    findings: tuple[Finding, ...]
    sources: tuple[FoundPassage, ...]  # what was found for it, best first, cited or not
    seen_version: TicketVersion
    created: datetime
    edited: bool = False  # a person changed it
    missing: tuple[str, ...] = ()  # asks of the customer for which no knowledge was found
    note: str = ""  # for people: which steps were stopped, and what stands there instead


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """A file that goes out with a reply or note; the hash says which very bytes."""

    name: str
    sha256: str
    media_type: str
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class FileLimits:
    """What a helpdesk takes along with one reply."""

    count: int  # 0: no files at all
    each: int  # bytes of one file
    together: int  # bytes of all files of a reply


@dataclass(frozen=True, slots=True)
class FieldChange:
    """Another value of one field of a ticket, as both the agent and the helpdesk name them."""

    field: str  # "status", "assignee", "queue", "tag"
    before: str  # "" for nothing: nobody, or a tag that is not there
    after: str

    @property
    def words(self) -> str:
        """For people: "status: open → solved", "tag: + delivery"."""
        if self.field == "tag":
            return f"tag: {'+' if self.after else '-'} {self.after or self.before}"
        return f"{self.field}: {self.before or 'nobody'} → {self.after or 'nobody'}"


class Relation(StrEnum):
    """What a new ticket is to the one that it was made from."""

    REFERS_TO = "refers to this ticket"
    NEEDED_BY = "is what this ticket waits for"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Everything about one thing that would leave the laptop; what the approval shows and binds."""

    connector: str
    account: str  # who it is sent as
    ticket_id: str
    kind: ReplyKind
    visibility: Visibility
    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str
    body: str
    new_status: Status | None
    attachments: tuple[OutgoingFile, ...]
    seen_version: TicketVersion
    draft_id: str
    accepted_findings: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    changes: tuple[FieldChange, ...] = ()  # of a field change
    relation: Relation | None = None  # of a new linked ticket


@dataclass(frozen=True, slots=True)
class ApprovedDraft:
    """An outgoing thing that a person approved. Only drafts.approve() makes one."""

    id: str  # also the idempotency mark in the helpdesk
    outgoing: Outgoing
    digest: str  # sha256 of the canonical form of all else here but the signature
    signature: str  # hex, Ed25519 over the digest with the profile's key
    approver: str
    approved: datetime
    expires: datetime | None = None  # None: from a version without expiry; it is not sent
    policy: str = ""  # version of the team's policy it was approved under; "none" without one


@dataclass(frozen=True, slots=True)
class SecondSignature:
    """A second person's word on an approval that the team's policy wants two for."""

    approved_id: str
    digest: str  # of the approval
    email: str
    key: str  # public, hex
    signed: datetime
    signature: str  # hex, Ed25519 over all else here


@dataclass(frozen=True, slots=True)
class SecondRequest:
    """An approval on its way to a second person, or back from one."""

    approved: ApprovedDraft
    key: str  # public, hex, of the first person
    reasons: tuple[str, ...]  # for people: why two have to sign
    second: SecondSignature | None = None
    files: tuple[bytes, ...] = ()  # of what is attached, for the second person to look at


@dataclass(frozen=True, slots=True)
class Terms:
    """Under what an approval would stand, for people to see before they give it."""

    days: int  # it holds
    undo_seconds: int
    policy: str = ""  # "policy 3 of Nordlicht Outdoor"; "" without one
    second: tuple[str, ...] = ()  # why a second person has to sign
    hours: str = ""  # "Monday to Friday, 08:00 to 18:00 (Europe/Berlin)"
    held: str = ""  # why it would not go out right now
    refused: str = ""  # why it cannot be approved here at all


@dataclass(frozen=True, slots=True)
class PolicyState:
    """The team's policy as the window and the command line show it."""

    title: str = ""  # "policy 3 of Nordlicht Outdoor"; "" without one
    file: str = ""
    signed_by: str = ""  # public key, hex
    digest: str = ""  # sha256 of the file
    sentences: tuple[str, ...] = ()
    fault: str = ""  # why nothing can be approved


class OutboxState(StrEnum):
    """Where an approved draft is on its way out."""

    WAITING = "waiting"  # undo time, or offline
    SENDING = "sending"
    CONFIRMED = "confirmed"  # read back from the helpdesk
    CONFLICT = "conflict"  # the ticket moved on; nothing was sent
    REJECTED = "rejected"  # the helpdesk refused; nothing was sent
    UNKNOWN = "unknown"  # the connection broke; a person or a later look decides
    TAKEN_BACK = "taken back"
    EXPIRED = "expired"  # the approval was too old; nothing was sent


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """An approved draft in the outbox."""

    approved: ApprovedDraft
    state: OutboxState
    not_before: datetime  # end of the time in which it can be taken back
    tries: int = 0
    reason: str = ""  # for people: why it is in this state
    erased: datetime | None = None  # when its text, recipients and ticket were taken away
    second: SecondSignature | None = None  # where the policy wants two


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof from the helpdesk that one item arrived: read back, not assumed."""

    approved_id: str
    message_id: str  # in the helpdesk
    confirmed: datetime
    note: str = ""  # for people: what did not work besides, such as a status that stayed


@dataclass(frozen=True, slots=True)
class AuditContent:
    """What an audit row is about, kept apart from the chain."""

    salt: str  # 64 random hex digits
    subject: str
    payload: str  # JSON text


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One link of the audit chain."""

    number: int
    created: datetime
    actor: str
    event: str  # "seen", "generated", "edited", "approved", "sent", ...
    subject: str  # what it is about, such as "demo/4217"
    payload: str  # JSON text
    previous: str  # sha256 of the row before; 64 zeros for the first
    sha256: str = field(default="")
    content: AuditContent | None = None  # None: it stands in the row itself, or is gone


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One conversation of this program with a host."""

    created: datetime
    host: str
    reason: str
    bytes_out: int
    bytes_in: int
    milliseconds: int

    @property
    def refused(self) -> bool:
        """The host was not contacted: the program or one of its libraries only wanted to."""
        return self.reason.startswith("refused: ")


# --- privacy -----------------------------------------------------------------------------------


class DataKind(StrEnum):
    """What is kept, each with a time of its own."""

    TICKETS = "tickets"  # closed ones, with all that was prepared from them
    DRAFTS = "drafts"  # never sent
    SENT = "sent"  # the texts of what was sent, or will never be
    TRACES = "traces"
    QUESTIONS = "questions"  # asks that found nothing, and what sources were used for
    LEDGER = "ledger"


@dataclass(frozen=True, slots=True)
class Kept:
    """How much of one kind is kept, and for how long."""

    kind: DataKind
    days: int  # 0: until it is deleted by hand
    rows: int
    oldest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said about redaction on this helpdesk: always hide a text, or never."""

    id: int  # 0: not saved yet
    text: str
    hide: bool  # False: it is no personal data, whoever finds it
    type: str = "PERSON"  # what it is hidden as
    created: datetime | None = None


@dataclass(frozen=True, slots=True)
class PersonKept:
    """Somebody who is in the store, as one who asks for deletion is found."""

    name: str
    emails: tuple[str, ...]
    tickets: tuple[TicketKey, ...]  # of which this person is the requester
    mentions: tuple[TicketKey, ...] = ()  # tickets of others that name them


@dataclass(frozen=True, slots=True)
class Deletion:
    """What was deleted: counts by the name of what they count, and what had to stay, with why."""

    counts: tuple[tuple[str, int], ...]
    stayed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way in which data could leave, tried for real."""

    name: str  # for people: "a TCP connection out of the engine process"
    refused: bool
    said: str  # what the system answered


@dataclass(frozen=True, slots=True)
class PrivacyState:
    """What the privacy page shows."""

    kept: tuple[Kept, ...]
    corrections: tuple[Correction, ...]
    hosts: tuple[str, ...]  # the only ones that may be contacted
    ledger: tuple[LedgerRow, ...]  # newest first
    wall: str  # what keeps the engine process from the network: "seccomp", "sandbox", "python"
    locked_by: str  # "keyring", "passphrase" or "keyring and passphrase"


# --- transcripts -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """One line of a call or chat."""

    number: int  # from 1
    speaker: str  # "" where the file names none
    text: str
    at: float | None = None  # seconds from the start


@dataclass(frozen=True, slots=True)
class ActionItem:
    """What somebody said they will do, or was asked to do."""

    who: str  # as the transcript names them; "" where that cannot be told
    what: str  # begins with a verb
    until: str  # the words of the line; "" where none name a time
    line: int  # number of the line it rests on
    by_agent: bool = False
    by_rules: bool = False  # taken from the line's own words, not worded by the model


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a transcript leaves to be done and said; names restored."""

    lines: tuple[TranscriptLine, ...]
    items: tuple[ActionItem, ...]
    email: str
    email_sentences: tuple[DraftSentence, ...]
    memo: str  # the internal note
    memo_sentences: tuple[DraftSentence, ...]
    left_out: tuple[str, ...] = ()  # for people: what the model made up, and why it was taken off
    language: str = "en"  # ISO 639-1
    note: str = ""  # for people: which steps were stopped


# --- what the screen asks for ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line of the queue."""

    key: TicketKey
    subject: str
    requester: str
    preview: str  # the last customer's words, one line
    updated: datetime
    status: Status
    assignee: str
    urgency: str = ""
    mood: str = ""
    draft_ready: bool = False
    changed: bool = False  # since the agent last looked
    language: str = ""


@dataclass(frozen=True, slots=True)
class Outdated:
    """A sentence of the waiting draft that what came after it made wrong."""

    sentence: str
    reason: str  # for people
    message_id: str = ""  # of the message that made it wrong; "" for a changed field


@dataclass(frozen=True, slots=True)
class SinceLastLook:
    """What is new on a ticket since the agent last had it open; from data, never from the model."""

    looked: datetime | None  # None: never
    new_messages: tuple[str, ...] = ()  # message ids
    changed_fields: tuple[tuple[str, str, str], ...] = ()  # (field, before, after)
    promised: tuple[SummaryLine, ...] = ()  # in the new messages
    broken: tuple[SummaryLine, ...] = ()  # promises whose day has passed in silence
    outdated: tuple[Outdated, ...] = ()


class QueueView(StrEnum):
    """The tabs of the queue."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    WAITING = "waiting"  # for the customer: status pending
    ALL = "all"  # every ticket that is not solved


@dataclass(frozen=True, slots=True)
class OpenedTicket:
    """Everything the window shows of one ticket; what is not prepared yet is None."""

    ticket: Ticket
    spans: dict[str, tuple[PersonalSpan, ...]]  # by message id; places in Message.text
    since: SinceLastLook
    summary: Summary | None
    draft: Draft | None
    language: str


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one sync brought."""

    online: bool
    changed: tuple[TicketKey, ...]
    gone: tuple[TicketKey, ...]
    reason: str = ""  # for people, when not online


class EngineState(StrEnum):
    """What the engine process is doing."""

    STARTING = "starting"
    READY = "ready"
    BUSY = "busy"
    NO_MODEL_FILE = "no model file"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """For the status line."""

    state: EngineState
    model_title: str = ""
    tokens_per_second: float = 0.0  # of the last answer
    waiting: int = 0  # jobs
    reason: str = ""
    wall: str = ""  # what keeps it from the network: "seccomp", "sandbox", "python"; "" not known


@dataclass(frozen=True, slots=True)
class Account:
    """Who works here, and where."""

    title: str  # "Nordlicht Outdoor"
    connector: str
    host: str  # "" for the demo desk
    agent: Person


@dataclass(frozen=True, slots=True)
class Component:
    """A part of the program that others made."""

    name: str
    version: str  # "" where there is none
    licence: str  # SPDX
    notice: str  # copyright and text of the licence


@dataclass(frozen=True, slots=True)
class About:
    """What the program is, here."""

    version: str
    facts: tuple[tuple[str, str], ...]  # what, and how it is
    components: tuple[Component, ...]
