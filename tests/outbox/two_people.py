"""Approvals under the policy of a small shop, by one person or by two."""

from copilot.drafts.second import sign_second
from copilot.policy.policy import digest
from tests.fakes import desk
from tests.outbox.test_outbox import approved
from tests.policy import policies as shop

LEGAL = "The court decides on your refund."


def version(text=None):
    data = (text or shop.text()).encode()
    return f"{text.split()[2] if text else 3} {digest(data)}"


def alone(name="a1", number="17", **more):
    """By Mia alone, as the policy lets her."""
    return approved(name, number, policy=f"{version()} alone", approver=shop.MIA, **more)


def by_mia(name="a1", number="17", **more):
    """By Mia, who needs a second person for it."""
    more.setdefault("text", LEGAL)
    return approved(name, number, policy=f"{version()} two people", approver=shop.MIA, **more)


def by_lena(made, *, email=shop.LEAD, key=shop.LEAD_PUBLIC, sign=shop.LEAD_SIGN, now=desk.NOW):
    """Her signature under what Mia approved."""
    return sign_second(made, email=email, public_key=key, sign=sign, now=now)


def signed(name="a1", number="17", **more):
    """What both signed."""
    made = by_mia(name, number, **more)
    return made, by_lena(made)
