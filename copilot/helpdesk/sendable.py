"""What no connector sends, whatever the helpdesk would do with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

from copilot.errors import HelpdeskError
from copilot.records import (
    ApprovedDraft,
    Attachment,
    FieldChange,
    FileLimits,
    Message,
    OutgoingFile,
    Person,
    ReplyKind,
    Status,
    Visibility,
)

NO_FILES = FileLimits(0, 0, 0)


def require_sendable(
    approved: ApprovedDraft,
    files: Sequence[bytes],
    *,
    connector: str,
    limits: FileLimits,
    fields: Sequence[str] = (),
    links: bool = False,
) -> None:
    """Raise HelpdeskError for what must not or cannot go out through this connector.

    `files` are the bytes of what is attached; `fields` those that it changes; `links`: whether it
    makes linked tickets.
    """
    out = approved.outgoing
    if out.connector != connector:
        raise HelpdeskError(
            f"This was approved for the helpdesk “{out.connector}”, and “{connector}” is set up. "
            "Nothing was sent."
        )
    if out.kind is ReplyKind.FIELD_CHANGE:
        _require_fields(out.changes, fields)
    elif not out.body.strip():
        raise HelpdeskError("The text is empty. Nothing was sent.")
    if [len(data) for data in files] != [file.size for file in out.attachments]:
        raise HelpdeskError("The files are not those that were approved. Nothing was sent.")
    if len(files) > limits.count or sum(map(len, files)) > limits.together:
        raise HelpdeskError(
            "The helpdesk does not take so many files. Nothing was sent; take files off and "
            "approve again."
        )
    if any(len(data) > limits.each for data in files):
        raise HelpdeskError(
            "The helpdesk does not take so large a file. Nothing was sent; take it off and "
            "approve again."
        )
    if out.kind is ReplyKind.LINKED_TICKET and not links:
        raise HelpdeskError("No linked ticket can be made there. Nothing was sent.")
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


def _require_fields(changes: Sequence[FieldChange], fields: Sequence[str]) -> None:
    for change in changes:
        if change.field not in fields:
            raise HelpdeskError(
                f"The {change.field} cannot be changed from here. Nothing was changed; do it in "
                "the helpdesk."
            )
        if change.field == "status" and change.after == Status.DELETED:
            raise HelpdeskError("Tickets cannot be set to deleted here. Nothing was changed.")


def changes_note(missing: Sequence[FieldChange]) -> str:
    """What people should know of changes that the helpdesk does not show; "" for none."""
    if not missing:
        return ""
    names = ", ".join(f"{each.field} {each.after or 'nobody'}" for each in missing)
    return f"Not all of it was taken: the helpdesk does not show {names}. Set it there."


def files_note(
    approved: ApprovedDraft, message: Message, read: Callable[[Attachment], bytes]
) -> str:
    """What people should know of files that the helpdesk does not show as approved; else "".

    `read` gives the bytes that it keeps of one.
    """
    left = list(message.attachments)
    missing = []
    for file in approved.outgoing.attachments:
        there = next((each for each in left if _is_kept(file, each, read)), None)
        if there is None:
            missing.append(f"“{file.name}”")
        else:
            left.remove(there)
    if not missing:
        return ""
    return (
        f"The {approved.outgoing.kind.value} arrived, but the helpdesk does not show "
        f"{', '.join(missing)} as it was approved: look at the ticket, and send the file again."
    )


def same_files(approved: ApprovedDraft, message: Message) -> bool:
    """Whether a message has files of these names and sizes, and no others."""
    there = sorted((file.name, file.size) for file in message.attachments)
    return there == sorted((file.name, file.size) for file in approved.outgoing.attachments)


def _is_kept(file: OutgoingFile, there: Attachment, read: Callable[[Attachment], bytes]) -> bool:
    same = (there.name, there.size) == (file.name, file.size)
    return same and sha256(read(there)).hexdigest() == file.sha256


def same_text(sent: str, stored: str) -> bool:
    """Whether the helpdesk kept the text; a line end may have become another kind of line end."""
    return sent.replace("\r\n", "\n") == stored.replace("\r\n", "\n")
