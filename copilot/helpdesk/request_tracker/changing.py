"""Changes fields of a ticket of Request Tracker, and nothing else: condition, put, read back."""

from __future__ import annotations

from typing import Any

from copilot.errors import HelpdeskError, TicketMovedOn
from copilot.helpdesk.request_tracker.rest import Rest
from copilot.helpdesk.request_tracker.shapes import RAW_STATUSES, User
from copilot.helpdesk.request_tracker.tickets import NOBODY, TAG_FIELD, Look, Tickets
from copilot.helpdesk.sendable import changes_note
from copilot.helpdesk.versions import not_changed, require_unchanged, require_unmoved
from copilot.records import ApprovedDraft, FieldChange, Person, Status

FIELDS = ("status", "assignee", "queue", "tag")
TRIES = 3
# What somebody wrote, and Request Tracker's own mail: they change no field.
_OTHERS = ("Create", "Correspond", "Comment", "EmailRecord", "CommentEmailRecord")


def change(rest: Rest, tickets: Tickets, approved: ApprovedDraft, me: User) -> tuple[str, str]:
    """The transaction that did it, and what people should know. Raises as a Writer's send().

    A PUT takes a condition, so that nothing is changed on a ticket that moved on.
    """
    out = approved.outgoing
    person = tickets.person(me.Name)
    for _ in range(TRIES):
        look = tickets.look(out.ticket_id, reason="Checking before changing")
        if there := found(approved, look, me):
            return there
        require_unmoved(out.seen_version, look.ticket, person)
        require_unchanged(out.changes, look.ticket)
        body = _body(out.changes, look, me, person)
        mark = look.ticket.version.mark
        answer = rest.put(f"ticket/{out.ticket_id}", body, reason="Changing fields", if_match=mark)
        if answer.status != 412:
            break
    else:
        raise TicketMovedOn(
            "Somebody is working on this ticket right now. Nothing was changed; try again in a "
            "moment."
        )
    look = tickets.look(out.ticket_id, reason="Reading back what was changed")
    if there := found(approved, look, me):
        return there
    raise HelpdeskError(
        f"Request Tracker did not take the change ({answer.status}); you may lack the right, or "
        "the queue may not know the value. Nothing was changed."
    )


def found(approved: ApprovedDraft, look: Look, me: User) -> tuple[str, str] | None:
    """The newest transaction of ours that changed something since the agent looked, and a note.

    There is no mark on a change: it is known by who made it, when, and that it is there. Making it
    again would change nothing.
    """
    out = approved.outgoing
    missing = not_changed(out.changes, look.ticket)
    seen = out.seen_version.mark
    mine = [
        entry.id
        for entry in look.history
        if str(entry.Creator.id) == me.Name
        and entry.Type not in _OTHERS
        and (not seen.isdigit() or entry.id > int(seen))
    ]
    if not mine or len(missing) == len(out.changes):
        return None
    return str(max(mine)), changes_note(missing)


def _body(changes: tuple[FieldChange, ...], look: Look, me: User, person: Person) -> dict[str, Any]:
    body: dict[str, Any] = {}
    tags = list(look.ticket.tags)
    for each in changes:
        match each.field:
            case "status":
                body["Status"] = RAW_STATUSES[Status(each.after)]
            case "assignee":
                body["Owner"] = _login(each.after, me, person)
            case "queue":
                body["Queue"] = each.after
            case _:
                tags = [tag for tag in tags if tag != each.before] + [each.after] * bool(each.after)
                body["CustomFields"] = {TAG_FIELD: tags}
    return body


def _login(name: str, me: User, person: Person) -> str:
    if name and name != person.name:
        raise HelpdeskError(
            "A ticket can be assigned to you or to nobody from here. Nothing was changed."
        )
    return me.Name if name else NOBODY
