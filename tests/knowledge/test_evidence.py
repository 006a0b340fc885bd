"""Which sentences count as evidence: siblings, one passage, languages."""

from pathlib import Path

import pytest

from copilot.knowledge.alternatives import are_alternatives
from copilot.knowledge.naming import names_another, names_of
from copilot.knowledge.query import names_wanted, query_of_text
from copilot.knowledge.rows import named_rows
from copilot.knowledge.sentences import SentenceFinder, Wanted, Words
from copilot.knowledge.taking import Unit, taken
from copilot.knowledge.tongue import language_of
from copilot.knowledge.units import units_of, with_tables
from copilot.knowledge.wanting import is_no_answer
from copilot.records import RedactedText
from tests.assistance.tickets import ticket
from tests.fakes.word_embedder import embed_words
from tests.knowledge.shelved import shelved


def found(folder, ask, *, own="", context="", names=None, language="en"):
    query = query_of_text(RedactedText(f"{context} {ask} {own}"))
    with shelved(folder) as find:
        passages = find(query)
    english = Words(f"{context} {ask}", ask)
    said = Words(own, own) if own else english
    wanted = Wanted(said, english, names_of(ask) if names is None else names, language)
    evidence = SentenceFinder(embed_words).find(wanted, passages, at_least=0.3)
    return [
        (Path(one.passage.source_id).name, one.passage.text[one.start : one.end])
        for one in evidence
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("My AquaPure 300 leaks.", {"aquapure": {"300"}}),
        ("Skagen 2 or Skagen 3?", {"skagen": {"2", "3"}}),
        ("It shows E4, part NL-4471.", {"e": {"4"}, "nl-": {"4471"}}),
        ("On November 20 I waited. After 14 days, within 3 weeks, Only 5 left", {}),
        ("It weighs Exactly 300 g and costs 300 euros; the 300 is nice.", {}),
    ],
)
def test_names_are_a_family_and_a_number(text, names):
    assert names_of(text) == names


@pytest.mark.parametrize(
    ("title", "sentence", "another"),
    [
        ("Changing the AquaPure 200 cartridge", "It lasts 4 months.", True),
        ("Changing the AquaPure 200 cartridge", "The one of the AquaPure 300 is longer.", True),
        ("Changing the AquaPure 300 cartridge", "It lasts 6 months.", False),
        ("Filters", "The AquaPure 200 lasts 4 months.", True),
        ("Filters", "The AquaPure 200 and AquaPure 300 take out germs.", False),
        ("Polaris 400", "It lasts 4 months.", False),
    ],
)
def test_a_sibling_is_told_by_its_number(title, sentence, another):
    assert names_another(names_of("AquaPure 300"), (title,), sentence) is another


def test_what_the_ask_does_not_name_is_named_by_the_ticket():
    given = ticket(
        ("c", "My AquaPure 200 broke, so I ordered the AquaPure 300."),
        ("c", "The AquaPure 300 came. How often do I change the cartridge?"),
        subject="Where is my Skagen 2?",
    )
    assert names_wanted(("How often?",), given) == {"aquapure": {"300"}, "skagen": {"2"}}
    assert names_wanted(("Is it for the AquaPure 200?",), given)["aquapure"] == {"200"}


def test_evidence_is_of_one_article_and_never_the_siblings(tmp_path):
    for number, months in (("200", "4"), ("300", "6")):
        (tmp_path / f"{number}.md").write_text(
            f"# Changing the AquaPure {number} cartridge\n\n"
            f"The cartridge lasts {months} months. Change the cartridge by hand, often.\n"
        )
    ask = "How often do I change the cartridge of the AquaPure 300?"
    assert {source for source, _ in found(tmp_path, ask)} == {"300.md"}
    assert len({source for source, _ in found(tmp_path, ask, names={})}) == 1


def test_a_customer_is_answered_from_an_article_in_their_language(tmp_path):
    (tmp_path / "en.md").write_text("One may bring the article back without a receipt.\n")
    (tmp_path / "de.md").write_text(
        "# Rückgabe ohne Kassenbon\n\nSie können den Artikel ohne Kassenbon zurückgeben.\n"
    )
    (tmp_path / "other.md").write_text("# Zelte\n\nSie können das Zelt und die Plane waschen.\n")
    english = "Can I return the article without a receipt?"
    own = "Kann ich den Artikel ohne Kassenbon zurückgeben?"
    assert found(tmp_path, english, own=own, language="de")[0][0] == "de.md"
    assert found(tmp_path, english)[0][0] == "en.md"


def test_another_language_alone_is_no_likeness(tmp_path):
    (tmp_path / "de.md").write_text("# Zelte\n\nSie können das Zelt in der Sonne waschen.\n")
    own = "Können Sie mir in der Stadt einen Laden nennen?"
    assert found(tmp_path, "Which shop is in the town?", own=own, language="de") == []


def test_an_article_about_the_subject_alone_does_not_answer_a_wordy_ask(tmp_path):
    (tmp_path / "frost.md").write_text("Blow the water out of the AquaPure filter after use.\n")
    (tmp_path / "lost.md").write_text("We ship a lost parcel again by express, or refund it.\n")
    subject = "Where is my AquaPure filter after use of water"
    ask = "Either ship parcel express today or refund money."
    assert found(tmp_path, ask, context=subject)[0][0] == "lost.md"
    assert found(tmp_path, "Where is it?", context=f"{subject} {subject}")[0][0] == "frost.md"


@pytest.mark.parametrize(("other", "answers"), [(0.2, True), (0.49, False)])
def test_where_another_article_is_as_close_there_is_no_answer(tmp_path, other, answers):
    for name in ("tents", "stoves"):
        (tmp_path / f"{name}.md").write_text(f"The warranty of {name} ends after years.\n")
    with shelved(tmp_path) as find:
        passages = [one.passage for one in find(query_of_text(RedactedText("warranty ends")))]
    heard = [
        Unit(passage, unit, dict.fromkeys(unit.spans, score))
        for passage, score in zip(passages, (0.5, other), strict=True)
        for unit in units_of(passage.text)
    ]
    assert bool(taken(heard, "When does it end?", 0.55)) is answers


TABLE = """# Refunds

| Paid with | Arrives |
|---|---|
| Card | 5 days |
| PayPal | 3 days |

## If it does not arrive

1. Look at the statement.
2. Write to us. We look for it.

A refund goes to the same card.
It never goes to another person.
"""


def test_units_are_paragraphs_lists_of_steps_items_and_rows():
    units = [(u.kind.value, u.heading, len(u.spans)) for u in units_of(TABLE)]
    assert units == [
        ("row", "Refunds", 1),
        ("row", "Refunds", 1),
        ("steps", "If it does not arrive", 3),
        ("paragraph", "If it does not arrive", 2),
    ]


def test_the_rows_that_are_named_stand_alone_and_else_the_table_is_taken_whole():
    units = units_of(TABLE)
    named = with_tables(units, frozenset({units[1].spans[0]}))
    assert [len(u.spans) for u in named] == [1, 3, 2]
    assert [len(u.spans) for u in with_tables(units, frozenset())] == [2, 3, 2]


@pytest.mark.parametrize(
    ("rows", "ask", "named"),
    [
        (["| Zip slider | €12 |", "| New zip, tent | €45 |"], "a new zip for the tent", {1}),
        (["| up to 43 cm | S |", "| 44–48 cm | M |"], "my back has 47 centimetres", {1}),
        (["| Germany | 1 |", "| United Kingdom | 2 |"], "delivery to the UK", {1}),
        (["| Weight | 2 kg |", "| Height | 1 m |"], "how much does it weigh", {0}),
        (["| Weight | 2 kg |", "| Height | 1 m |"], "is it red", set()),
    ],
)
def test_the_rows_an_ask_names(rows, ask, named):
    assert named_rows(rows, ask) == named


@pytest.mark.parametrize(
    ("ask", "told", "answers"),
    [
        ("How many leaks were reported?", "The EmberLite 2 can leak.", False),
        ("How many leaks were reported?", "Call +49 40 66969 within 3 days.", False),
        ("How many litres does it last?", "It lasts 800 litres.", True),
        ("How much is the tent?", "The tent is green.", False),
        ("How much is the tent?", "The tent is €329.", True),
        ("Where is it?", "On the cap.", True),
        ("How many leaks were reported?", "Report leaks to +49 40 66969 120.", False),
        ("What does it cost to send it again?", "Standard delivery is charged once more.", True),
    ],
)
def test_an_ask_for_a_figure_is_answered_by_one(ask, told, answers):
    assert is_no_answer(ask, [told]) is not answers


def test_what_is_out_of_force_is_no_evidence(tmp_path):
    (tmp_path / "old.md").write_text(
        "---\nvalid_until: 2020-12-31\n---\n# Returns\n\nYou can return items within 14 days.\n"
    )
    assert found(tmp_path, "Can I return items within 14 days?") == []
    (tmp_path / "new.md").write_text("# Sending back\n\nItems can come back within 60 days.\n")
    assert found(tmp_path, "Can I return items within 14 days?")[0][0] == "new.md"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We refund the price to your card.", "en"),
        ("Wir erstatten den Preis auf die Karte.", "de"),
        ("Devolvemos el precio en la tarjeta.", "es"),
        ("Nous remboursons le prix sur votre carte.", "fr"),
        ("AquaPure 300", ""),
    ],
)
def test_the_language_of_an_article_shows_in_its_small_words(text, language):
    assert language_of(text) == language


def test_an_item_that_the_ask_names_is_taken_with_the_closest(tmp_path):
    text = "A return has a cost.\n\n- Germany, Austria: free.\n- United Kingdom: taken off.\n"
    (tmp_path / "costs.md").write_text(f"# Costs\n\n{text}")
    with shelved(tmp_path) as find:
        passage = find(query_of_text(RedactedText("return cost")))[0].passage
    paragraph, named, other = units_of(passage.text)
    heard = [
        Unit(passage, paragraph, dict.fromkeys(paragraph.spans, 0.8)),
        Unit(passage, named, dict.fromkeys(named.spans, 0.65), named=True),
        Unit(passage, other, dict.fromkeys(other.spans, 0.67)),
    ]
    told = [passage.text[one.start : one.end] for one in taken(heard, "From Germany?", 0.5)]
    assert told == ["A return has a cost.", "Germany, Austria: free."]


COSTS = """# Return costs

## What a return costs

- Germany, Austria, France: free.
- United Kingdom: £3.95, taken off the refund.
- Faulty or wrong items: always free.

## Refund

The money for a return goes to your card.
"""


@pytest.mark.parametrize(
    ("context", "thread", "told"),
    [
        ("I live in Hamburg.", "", ["Germany, Austria, France", "United Kingdom", "Faulty"]),
        ("I live in Hamburg.", "I moved to Germany.", ["Germany, Austria, France"]),
        ("I live in the United Kingdom.", "", ["United Kingdom"]),
    ],
)
def test_of_alternatives_of_which_none_is_named_none_is_picked(tmp_path, context, thread, told):
    (tmp_path / "costs.md").write_text(COSTS)
    ask = "What does the return cost me?"
    with shelved(tmp_path) as find:
        passages = find(query_of_text(RedactedText(f"{context} {ask}")))
    words = Words(f"{context} {ask}", ask, thread)
    wanted = Wanted(words, words, {}, "en")
    evidence = SentenceFinder(embed_words).find(wanted, passages, at_least=0.2)
    said = [one.passage.text[one.start : one.end] for one in evidence]
    listed = [one for one in said if ":" in one]
    assert [one.partition(":")[0].partition(" or")[0] for one in listed][: len(told)] == told
    if len(told) == 3 or thread:
        assert len(listed) == len(told)


@pytest.mark.parametrize(
    ("items", "alternatives"),
    [
        (["Germany: free.", "United Kingdom: £3.95."], True),
        (["**Standard:** 3-5 days", "**Express:** 1 day"], True),
        (["Polaris 250: 12 kg", "Polaris 400: 14 kg", "Both: with lid"], True),
        (["Weight: 2 kg", "Length: 2 m", "Price: 30 €"], False),
        (["Open the cap", "Wet the ring: 2 minutes"], False),
        (
            [f"Later: {'we repair it ' * 5} in 3 days", f"Now: {'you get one ' * 5} in 2 days"],
            False,
        ),
    ],
)
def test_items_that_say_one_sort_of_thing_are_alternatives(items, alternatives):
    assert are_alternatives(items) is alternatives


def test_of_two_sources_that_disagree_the_one_changed_last_answers(tmp_path):
    for name, days, changed in (("old", 30, "2025-01-01"), ("new", 60, "2026-01-01")):
        (tmp_path / f"{name}.md").write_text(
            f"---\nchanged: {changed}\n---\n# Returning items {name}\n\n"
            f"Unused items are taken back within {days} days of delivery.\n"
        )
    with shelved(tmp_path) as find:
        passages = find(query_of_text(RedactedText("Are unused items taken back")))
    words = Words("Are unused items taken back", "Are unused items taken back")
    (told,) = SentenceFinder(embed_words).find(Wanted(words, words), passages, at_least=0.3)
    assert "60 days" in told.passage.text
    (other,) = told.against
    assert "30 days" in other.passage.text
