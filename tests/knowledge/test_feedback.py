"""What agents did with a source moves it, a little, for similar questions."""

import pytest

from copilot.knowledge.feedback import ALIKE, MOST, bonuses
from copilot.records import Judgement


def test_the_more_alike_the_questions_the_more_a_judgement_counts():
    same, alike, hardly = (
        bonuses([("a", Judgement.USED, similarity)])["a"]
        for similarity in (1.0, (1 + ALIKE) / 2, ALIKE)
    )
    assert same > alike > hardly == 0


def test_thrown_out_weighs_against_used():
    found = bonuses([("a", Judgement.USED, 1.0), ("a", Judgement.REJECTED, 1.0)])
    assert found["a"] == pytest.approx(0)


@pytest.mark.parametrize("judgement", [Judgement.USED, Judgement.REJECTED])
def test_no_number_of_judgements_moves_a_source_by_more_than_the_bound(judgement):
    found = bonuses([("a", judgement, 1.0)] * 1000)
    assert abs(found["a"]) == MOST


def test_sources_are_judged_apart():
    found = bonuses([("a", Judgement.USED, 1.0), ("b", Judgement.REJECTED, 1.0)])
    assert found["a"] > 0 > found["b"]
