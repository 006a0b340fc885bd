"""What people said about redaction is kept, one rule for each text."""

from __future__ import annotations

from copilot.records import Correction
from copilot.store.corrections import Corrections
from copilot.store.store import Store
from tests.store.records_for_tests import START


def test_they_come_back_in_the_order_in_which_they_were_said(store: Store):
    kept = Corrections(store)
    first = kept.add(Correction(0, "Polaris 400", hide=False, created=START))
    second = kept.add(Correction(0, "Zwiebelfisch", hide=True, type="ACCOUNT"))
    assert kept.all() == (first, second)
    assert (first.text, first.hide, first.created) == ("Polaris 400", False, START)
    assert second.created is not None
    assert second.created.tzinfo is not None


def test_a_text_has_one_rule_whatever_its_case_and_spaces(store: Store):
    kept = Corrections(store)
    first = kept.add(Correction(0, "Big Blue", hide=True))
    second = kept.add(Correction(0, "big\n BLUE", hide=False))
    assert kept.all() == (second,)
    assert second.id > first.id


def test_an_id_is_never_used_again(store: Store):
    kept = Corrections(store)
    first = kept.add(Correction(0, "Big Blue", hide=True))
    kept.remove(first.id)
    kept.remove(first.id)
    assert kept.all() == ()
    assert kept.add(Correction(0, "Other", hide=True)).id > first.id
