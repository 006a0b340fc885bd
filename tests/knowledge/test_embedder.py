"""The real embedding files."""

import pytest

from copilot.errors import ModelFileError
from copilot.knowledge.embedder import load_embedder
from copilot.knowledge.vectors import cosine
from tests.generation.reference import model_path


@pytest.mark.model
def test_texts_that_mean_the_same_are_close():
    refund, money, tent = load_embedder(model_path("all-minilm-l6-v2"))(
        ["When do I get my refund?", "When is my money returned?", "The tent pole broke."]
    )
    assert len(refund) == 384 * 4
    assert cosine(refund, refund) == pytest.approx(1.0, abs=1e-5)
    assert cosine(refund, money) > cosine(refund, tent) + 0.3


def test_a_folder_without_files_is_named(tmp_path):
    with pytest.raises(ModelFileError, match="missing or not complete"):
        load_embedder(tmp_path)
