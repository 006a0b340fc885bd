"""Passwords, keys, tokens and codes, and the sentences that only speak of them."""

# ruff: noqa: E501 - a key is not broken
from __future__ import annotations

import pytest

from copilot.redaction.secret_rules import find_secrets

KEY_BLOCK = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7\n-----END RSA PRIVATE KEY-----"


def found(text: str) -> list[str]:
    return [text[f.start : f.end] for f in find_secrets(text)]


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("My password is hunter2.", "hunter2"),
        ("my password is Swordfish!", "Swordfish"),
        ("my password is Sommer2024!, and it fails", "Sommer2024!"),
        ("password for the shop is: Tr0ub4dor&3", "Tr0ub4dor&3"),
        ("I changed the password to Blue.Sky.77, ok?", "Blue.Sky.77"),
        ("pwd: letmein", "letmein"),
        ("Mein Passwort ist Sommer2024", "Sommer2024"),
        ("Kennwort: geheim", "geheim"),
        ("mi contraseña es gato99", "gato99"),
        ("la clave es «luna_roja»", "luna_roja"),
        ("mon mot de passe est chat2024", "chat2024"),
        ("the security code: 493 021", "493 021"),
        ("PIN is 4711", "4711"),
        ("CVV 123 on the back", "123"),
        ("la TAN 884213", "884213"),
        ("código de verificación: 554433", "554433"),
        ("the code is 884213", "884213"),
        ("I typed it, code is 884213. It fails", "884213"),
        ("Your text came.\nCode: 884213", "884213"),
        ("884213 is your verification code", "884213"),
        ("api key: 9f8a7b6c5d4e3f2a1b", "9f8a7b6c5d4e3f2a1b"),
        ("Authorization: Bearer 9f8a7b6c5d4e3f2a1b", "9f8a7b6c5d4e3f2a1b"),
        ("product key: VK7JG-NPHTM-C97JM-9MPGT-3V66T", "VK7JG-NPHTM-C97JM-9MPGT-3V66T"),
        ("use sk-proj-abcdEFGH1234ijklMNOP5678 now", "sk-proj-abcdEFGH1234ijklMNOP5678"),
        ("ghp_0123456789abcdefghij0123456789abcdef", "ghp_0123456789abcdefghij0123456789abcdef"),
        ("id AKIAIOSFODNN7EXAMPLE here", "AKIAIOSFODNN7EXAMPLE"),
        ("xoxb-123456789012-abcdefGHIJ", "xoxb-123456789012-abcdefGHIJ"),
        ("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-DEF_123", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-DEF_123"),
        ("https://x.example/a?token=abcdef99&x=1", "abcdef99"),
        ("https://x.example/reset/8f14e45fceea167a5a36dedd4bea2543", "8f14e45fceea167a5a36dedd4bea2543"),
        ("ftp://bo:s3cret@files.example", "s3cret"),
        (f"key:\n{KEY_BLOCK}\nthanks", KEY_BLOCK),
    ],
)  # fmt: skip
def test_a_secret_is_found(text: str, secret: str) -> None:
    assert secret in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "The password is wrong and the order is late.",
        "my password is not accepted",
        "the password was changed yesterday",
        "Password is required.",
        "password: required",
        "Das Passwort ist falsch.",
        "la contraseña es incorrecta",
        "le mot de passe est expiré",
        "please reset my password for the shop",
        "the error code is E-42",
        "discount code SUMMER applies",
        "article code: 884213 and error code is 1603",
        "Code: 1603, it says: Windows exit code is 1603",
        "the key is under the mat",
        "token expired, secret santa",
        "product key features and benefits",
        "https://x.example/a?page=2&sort=price",
        "https://x.example/articles/reset-your-password-in-three-steps",
        "pin the message and the opinion",
        "skiing and skype-calls-are-fine",
        "an ISO-8601 date and a keyboard",
    ],
)
def test_talking_about_secrets_stays(text: str) -> None:
    assert found(text) == []
