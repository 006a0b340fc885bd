"""What the real redactor hides, what it leaves, and that it opens no connection."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from copilot.errors import ModelFileError
from copilot.paths import places
from copilot.records import KnownIdentity, RestoreMap
from copilot.redaction.analyzer import Redactor, load_redactor

KNOWN = (
    KnownIdentity("CUSTOMER", "Dana Whitfield"),
    KnownIdentity("EMAIL", "dana@example.com"),
    KnownIdentity("AGENT", "Priya Nair"),
)


def redacted(redactor: Redactor, *texts: str) -> list[str]:
    batch = redactor.redact(texts, known=KNOWN, restore=RestoreMap())
    return [str(redaction.text) for redaction in batch.redactions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dana Whitfield wrote", "[[CUSTOMER_1]] wrote"),
        ("Hi Priya,", "Hi [[AGENT_1_FIRST]],"),
        ("write dana@example.com or bo@shop.co.uk", "write [[EMAIL_1]] or [[EMAIL_2]]"),
        ("card 4111 1111 1111 1111 please", "card [[CARD_1]] please"),
        ("IBAN DE89 3704 0044 0532 0130 00", "IBAN [[IBAN_1]]"),
        ("call 020 7946 0018 today", "call [[PHONE_1]] today"),
        ("call +49 30 901820 today", "call [[PHONE_1]] today"),
        ("from 192.168.1.20", "from [[IP_1]]"),
        ("mac 00:1B:44:11:3A:B7", "mac [[MAC_1]]"),
        ("https://x.example/a?token=abcdef99", "https://x.example/a?token=[[SECRET_1]]"),
        ("my order A-88213 is late", "my order [[ORDER_1]] is late"),
        ("Bestellnummer: 4711-2233", "Bestellnummer: [[ORDER_1]]"),
        ("mi pedido 99812-B no llega", "mi pedido [[ORDER_1]] no llega"),
        ("account number 12345678", "account number [[ACCOUNT_1]]"),
        ("My password is hunter2.", "My password is [[SECRET_1]]."),
        ("Mein Passwort ist Sommer2024", "Mein Passwort ist [[SECRET_1]]"),
        ("mi contraseña es gato99", "mi contraseña es [[SECRET_1]]"),
        ("the security code: 493 021", "the security code: [[SECRET_1]]"),
        ("api key: 9f8a7b6c5d4e3f2a1b", "api key: [[SECRET_1]]"),
        ("born on 3 May 1980", "born on [[BIRTHDATE_1]]"),
        ("passport number 533380006", "passport number [[DOCUMENT_1]]"),
        ("number plate AB12 CDE", "number plate [[PLATE_1]]"),
        ("I live at 12 Baker Street, London NW1 6XE.", "I live at [[ADDRESS_1]]."),
        ("nach Lindenstraße 14, 10969 Berlin", "nach [[ADDRESS_1]]"),
        ("en Calle de Alcalá 23, 28014 Madrid", "en [[ADDRESS_1]]"),
        ("au 12 rue de la Paix, 75002 Paris", "au [[ADDRESS_1]]"),
        ("12 Main Street, Austin, TX 78701", "[[ADDRESS_1]]"),
        ("I spoke to John Smith about it", "I spoke to [[PERSON_1]] about it"),
        ("Sure, it's 45678123.", "Sure, it's [[ACCOUNT_1]]."),
        ("Thanks, Emily!", "Thanks, [[PERSON_1]]!"),
        ("Viele Grüße\nJürgen Müller", "Viele Grüße\n[[PERSON_1]]"),
    ],
)
def test_personal_data_is_hidden(redactor: Redactor, text: str, expected: str) -> None:
    assert redacted(redactor, text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "It arrived on 12 March 2026 at 10:30, I paid £49.99 on 2026-03-12.",
        "AquaPure 3 with firmware version 2.1.0.4 shows error E-42.",
        "The error code 0x80070005 appears after the update.",
        "The password is wrong and the order is late.",
        "It's 49.99 and it is 2026-03-12, thanks, best wishes.",
        "Hello there, thank you for the quick reply.",
        "Guten Tag, die Lieferung der Kaffeemaschine ist nicht angekommen.",
        "Please see https://help.example/articles/returns for the policy.",
        "",
    ],
)
def test_what_the_model_needs_stays(redactor: Redactor, text: str) -> None:
    assert redacted(redactor, text) == [text]


def test_what_one_text_gives_away_is_hidden_in_all(redactor: Redactor) -> None:
    first, second = redacted(redactor, "And A-88213?", "It was order A-88213.")
    assert first == "And [[ORDER_1]]?"
    assert second == "It was order [[ORDER_1]]."


def test_a_later_call_knows_what_was_hidden(redactor: Redactor) -> None:
    before = redactor.redact(["order A-88213"], known=(), restore=RestoreMap())
    after = redactor.redact(["A-88213!"], known=(), restore=before.restore)
    assert after.redactions[0].text == "[[ORDER_1]]!"


def test_spans_are_places_in_the_original(redactor: Redactor) -> None:
    text = "Hi Priya, my order is A-88213."
    batch = redactor.redact([text], known=KNOWN, restore=RestoreMap())
    found = {text[s.start : s.end]: s.placeholder for s in batch.redactions[0].spans}
    assert found == {"Priya": "[[AGENT_1_FIRST]]", "A-88213": "[[ORDER_1]]"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I would like to return the coffee machine I bought last week.", "en"),
        ("Ich möchte die Kaffeemaschine zurückgeben, die ich gekauft habe.", "de"),
        ("Quiero devolver la cafetera que compré la semana pasada.", "es"),
        ("ok", "en"),
    ],
)
def test_the_language_is_told(redactor: Redactor, text: str, language: str) -> None:
    assert redactor.redact([text], known=(), restore=RestoreMap()).language == language


def test_long_lines_are_taken(redactor: Redactor) -> None:
    odd = ("\u202eabc\x00" * 2_000, "\ud800 Dana \udfff" * 900, "\u200fJohn Smith\u200e" * 500)
    for text in ("a.b." * 25_000, "@a." * 20_000, "x" * 1_000_000, *odd):
        batch = redactor.redact([text], known=KNOWN, restore=RestoreMap(), language="en")
        assert len(batch.redactions) == 1


def test_names_across_the_border_of_a_stretch_are_found(redactor: Redactor) -> None:
    for padding in (4_985, 4_990, 4_995):
        text = "ab " * (padding // 3) + "John Smith wrote this " + "ab " * 500
        assert "[[PERSON_1]] wrote" in redacted(redactor, text)[0]


def test_a_folder_without_a_pipeline_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="models fetch en_core_web_sm"):
        load_redactor(tmp_path)


def test_it_loads_and_works_where_sockets_and_commands_are_refused(redactor: Redactor) -> None:
    script = """
        import sys, warnings
        from pathlib import Path
        asked = set()
        def refuse(event, args):
            if event.startswith(("socket.", "subprocess.", "os.exec", "os.system", "os.fork",
                                 "os.posix_spawn", "pickle.find_class")):
                asked.add(event)
                raise PermissionError(event)
        sys.addaudithook(refuse)
        from copilot.redaction.analyzer import load_redactor
        from copilot.records import RestoreMap
        batch = load_redactor(Path(sys.argv[1])).redact(
            ["Mail dana@example.co.uk, call 020 7946 0018, John Smith, see www.example.com"],
            known=(), restore=RestoreMap())
        print(batch.redactions[0].text)
        print(*asked)
    """
    folder = places().models / "en_core_web_sm"
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(folder)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    text, refused = done.stdout.splitlines()
    assert text == "Mail [[EMAIL_1]], call [[PHONE_1]], [[PERSON_1]], see www.example.com"
    # urllib3, which spaCy imports, tries at import whether the machine has IPv6, and takes a no.
    assert set(refused.split()) <= {"socket.__new__"}
