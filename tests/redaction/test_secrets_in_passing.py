"""Secrets that are told in passing, and words like them that tell none."""

from __future__ import annotations

import pytest

from copilot.redaction.secret_rules import find_secrets


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("We get 401 since Monday, key acme_test_51Hq8ZrT0abcDEF.", "acme_test_51Hq8ZrT0abcDEF"),
        ("I read out the code 482 913 from the text message.", "482 913"),
        ("I gave him the code 482913, sorry.", "482913"),
        ("Here is the new password so that you can set it: Teapot-Gale-19.", "Teapot-Gale-19"),
        ("I changed my password last night, it is now this: hunter22X", "hunter22X"),
    ],
)
def test_a_secret_is_found(text: str, secret: str) -> None:
    assert [text[one.start : one.end] for one in find_secrets(text)] == [secret]


@pytest.mark.parametrize(
    "text",
    [
        "The unit_test_runner_for_windows fails.",
        "It shows the error code 805500 and the code E3.",
        "The password field shows this: wrong password",
        "For the password reset see this page: https://help.example/reset-2026",
        "The password mail came at this time: 10:30",
    ],
)
def test_words_like_it_stay(text: str) -> None:
    assert list(find_secrets(text)) == []
