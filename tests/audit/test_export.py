"""An export holds, and any changed byte of it is found by the program and by the verifier alike."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest

from copilot.audit import export
from copilot.audit.chain import FIRST, record, sealed
from copilot.audit.export import Sealer, broken_export, exported
from copilot.drafts.signing import is_signed, signer
from copilot.paths import shipped
from copilot.records import AuditRow
from tests.audit.test_chain import NOON, ListedRows

VERIFIER = shipped("resources", "audit", "verify_audit.py")


class DictKeys(dict):
    def set(self, name, secret):
        self[name] = secret


def sealer(profile: str = "Büro") -> Sealer:
    sign, public_key = signer(DictKeys())
    return Sealer(profile, public_key, sign, is_signed)


@pytest.fixture(scope="module")
def own() -> Sealer:
    return sealer()


@pytest.fixture(scope="module")
def rows() -> ListedRows:
    made = ListedRows()
    for number in range(3):
        payload = {"draft": f"d{number}", "checks": ["no source"], "who": "Zoë"}
        record(made, "found", actor="mira", subject="rt/17", payload=payload, now=NOON)
    return made


@pytest.fixture(scope="module")
def data(rows: ListedRows, own: Sealer) -> bytes:
    return exported(rows.all(), own, NOON).data


@pytest.fixture(scope="module")
def verifier() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_audit", VERIFIER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def alone(file: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """The verifier as an auditor runs it: a process that cannot import this program."""
    command = [sys.executable, "-I", str(VERIFIER), str(file), *more]
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=file.parent)


def test_an_export_has_a_header_all_rows_and_a_signed_checkpoint(data, rows, own):
    lines = data.decode("ascii").splitlines()
    assert len(lines) == 5
    assert lines[0].startswith('{"exported":"2026-03-02T12:00:00.000000+00:00","format":"support-')
    assert own.public_key.hex() in lines[0]
    assert [row.sha256 in line for row, line in zip(rows.all(), lines[1:4], strict=True)]
    assert rows.all()[-1].sha256 in lines[4]
    assert exported(rows.all(), own, NOON).head == rows.head()


def test_it_holds_for_the_program_and_for_the_verifier(data, own, verifier):
    assert broken_export(data, own) == ()
    assert verifier.faults_of(data, own.public_key.hex()) == []
    assert verifier.faults_of(data) == []


def test_an_empty_chain_can_be_exported(own, verifier):
    empty = exported((), own, NOON)
    assert empty.head == (0, FIRST)
    assert broken_export(empty.data, own) == ()
    assert verifier.faults_of(empty.data, own.public_key.hex()) == []


def test_every_changed_byte_is_found_by_both(data, own, verifier):
    key = own.public_key.hex()
    for place in range(len(data)):
        for other in (data[place] ^ 1, 0x20, 0xFF):
            if other != data[place]:
                changed = data[:place] + bytes([other]) + data[place + 1 :]
                assert broken_export(changed, own), (place, other)
                assert verifier.faults_of(changed, key), (place, other)


def test_every_cut_and_every_added_byte_is_found_by_both(data, own, verifier):
    key = own.public_key.hex()
    cuts = [data[:place] for place in range(len(data))]
    for changed in (*cuts, data + b"\n", data + b"{}\n", b" " + data, data.replace(b"\n", b"\r\n")):
        assert broken_export(changed, own)
        assert verifier.faults_of(changed, key)


def moved(lines: list[bytes]) -> dict[str, list[bytes]]:
    head, one, two, three, last = lines
    return {
        "a row is gone": [head, one, three, last],
        "the last row is gone": [head, one, two, last],
        "a row is doubled": [head, one, two, two, three, last],
        "rows changed places": [head, two, one, three, last],
        "the header is gone": [one, two, three, last],
        "the checkpoint is gone": [head, one, two, three],
        "nothing but the ends": [head, last],
    }


def test_every_moved_line_is_found_by_both(data, own, verifier):
    for name, lines in moved(data.splitlines()).items():
        changed = b"".join(line + b"\n" for line in lines)
        assert broken_export(changed, own), name
        assert verifier.faults_of(changed, own.public_key.hex()), name


def test_a_chain_written_anew_with_another_key_is_found_by_the_key(rows, own, verifier):
    stranger = sealer()
    first, *others = rows.all()
    forged = [sealed(replace(first, actor="eve"))]
    for row in others:
        forged.append(sealed(replace(row, previous=forged[-1].sha256)))
    data = exported(forged, stranger, NOON + timedelta(days=1)).data
    assert verifier.faults_of(data) == [], "it is whole in itself, and names its own key"
    assert broken_export(data, own)
    assert verifier.faults_of(data, own.public_key.hex())


def test_a_chain_written_anew_with_the_same_key_is_found_by_a_head(rows, own, verifier):
    number, head = rows.head()
    anew = [sealed(replace(rows.all()[0], actor="eve"))]
    data = exported(anew, own, NOON).data
    assert verifier.faults_of(data, own.public_key.hex()) == []
    found = verifier.faults_of(data, own.public_key.hex(), f"{number} {head}")
    assert found == ["the chain does not contain the head that was written down"]


NONSENSE = (b"", b"\n", b"{}\n{}\n", b"[]\n[]\n[]\n", b"[" * 100_000 + b"\n\n\n", b"\xff\n\n\n")


@pytest.mark.parametrize("data", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_is_no_export(data, own, verifier):
    assert broken_export(data, own)
    assert verifier.faults_of(data)


def test_the_verifier_runs_alone(data, own, tmp_path):
    file = tmp_path / "audit.jsonl"
    file.write_bytes(data)
    key = own.public_key.hex()
    whole = alone(file, "--key", key)
    assert (whole.returncode, whole.stderr) == (0, "")
    assert whole.stdout == f"3 rows, all whole and in order, signed with the key {key}.\n"
    assert "compare it" in alone(file).stdout
    file.write_bytes(data.replace(b"mira", b"eve!", 1))
    broken = alone(file, "--key", key)
    assert (broken.returncode, broken.stderr) == (1, "")
    assert "row 1: it was changed" in broken.stdout
    gone = alone(tmp_path / "nothing.jsonl")
    assert gone.returncode == 2
    assert "cannot be read" in gone.stderr


def test_the_verifier_needs_nothing_of_the_program():
    tree = ast.parse(VERIFIER.read_text(encoding="utf-8"))
    named = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    for node in ast.walk(tree):
        named |= {one.name for one in node.names} if isinstance(node, ast.Import) else set()
    top = {name.partition(".")[0] for name in named}
    assert top - set(sys.stdlib_module_names) == {"cryptography"}


# --- what rows are about, kept apart


@pytest.fixture(scope="module")
def apart() -> tuple[AuditRow, ...]:
    """A row with its content, one that lost it to a deletion, and the row that says so."""
    made = ListedRows()
    for number in (1, 2):
        about = {"actor": "mira", "subject": f"rt/{number}", "payload": {"messages": number}}
        record(made, "seen", now=NOON, apart=True, **about)
    made.rows[1] = replace(made.rows[1], content=None)
    record(made, "person deleted", actor="mira", subject="store", payload={"rows": ["2"]}, now=NOON)
    return made.all()


def test_a_chain_holds_with_what_it_is_about_and_without(apart, own, verifier):
    data = exported(apart, own, NOON).data
    assert b"rt/1" in data
    assert b"rt/2" not in data
    assert broken_export(data, own) == ()
    assert verifier.faults_of(data, own.public_key.hex()) == []


def test_every_changed_byte_of_it_is_found_by_both(apart, own, verifier):
    data, key = exported(apart, own, NOON).data, own.public_key.hex()
    for place in range(len(data)):
        for other in (data[place] ^ 1, 0x22):
            if other != data[place]:
                changed = data[:place] + bytes([other]) + data[place + 1 :]
                assert broken_export(changed, own), (place, other)
                assert verifier.faults_of(changed, key), (place, other)


def test_what_is_gone_without_a_word_is_found_by_both(apart, own, verifier):
    key = own.public_key.hex()
    first, second, last = apart
    other = replace(first.content, subject="rt/9")
    for rows, words in (
        ((replace(first, content=None), second, last), "what it is about is gone"),
        ((replace(first, content=other), second, last), "what it is about was changed"),
        ((first, second), "what it is about is gone"),
    ):
        data = exported(rows, own, NOON).data
        assert any(words in fault.why for fault in broken_export(data, own))
        assert any(words in fault for fault in verifier.faults_of(data, key))


def test_the_first_version_of_the_format_is_read_and_keeps_nothing_apart(
    rows, apart, own, verifier, monkeypatch
):
    monkeypatch.setattr(export, "VERSION", 1)
    before = exported(rows.all(), own, NOON).data
    assert broken_export(before, own) == ()
    assert verifier.faults_of(before, own.public_key.hex()) == []
    mixed = exported(apart, own, NOON).data
    assert broken_export(mixed, own)
    assert verifier.faults_of(mixed, own.public_key.hex())
    monkeypatch.setattr(export, "VERSION", 3)
    later = exported(rows.all(), own, NOON).data
    assert broken_export(later, own)
    assert verifier.faults_of(later, own.public_key.hex())
