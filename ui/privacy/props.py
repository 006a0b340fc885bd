"""What the privacy page says, as pure functions of its records."""

from __future__ import annotations

from datetime import datetime

from copilot.records import (
    Correction,
    DataKind,
    Deletion,
    Kept,
    LedgerRow,
    PersonKept,
    PrivacyState,
    TicketKey,
    type_name,
)
from ui.shared.ages import day, moment
from ui.shared.amounts import size_text
from ui.shared.masking import BLOT
from ui.shared.rows import Row

NUMBERS = 12  # ticket numbers that a sentence names

KINDS = {
    DataKind.TICKETS: ("Closed tickets", "with all that was prepared from them"),
    DataKind.DRAFTS: ("Drafts", "that were never sent"),
    DataKind.SENT: ("Texts that were sent", "the record that they were sent stays, without text"),
    DataKind.TRACES: ("Traces", "of the model’s work, with placeholders for names"),
    DataKind.QUESTIONS: (
        "Questions and feedback",
        "asks that found nothing, sources that were used",
    ),
    DataKind.LEDGER: ("Ledger", "of the hosts that were contacted"),
}
WALLS = {
    "seccomp": "shut off by the system: Linux refuses it every connection (seccomp)",
    "sandbox": "shut off by the system: the macOS sandbox refuses it every connection",
    "python": "guarded inside Python; this system offers the program no wall of its own",
}
KEYS = {
    "keyring": "key in the keyring of your system",
    "passphrase": "key behind your passphrase",
    "keyring and passphrase": "key in the keyring of your system, behind your passphrase",
}
NO_PEOPLE = (
    "Type the name or the e-mail address of somebody who asks what is kept of them, or who wants "
    "to be deleted."
)
NO_CORRECTIONS = (
    "Nothing was corrected yet.\n\nRight click on a word of a message to hide what was missed, or "
    "on underlined words that are no personal data. Each correction is listed here, holds for "
    "every ticket of this helpdesk, and can be removed."
)
HELPDESK = (
    "What your helpdesk keeps is not touched. Delete the person there as well: what is still there "
    "is fetched again when it changes."
)


def head_line(state: PrivacyState) -> str:
    """How many hosts, rules and rows there are."""
    hosts, rules = len(state.hosts), len(state.corrections)
    words = (
        f"{hosts} host{'s' if hosts != 1 else ''} may be contacted",
        f"{rules} correction{'s' if rules != 1 else ''}",
        KEYS.get(state.locked_by, f"locked by {state.locked_by}"),
    )
    return " · ".join(words)


# --- ledger


def host_words(hosts: tuple[str, ...]) -> str:
    """Which hosts the program may talk to."""
    return ", ".join(hosts) if hosts else "none: no helpdesk outside of this laptop is connected"


def wall_words(wall: str) -> str:
    """What keeps the engine process from the network."""
    return WALLS.get(wall, f"shut off: {wall}" if wall else "not started yet")


def ledger_cells(one: LedgerRow, now: datetime) -> tuple[str, ...]:
    """One conversation with a host in words."""
    return (
        moment(one.created, now),
        one.host,
        one.reason,
        size_text(one.bytes_out),
        size_text(one.bytes_in),
        f"{one.milliseconds:,} ms",
    )


def ledger_sum(rows: tuple[LedgerRow, ...]) -> str:
    """All of them in one sentence."""
    if not rows:
        return ""
    sent, got = sum(one.bytes_out for one in rows), sum(one.bytes_in for one in rows)
    refused = sum(one.refused for one in rows)
    talks = len(rows) - refused
    count = "1 conversation" if talks == 1 else f"{talks:,} conversations"
    tries = f" · {refused:,} refused" if refused else ""
    return f"{count} · {size_text(sent)} out · {size_text(got)} in{tries}"


# --- kept


def kept_words(kept: Kept, now: datetime) -> str:
    """ "1,204 · oldest 16 Nov 2025"."""
    if not kept.rows:
        return "none"
    oldest = f" · oldest {day(kept.oldest.astimezone(now.tzinfo), now)}" if kept.oldest else ""
    return f"{kept.rows:,}{oldest}"


def counts_words(deletion: Deletion) -> str:
    """ "tickets 3, drafts 1, traces 12", or that it was nothing."""
    return ", ".join(f"{name} {count:,}" for name, count in deletion.counts if count) or "nothing"


def cleared_words(deletion: Deletion | None, when: datetime | None, now: datetime) -> str:
    """The quiet line below the times."""
    if when is None:
        return "Not cleared out yet since the program was opened."
    if deletion is None:
        return f"The clearing out of {moment(when, now)} failed. It is tried again tomorrow."
    return f"Last cleared out {moment(when, now)}. Deleted: {counts_words(deletion)}."


# --- people


def numbers(keys: tuple[TicketKey, ...]) -> str:
    """ "#4217, #4231 and 3 more"."""
    named = ", ".join(f"#{key.id}" for key in keys[:NUMBERS])
    more = len(keys) - NUMBERS
    return f"{named} and {more:,} more" if more > 0 else named


def _tickets(count: int) -> str:
    return "1 ticket" if count == 1 else f"{count:,} tickets"


def person_row(person: PersonKept, *, hidden: bool) -> Row:
    """Somebody who was found."""
    key = (person.name, person.emails)
    named = f" · named in {_tickets(len(person.mentions))} of others" if person.mentions else ""
    words = f"{_tickets(len(person.tickets))}{named}"
    name = person.name or ", ".join(person.emails)
    emails = ", ".join(person.emails) if person.name else ""
    if hidden:
        name, emails = BLOT, BLOT if emails else ""
    return Row(key, name, emails, words, person)


def what_goes(person: PersonKept) -> tuple[str, ...]:
    """What the deletion takes away, a paragraph each."""
    own = (
        f"{_tickets(len(person.tickets)).capitalize()} of theirs: {numbers(person.tickets)}. "
        "Messages, drafts, summaries, the texts that were sent, what the search knows of them, "
        "traces, and the lists that turn placeholders into names. What waits for them in the "
        "outbox is taken back first."
        if person.tickets
        else "Name and addresses wherever they are kept; no ticket is theirs."
    )
    named = (
        f"The name and addresses in {_tickets(len(person.mentions))} of others: "
        f"{numbers(person.mentions)}."
    )
    return (own, named) if person.mentions else (own,)


def what_stays(person: PersonKept) -> tuple[str, ...]:
    """What the deletion leaves, a paragraph each."""
    kept = (
        "The audit chain stays whole: that something was approved and when, without what it said."
    )
    others = "The tickets of others stay, without the name." if person.mentions else ""
    return tuple(filter(None, (kept, others, HELPDESK)))


def report_text(person: PersonKept, deletion: Deletion, now: datetime, desk: str) -> str:
    """The report of a deletion, to be handed on."""
    emails = f" <{', '.join(person.emails)}>" if person.emails else ""
    deleted = [f"  {name}: {count:,}" for name, count in deletion.counts] or ["  nothing"]
    stayed = [f"  {one}" for one in deletion.stayed] or ["  nothing"]
    head = f"Deletion of {person.name}{emails}"
    place = f"{now.day} {now:%B %Y, %H:%M}, Support Copilot{f' of {desk}' if desk else ''}"
    return "\n".join((head, place, "", "Deleted:", *deleted, "", "Not deleted, and why:", *stayed))


# --- corrections


def correction_row(one: Correction, now: datetime, *, hidden: bool) -> Row:
    """A rule that a person made."""
    text = BLOT if hidden and one.hide else one.text
    chip = ("always hidden", "accent") if one.hide else ("never hidden", "plain")
    return Row(one.id, f"“{text}”", "", correction_words(one, now), one, (chip,))


def correction_words(one: Correction, now: datetime) -> str:
    """What the rule does, and since when."""
    since = f" · since {day(one.created.astimezone(now.tzinfo), now)}" if one.created else ""
    does = f"hidden as {type_name(one.type)}" if one.hide else "no personal data"
    return f"{does}{since}"


# --- lock and key


def passphrase_words(locked_by: str) -> str:
    """What opens the store."""
    match locked_by:
        case "keyring":
            return (
                "The key of the store lies in the keyring of your system: whoever is logged in "
                "as you can open it. With a passphrase it lies there wrapped, and the passphrase "
                "is asked at each start and after each lock."
            )
        case "passphrase":
            return (
                "There is no keyring on this system; the passphrase is the key of the store and "
                "is asked at each start and after each lock."
            )
        case _:
            return (
                "The key of the store lies in the keyring of your system, wrapped by your "
                "passphrase, which is asked at each start and after each lock."
            )
