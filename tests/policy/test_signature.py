"""A policy file and its signature: every changed byte of either is found."""

import pytest

from copilot.drafts.signing import is_signed
from copilot.errors import BadInput
from copilot.policy.signature import beside, read_signed, signature_text, signed_by
from tests.policy import policies as shop

DATA = shop.text().encode()
TEXT = signature_text(DATA, shop.LEAD_SIGN, shop.LEAD_PUBLIC)


def test_it_names_the_key_that_signed():
    assert signed_by(DATA, TEXT, is_signed) == shop.LEAD_PUBLIC.hex()


def test_every_changed_byte_of_the_policy_is_found():
    for place in range(len(DATA)):
        changed = bytearray(DATA)
        changed[place] ^= 1
        with pytest.raises(BadInput):
            signed_by(bytes(changed), TEXT, is_signed)


def test_every_changed_byte_of_the_signature_is_found():
    for place, letter in enumerate(TEXT):
        other = "0" if letter != "0" else "1"
        with pytest.raises(BadInput):
            signed_by(DATA, TEXT[:place] + other + TEXT[place + 1 :], is_signed)
    for other in ("", TEXT.upper(), TEXT + "\n", TEXT.strip()):
        with pytest.raises(BadInput, match="damaged"):
            signed_by(DATA, other, is_signed)


def test_files_that_are_missing_are_named(tmp_path):
    path = tmp_path / "team.toml"
    with pytest.raises(BadInput, match=r"team\.toml cannot be read"):
        read_signed(path, is_signed)
    path.write_bytes(DATA)
    with pytest.raises(BadInput, match=r"is not signed"):
        read_signed(path, is_signed)
    beside(path).write_text(TEXT)
    assert read_signed(path, is_signed) == (DATA, shop.LEAD_PUBLIC.hex())
