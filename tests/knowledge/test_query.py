"""What is looked for: the thread as turns, and which words weigh how much."""

from copilot.knowledge.query import Turn, query_of, query_of_ask, query_of_text, query_of_turns
from copilot.knowledge.weighing import MOST_WORDS, match_of, rarest, weighed
from copilot.records import RedactedText, Role
from copilot.store.passage_words import match_any
from tests.assistance.tickets import ticket

COUNTS = {"refund": 50, "card": 400, "e4": 1, "stove": 9}


def turns(*texts):
    roles = (Role.CUSTOMER, Role.AGENT)
    return [Turn(roles[at % 2], RedactedText(text)) for at, text in enumerate(texts)]


def weights(query):
    return {word.stem: round(word.weight, 2) for word in weighed(query)}


def test_earlier_turns_and_the_agents_words_weigh_less():
    query = query_of_turns(turns("tent poles", "pegs arrived", "zip torn", "lamp glows", "refund"))
    assert weights(query) == {
        "refund": 1.0,
        "lamp": 0.42,
        "glow": 0.42,
        "zip": 0.49,
        "torn": 0.49,
        "peg": 0.21,
        "arriv": 0.21,
        "tent": 0.4,
        "pole": 0.4,
    }


def test_a_word_said_again_weighs_as_where_it_was_said_last():
    query = query_of_turns(turns("refund", "yes", "refund my tent"))
    assert weights(query)["refund"] == 1.0


def test_the_embedder_sees_subject_and_last_message_before_the_rest():
    query = query_of_turns(turns("opening", "second", "third", "fourth", "last"))
    assert query.history == "opening\nlast\nfourth\nthird\nsecond"
    assert (query.opening, query.last) == ("opening", "last")


def test_one_turn_is_opening_history_and_last():
    query = query_of_text(RedactedText("refund"))
    assert query.opening == query.history == query.last == "refund"


def test_a_ticket_asks_with_its_last_customer_message():
    one = ticket(("c", "My tent leaks.\n> old words"), ("a", "Which tent is it?"))
    query = query_of(one)
    assert "leaks" in query.history
    assert "old words" not in query.history
    assert query.opening == one.subject
    assert query_of_ask(RedactedText("Is it covered?"), one).last == "Is it covered?"


def test_models_are_looked_up_as_phrases_and_codes_by_their_beginning():
    words = {
        word.stem: word for word in weighed(query_of_text(RedactedText("AquaPure 200 NL-4471")))
    }
    assert words["aquapur 200"].code
    assert words["nl4471"].code
    assert words["nl4471"].begins
    assert not words["aquapur"].begins


def test_words_that_the_index_does_not_know_are_left_out():
    words = weighed(query_of_text(RedactedText("zzz refund card stove E4")))
    assert [word.stem for word in rarest(words, COUNTS)] == ["e4", "stove", "refund", "card"]


def test_no_more_words_than_the_index_can_score_in_time():
    words = weighed(
        query_of_text(
            RedactedText(
                " ".join(f"word{'abcdefghij'[n % 10]}{'klmno'[n // 10]}" for n in range(50))
            )
        )
    )
    counts = {word.stem: 3 for word in words}
    assert len(rarest(words, counts)) == MOST_WORDS


def test_what_weighs_more_stands_in_the_match_more_often():
    query = query_of_turns(turns("tent", "so", "refund"))
    known = rarest(weighed(query), {"tent": 2, "refund": 2})
    match = match_of(known, match_any)
    assert (match.text.count('"refund"'), match.text.count('"tent"'), match.times) == (3, 1, 1)
    assert match_of((), match_any).text == ""


def test_words_that_weigh_the_same_stand_in_the_match_once():
    known = rarest(weighed(query_of_turns(turns("tent refund"))), {"tent": 2, "refund": 2})
    match = match_of(known, match_any)
    assert (match.text.count('"refund"'), match.text.count('"tent"'), match.times) == (1, 1, 3)


def test_in_a_large_index_the_commonest_words_are_left_out():
    words = weighed(query_of_text(RedactedText("refund tent parcel")))
    found = rarest(words, {"refund": 900, "tent": 2_500, "parcel": 60_000})
    assert [word.stem for word in found] == ["refund"]
    assert [word.stem for word in rarest(words, {"parcel": 60_000})] == ["parcel"]


def test_the_last_word_typed_may_go_on():
    words = rarest(weighed(query_of_text(RedactedText("tent cartri"))), {"tent": 2})
    assert '"cartri"*' in match_of(words, match_any).text
