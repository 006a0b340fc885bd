"""Approvals without a reply: a field of a ticket, or a new ticket that is linked to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from copilot.drafts import making
from copilot.drafts.making import Check
from copilot.drafts.outgoing import field_change, linked_ticket
from copilot.errors import BadInput
from copilot.records import (
    Account,
    Draft,
    FieldChange,
    Outgoing,
    Relation,
    ReplyKind,
    Severity,
    Status,
    Ticket,
)
from copilot.road.drafting import new_id

STATUSES = (Status.OPEN, Status.PENDING, Status.SOLVED)


@dataclass(frozen=True, slots=True)
class Changing:
    """What can be changed in the helpdesk, and what approving a change would do there."""

    account: Account
    fields: tuple[str, ...]  # of the connector
    links: bool
    check: Callable[[Ticket], Check]  # of a text for colleagues

    def offered(self, ticket: Ticket) -> tuple[FieldChange, ...]:
        """Status and assignee that a ticket could have instead."""
        me = self.account.agent.name
        found = [FieldChange("status", ticket.status.value, one.value) for one in STATUSES]
        found += [FieldChange("assignee", ticket.assignee, who) for who in (me, "")]
        return tuple(one for one in found if self._makes_sense(one))

    def change(self, ticket: Ticket, changes: Sequence[FieldChange]) -> tuple[Draft, Outgoing]:
        """What is to be approved to change these fields and nothing else. Raises BadInput.

        `ticket` as the person sees it.
        """
        for one in changes:
            if one.field not in self.fields:
                raise BadInput(
                    f"This program cannot change the {one.field} in your helpdesk. Do it there, in "
                    "the browser."
                )
        draft = _empty(ticket, ReplyKind.FIELD_CHANGE)
        return draft, field_change(draft, ticket, account=self.account, changes=tuple(changes))

    def link(
        self,
        ticket: Ticket,
        *,
        subject: str,
        text: str,
        relation: Relation = Relation.REFERS_TO,
        accepted: bool = False,
    ) -> tuple[Draft, Outgoing]:
        """What is to be approved to make a linked ticket; the draft says what the checks found.

        `accepted`: the person answers for what can be accepted. Raises BadInput.
        """
        if not self.links:
            raise BadInput(
                "This program cannot make tickets in your helpdesk. Make it there, in the browser."
            )
        if not subject.strip() or not text.strip():
            raise BadInput("A new ticket needs a subject and a text.")
        empty = _empty(ticket, ReplyKind.LINKED_TICKET)
        draft = making.edit(empty, text, self.check(ticket))
        if accepted:
            findings = (
                replace(one, accepted=one.severity is Severity.ACCEPT) for one in draft.findings
            )
            draft = replace(draft, findings=tuple(findings))
        out = linked_ticket(draft, ticket, account=self.account, subject=subject, relation=relation)
        return draft, out

    def _makes_sense(self, change: FieldChange) -> bool:
        return change.field in self.fields and change.before != change.after


def _empty(ticket: Ticket, kind: ReplyKind) -> Draft:
    """Never saved: what is approved is in the outbox, and a change has no text to keep."""
    return making.blank(ticket, kind, check=_unchecked, now=datetime.now(UTC), new_id=new_id)


def _unchecked(text: str, sentences: object) -> tuple[()]:
    return ()
