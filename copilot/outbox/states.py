"""What each end of a delivery makes of an outbox item, and in what words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from copilot.errors import (
    ApprovalExpired,
    DeliveryUnknown,
    HelpdeskError,
    HelpdeskUnreachable,
    NotApproved,
    PolicyBroken,
    SignInRefused,
    TicketGone,
    TicketMovedOn,
)
from copilot.outbox.erasing import told_of_erased
from copilot.outbox.waits import LONGEST
from copilot.records import OutboxItem, OutboxState, Receipt, SecondSignature

BROKE_OFF = (
    "The program or the connection stopped while this was being sent. It will be looked for in the "
    "helpdesk before anything else happens."
)
NOT_FOUND_YET = (
    "The helpdesk does not show it yet; it may still be storing it. It will be looked for again "
    "before you are asked."
)
NOT_FOUND = (
    "The helpdesk does not show it: it was most likely not delivered. Look at the ticket, then "
    "send it again or leave it."
)
LEFT = "It was not found in the helpdesk, and you decided not to send it again."
AGAIN = "You decided to send it again."
TAKEN_BACK = "You took it back before it was sent."
NO_PAUSE = timedelta()
PATIENCE = timedelta(minutes=1)  # twice as long as a connector waits for an answer
OPEN_STATES = (OutboxState.WAITING, OutboxState.SENDING, OutboxState.UNKNOWN)
# Nothing went out, and the text is the agent's again.
HANDED_BACK = (
    OutboxState.CONFLICT,
    OutboxState.REJECTED,
    OutboxState.TAKEN_BACK,
    OutboxState.EXPIRED,
)


def needs_decision(item: OutboxItem) -> bool:
    """Whether only a person can say what becomes of it."""
    return item.state is OutboxState.UNKNOWN and item.reason == NOT_FOUND


def is_open(item: OutboxItem) -> bool:
    """Whether it may still reach the helpdesk."""
    return item.state in OPEN_STATES


def pause(tries: int) -> timedelta:
    """How long to wait after that many tries: 5 s, doubled each time, at most 10 minutes."""
    return timedelta(seconds=min(5 * 2 ** min(max(tries - 1, 0), 10), 600))


def asked_pause(error: HelpdeskError | NotApproved) -> timedelta:
    """How long the helpdesk asked to be left alone, at most the longest wait."""
    seconds = error.retry_after if isinstance(error, HelpdeskError) else 0.0
    return min(timedelta(seconds=max(seconds, 0.0)), LONGEST)


def after_error(item: OutboxItem, error: HelpdeskError | NotApproved, now: datetime) -> OutboxItem:
    """The item after its writer raised `error`."""
    match error:
        case DeliveryUnknown():
            return unknown(item, str(error), now + asked_pause(error))
        case HelpdeskUnreachable() | SignInRefused():
            return later(item, str(error), now, at_least=asked_pause(error))
        case PolicyBroken():
            return later(item, str(error), now)
        case ApprovalExpired():
            return replace(item, state=OutboxState.EXPIRED, reason=str(error))
        case TicketMovedOn() | TicketGone():
            return replace(item, state=OutboxState.CONFLICT, reason=str(error))
        case _:
            return replace(item, state=OutboxState.REJECTED, reason=str(error))


def told(item: OutboxItem) -> dict[str, str | int]:
    """What a row of the audit chain says of an item: all of it, and no text.

    The reason may name people. It is sealed with the signature in front, which is not in the chain,
    so that nobody who has the chain alone can try out names.
    """
    reason = f"{item.approved.signature}\n{item.reason}"
    return {
        "approval": item.approved.id,
        "digest": item.approved.digest,
        "state": item.state.value,
        "not_before": item.not_before.astimezone(UTC).isoformat(timespec="microseconds"),
        "tries": item.tries,
        "reason": sha256(reason.encode()).hexdigest(),
        **told_of_second(item.second),
        **told_of_erased(item),
    }


def told_of_second(second: SecondSignature | None) -> dict[str, str]:
    """A hash over all of a second signature; nothing where there is none."""
    if second is None:
        return {}
    moment = second.signed.astimezone(UTC).isoformat(timespec="microseconds")
    parts = (second.approved_id, second.digest, second.email, second.key, moment, second.signature)
    return {"second": sha256("\n".join(map(repr, parts)).encode()).hexdigest()}


def proved(receipt: Receipt | None) -> dict[str, str]:
    """What a row of the audit chain says of the receipt of a confirmed item."""
    if receipt is None:
        return {"message": "", "proved": ""}
    moment = receipt.confirmed.astimezone(UTC).isoformat(timespec="microseconds")
    return {"message": receipt.message_id, "proved": moment}


def later(
    item: OutboxItem, reason: str, now: datetime, *, at_least: timedelta = NO_PAUSE
) -> OutboxItem:
    """Waiting again, after a pause that grows."""
    again = now + max(pause(item.tries), at_least)
    return replace(item, state=OutboxState.WAITING, not_before=again, reason=reason)


def not_seen(item: OutboxItem, error: HelpdeskError, now: datetime) -> OutboxItem:
    """It could not be looked for; what was once surely not found stays the person's to decide."""
    reason = item.reason if needs_decision(item) else str(error)
    return unknown(item, reason, now + max(pause(item.tries), asked_pause(error)))


def not_found(item: OutboxItem, now: datetime) -> OutboxItem:
    """Looked for in vain: once more after a while, then a person is asked.

    A helpdesk may store what it took only after the connection broke.
    """
    again = item.reason in (NOT_FOUND_YET, NOT_FOUND)
    wait = pause(item.tries) if again else max(pause(item.tries), PATIENCE)
    return unknown(item, NOT_FOUND if again else NOT_FOUND_YET, now + wait)


def unknown(item: OutboxItem, reason: str, not_before: datetime) -> OutboxItem:
    return replace(item, state=OutboxState.UNKNOWN, not_before=not_before, reason=reason)
