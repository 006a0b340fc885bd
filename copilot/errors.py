"""The error tree: what is for people to read, and what is our own mistake."""

from __future__ import annotations


class CopilotError(Exception):
    """Root of everything this program raises on purpose."""


class UserFacing(CopilotError):
    """A problem a person can act on; str(error) says what happened and what to do."""


class Bug(CopilotError):
    """A broken promise inside the program; never caused by input."""


class Cancelled(CopilotError):
    """The person stopped the work; nothing is wrong."""


class StoreError(UserFacing):
    """The encrypted store could not be opened or used; the file is as it was."""


class WrongKey(StoreError):
    """The key in the keyring, or the passphrase, does not open this store."""


class DamagedStore(StoreError):
    """The file is no store, or was damaged."""


class NewerStore(StoreError):
    """The file was written by a newer version of the program."""


class KeyringMissing(StoreError):
    """No usable OS keyring; a passphrase is needed."""


class PassphraseNeeded(KeyringMissing):
    """The keyring holds the key of the store, and a passphrase of the person is around it."""


class EngineFailed(UserFacing):
    """A job in the engine process failed or the process died; the job can be asked for again."""


class ModelFileError(UserFacing):
    """A model file is missing, cut short, damaged, not a GGUF, or too big for this machine."""


class Unreadable(UserFacing):
    """A source document cannot be read; the text is the reason that is listed beside it."""


class HelpdeskError(UserFacing):
    """The helpdesk refused, or gave an answer that makes no sense."""

    def __init__(self, text: str = "", *, retry_after: float = 0.0) -> None:
        """`retry_after`: seconds for which the helpdesk asked to be left alone; 0: it did not."""
        super().__init__(text)
        self.retry_after = retry_after


class HelpdeskUnreachable(HelpdeskError):
    """No answer from the helpdesk, and nothing was sent; safe to repeat a read."""


class SignInRefused(HelpdeskError):
    """The helpdesk does not accept the token."""


class TicketGone(HelpdeskError):
    """The ticket was deleted, merged away, or may no longer be seen."""


class TicketMovedOn(HelpdeskError):
    """The ticket changed after the agent saw it; nothing was sent."""


class DeliveryUnknown(HelpdeskError):
    """The connection broke after the text went out: it may or may not have arrived."""


class HostRefused(UserFacing):
    """The host is not on the list of those that may be contacted; nothing was sent to it."""


class NotApproved(UserFacing):
    """What was about to be sent is not byte for byte what a person approved."""


class ApprovalExpired(NotApproved):
    """The approval is too old to be sent on; it must be given anew."""


class PolicyBroken(NotApproved):
    """The team's policy cannot be read or is not rightly signed: nothing is approved or sent."""


class PolicyChanged(NotApproved):
    """The team's policy is another one than when this was approved; it must be approved anew."""


class SecondNeeded(NotApproved):
    """The team's policy asks for a second person's signature; `reasons` says why."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        self.reasons = reasons
        super().__init__(
            f"Your team's policy asks for a second person: {' '.join(reasons)} Nothing was sent; "
            "save a request, have it signed by a colleague, and take the answer in."
        )


class BadInput(UserFacing):
    """A file, setting or argument that a person gave cannot be used; says which and why."""


class SetByOrganisation(BadInput):
    """A setting that the organisation's policy file sets; a person cannot change it."""


class BrokenPolicy(UserFacing):
    """The organisation's policy file cannot be used, so the program does not start."""


class UpdateRefused(UserFacing):
    """What is in the place of updates is missing, not signed as it should be, or other bytes."""


class TooLate(UserFacing):
    """What was asked of an outbox item is no longer possible; says where the item is now."""


class OutOfTime(UserFacing):
    """A run of the model took longer than its step may and was stopped."""


class PromptTooLong(UserFacing):
    """Prompt and answer do not fit into the model's context; ask again with less text."""
