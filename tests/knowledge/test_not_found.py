"""The score tells what is there from what is not."""

from copilot.knowledge.not_found import NOT_FOUND_BELOW, likely, rest_of


def test_a_passage_that_stands_out_is_likely_and_one_of_many_is_not():
    clear = likely(1.3, rest=0.4, near=0.75)
    blurred = likely(0.5, rest=0.45, near=0.45)
    assert clear > 0.8
    assert blurred < NOT_FOUND_BELOW


def test_the_score_grows_with_the_standing():
    scores = [likely(standing / 10, rest=0.4, near=0.6) for standing in range(-5, 20)]
    assert scores == sorted(scores)
    assert 0 < scores[0] < scores[-1] < 1


def test_few_passages_are_held_against_the_usual_rest():
    assert 0.2 < rest_of([]) < 0.6
