"""A policy of a small shop, its people with their keys, and files of it."""

from pathlib import Path

from copilot.drafts.signing import signer
from copilot.policy.policy import Policy, parse
from copilot.policy.signature import beside, signature_text
from tests.outbox.test_outbox import PUBLIC, SIGN, DictKeys

LEAD_SIGN, LEAD_PUBLIC = signer(DictKeys())
LEAD = "lena@shop.example"
MIA = "mia@shop.example"

PEOPLE = f"""
[[people]]
name = "Mia Berg"
email = "{MIA}"
key = "{PUBLIC.hex()}"

[[people]]
name = "Lena Moss"
email = "{LEAD}"
key = "{LEAD_PUBLIC.hex()}"
may = ["reply", "note", "second"]
"""
RULES = """
[second_person]
refund_over = 100
words = ["lawyer*", "court"]
attachments = true

[blocked]
words = ["guarantee*", "as soon as possible"]
links = ["bit.ly"]

[checks]
mandatory = ["no source"]
"""
HOURS = """
[delivery]
zone = "Europe/Berlin"
days = ["mon", "tue", "wed", "thu", "fri"]
opens = 08:00:00
closes = 18:00:00
closed = [2026-12-25]
"""


def text(number: int = 3, *parts: str) -> str:
    return "\n".join((f'number = {number}\nteam = "Shop"', *(parts or (PEOPLE, RULES))))


def policy(number: int = 3, *parts: str) -> Policy:
    return parse(text(number, *parts).encode())


def write(path: Path, content: str, sign=LEAD_SIGN, public: bytes = LEAD_PUBLIC) -> Path:
    """A signed policy file."""
    data = content.encode()
    path.write_bytes(data)
    beside(path).write_text(signature_text(data, sign, public))
    return path


__all__ = ["MIA", "PUBLIC", "SIGN"]
