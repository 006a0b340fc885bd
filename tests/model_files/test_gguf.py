"""Headers of whole, cut and foreign files, the memory sentence, and the choice of a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from copilot.errors import BadInput, ModelFileError
from copilot.model_files.catalogue import load_catalogue
from copilot.model_files.choice import check_choice, chosen_file
from copilot.model_files.digest import sha256_of
from copilot.model_files.gguf import read_header
from copilot.model_files.memory import check_memory, memory_need
from copilot.paths import places
from tests.model_files.made_files import gguf_bytes


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.gguf"
    path.write_bytes(gguf_bytes())
    return path


def test_a_header_is_read(tiny: Path) -> None:
    header = read_header(tiny)
    assert (header.name, header.architecture, header.context_length) == ("Tiny", "qwen2", 4096)
    assert header.has_chat_template
    assert header.tensors == 1
    assert header.expected_length == header.file_length == tiny.stat().st_size


def test_every_cut_is_found(tiny: Path) -> None:
    whole = tiny.read_bytes()
    for length in [*range(5, len(whole), 7), len(whole) - 1]:
        tiny.write_bytes(whole[:length])
        with pytest.raises(ModelFileError, match="cut short"):
            read_header(tiny)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no GGUF"),
        (b"PK\x03\x04 a zip", "no GGUF"),
        (gguf_bytes(version=1), "version 1"),
        (b"GGUF\x03\0\0\0" + b"\xff" * 16, "damaged"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "other.gguf"
    path.write_bytes(data)
    with pytest.raises(ModelFileError, match=says):
        read_header(path)


def test_memory_is_counted_and_told(tiny: Path) -> None:
    need = memory_need(read_header(tiny), 8192)
    assert need.cache == 2 * 28 * 2 * 128 * 8192 * 2
    assert check_memory(need, "Tiny", total=16 * 10**9, available=8 * 10**9) == ""
    assert "close other programs" in check_memory(need, "Tiny", total=16 * 10**9, available=10**9)
    with pytest.raises(ModelFileError, match=r"“Tiny” needs about 1\.4 GB .* has 1\.5 GB"):
        check_memory(need, "Tiny", total=1_500_000_000, available=10**9)


def test_a_file_of_ones_own_is_chosen_by_path(tiny: Path, tmp_path: Path) -> None:
    chosen = chosen_file(str(tiny), load_catalogue(), tmp_path)
    assert (chosen.path, chosen.title) == (tiny, "Tiny")
    assert chosen.sha256 == sha256_of(tiny)
    assert check_choice(str(tiny), load_catalogue(), tmp_path) == str(tiny)


@pytest.mark.parametrize(
    ("choice", "error", "says"),
    [
        ("", ModelFileError, "models fetch qwen2.5-coder-1.5b"),
        ("qwen3-4b-2507", ModelFileError, "models fetch qwen3-4b-2507"),
        ("/nowhere/x.gguf", ModelFileError, "no model file at"),
        ("en_core_web_sm", BadInput, "not for generation"),
    ],
)
def test_what_cannot_be_used_is_told(
    tmp_path: Path, choice: str, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        chosen_file(choice, load_catalogue(), tmp_path)


def test_a_cut_reference_file_is_told_without_reading_it_all(tmp_path: Path) -> None:
    reference = tmp_path / "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
    reference.write_bytes(gguf_bytes()[:-10])
    with pytest.raises(ModelFileError, match="cut short"):
        chosen_file("", load_catalogue(), tmp_path)


@pytest.mark.model
def test_the_real_reference_file_is_whole() -> None:
    chosen = chosen_file("", load_catalogue(), places().models)
    header = read_header(chosen.path)
    assert header.architecture == "qwen2"
    assert header.has_chat_template
    assert header.expected_length == header.file_length
