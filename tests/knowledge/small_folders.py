"""Small real folders for sentence-transformers, built with random weights; nothing is fetched."""

from __future__ import annotations

from pathlib import Path

WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "tent", "leaks", "refund", "query", ":")
LETTERS = tuple("abcdefghijklmnopqrstuvwxyz") + tuple(
    f"##{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"
)


def cross_encoder(folder: Path, *, scores: int = 1) -> Path:
    """A BERT with one layer that gives `scores` numbers for a pair."""
    from transformers import BertForSequenceClassification

    _save(BertForSequenceClassification(_config(32, scores=scores)), folder)
    return folder


def embedding_folder(folder: Path, *, dimensions: int = 384, prompts: bool = False) -> Path:
    """A BERT with one layer, mean pooling and unit vectors, as its makers would save it."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertModel

    bare = folder.with_name(folder.name + "-bare")
    _save(BertModel(_config(dimensions)), bare)
    encoder = SentenceTransformer(
        modules=[Transformer(str(bare)), Pooling(dimensions), Normalize()],
        device="cpu",
        prompts={"query": "query: ", "document": "passage: "} if prompts else None,
        default_prompt_name="query" if prompts else None,
    )
    encoder.save_pretrained(str(folder), create_model_card=False)
    return folder


def _config(width: int, *, scores: int = 2) -> object:
    from transformers import BertConfig

    return BertConfig(
        vocab_size=len(WORDS + LETTERS),
        hidden_size=width,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
        num_labels=scores,
    )


def _save(model: object, folder: Path) -> None:
    from transformers import BertTokenizerFast

    folder.mkdir(parents=True)
    (folder / "vocab.txt").write_text("\n".join(WORDS + LETTERS) + "\n")
    model.save_pretrained(folder)  # type: ignore[attr-defined]
    BertTokenizerFast(str(folder / "vocab.txt"), model_max_length=64).save_pretrained(folder)
