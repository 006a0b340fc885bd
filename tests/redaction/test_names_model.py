"""The optional model for names, as a tiny network made here whose weights are set by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from copilot.errors import ModelFileError
from copilot.paths import places
from copilot.records import RestoreMap
from copilot.redaction.analyzer import load_redactor
from copilot.redaction.names_model import load_names_model

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "zork", "blimp", "met", "at", "noon"]


def write_network(folder: Path, labels: tuple[str, ...]) -> Path:
    """A network that takes "zork" and "blimp", and nothing else, for label 1."""
    import torch
    from transformers import BertConfig, BertForTokenClassification, BertTokenizerFast

    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(WORDS))
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(str(folder))
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=8,
        num_hidden_layers=0,
        num_attention_heads=1,
        intermediate_size=8,
        max_position_embeddings=16,
        id2label=dict(enumerate(labels)),
        label2id={label: number for number, label in enumerate(labels)},
    )
    network = BertForTokenClassification(config)
    embeddings = network.bert.embeddings
    with torch.no_grad():
        for part in (embeddings.position_embeddings, embeddings.token_type_embeddings):
            part.weight.zero_()
        embeddings.word_embeddings.weight.zero_()
        embeddings.word_embeddings.weight[:, 0] = 1.0
        embeddings.word_embeddings.weight[5:7] = torch.eye(8)[1]
        network.classifier.weight.zero_()
        network.classifier.bias.zero_()
        network.classifier.weight[0, 0] = network.classifier.weight[1, 1] = 9.0
    network.save_pretrained(str(folder))
    return folder


def test_people_are_told_by_the_labels(tmp_path: Path) -> None:
    ask = load_names_model(write_network(tmp_path / "n", ("O", "B-PER")))
    text = "zork blimp met zork at noon"
    (found,) = ask([text])
    assert [text[start:end] for start, end in found] == ["zork blimp", "zork"]


def test_a_long_text_is_read_to_its_end(tmp_path: Path) -> None:
    ask = load_names_model(write_network(tmp_path / "n", ("O", "B-PER")))
    text = "met at noon " * 30 + "zork"
    (found,) = ask([text])
    assert found == [(len(text) - 4, len(text))]


def test_a_folder_that_names_no_people_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="none of their labels"):
        load_names_model(write_network(tmp_path / "n", ("O", "B-LOC")))
    with pytest.raises(ModelFileError, match="missing"):
        load_names_model(tmp_path)


def test_it_is_heard_beside_the_pipeline(tmp_path: Path) -> None:
    folder = places().models / "en_core_web_sm"
    if not folder.is_dir():
        pytest.skip("run: support-copilot models fetch en_core_web_sm")
    redactor = load_redactor(folder, write_network(tmp_path / "n", ("O", "B-PER")))
    batch = redactor.redact(["at noon zork met"], known=(), restore=RestoreMap(), language="en")
    assert batch.redactions[0].text == "at noon [[PERSON_1]] met"
