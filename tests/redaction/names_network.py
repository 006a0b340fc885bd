"""A tiny network for names whose weights are set by hand."""

from __future__ import annotations

from pathlib import Path

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
