"""What no connector sends, whatever the helpdesk would do with it."""

from __future__ import annotations

from copilot.errors import HelpdeskError
from copilot.records import ApprovedDraft, Person, ReplyKind, Visibility


def require_sendable(approved: ApprovedDraft, *, connector: str) -> None:
    """Raise HelpdeskError for what must not or cannot go out through this connector."""
    out = approved.outgoing
    if out.connector != connector:
        raise HelpdeskError(
            f"This was approved for the helpdesk “{out.connector}”, and “{connector}” is set up. "
            "Nothing was sent."
        )
    if not out.body.strip():
        raise HelpdeskError("The text is empty. Nothing was sent.")
    if out.attachments:
        raise HelpdeskError(
            "This connector cannot send attachments yet. Nothing was sent; take the files off and "
            "approve again."
        )
    public = out.kind is ReplyKind.PUBLIC_REPLY
    if public is not (out.visibility is Visibility.PUBLIC):
        raise HelpdeskError("A reply must be public and a note internal. Nothing was sent.")


def require_account(approved: ApprovedDraft, me: Person, *, login: str = "") -> None:
    """Raise HelpdeskError when it was approved to go out as somebody else."""
    account = approved.outgoing.account
    mine = {name.casefold() for name in (me.name, me.email, f"{me.name} <{me.email}>", login)}
    if account and account.casefold() not in mine:
        raise HelpdeskError(
            f"This was approved to be sent as {account}, but the helpdesk knows us as {me.name}. "
            "Nothing was sent; approve it again."
        )


def same_text(sent: str, stored: str) -> bool:
    """Whether the helpdesk kept the text; a line end may have become another kind of line end."""
    return sent.replace("\r\n", "\n") == stored.replace("\r\n", "\n")
