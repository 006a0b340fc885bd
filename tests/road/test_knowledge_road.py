"""The knowledge down the whole road: folders come and go, macros are fetched, agents teach it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from copilot import paths
from copilot.errors import BadInput, HelpdeskError, HelpdeskUnreachable
from copilot.helpdesk.demo.desk import DemoDesk, DemoReader
from copilot.pipeline import Road
from copilot.records import (
    IndexProgress,
    Judgement,
    OutboxState,
    PersonalSpan,
    RedactedBatch,
    RedactedText,
    Redaction,
    Scope,
    Severity,
    SourceKind,
    TicketKey,
)
from copilot.settings import KnowledgeFolder, load
from copilot.store.connection import key_for_file
from tests.road.conftest import PASSPHRASE, OpenDemo
from tests.road.scripted import RecordingEngine
from tests.road.small_desk import seed_with
from tests.road.test_scripted_road import ASK
from tests.store.test_secrecy import decrypted

KEY = TicketKey("demo", "4217")


@pytest.fixture
def road(at: paths.Places, tmp_path: Path, open_demo: OpenDemo) -> Road:
    seed_with(at, tmp_path, {KEY.id})
    road = open_demo()
    road.sync()
    return road


@pytest.fixture
def bikes(tmp_path: Path) -> Path:
    folder = tmp_path / "bikes"
    folder.mkdir()
    (folder / "repair.md").write_text("# Unicycles\n\nWe repair unicycles within three days.\n")
    return folder


def titles(road: Road, text: str) -> list[str]:
    return [found.passage.title for found in road.knowledge.search(text)]


def test_a_folder_comes_is_found_and_goes_with_all_its_words(
    road: Road, at: paths.Places, bikes: Path
) -> None:
    road.knowledge.add(bikes, kind=SourceKind.ARTICLE)
    assert [folder.path for folder in load(at.settings).knowledge] == [str(bikes)]
    seen: list[IndexProgress] = []
    assert road.knowledge.update(on_progress=seen.append).read > 1
    assert (seen[-1].done, seen[-1].total) == (seen[-1].total, seen[-1].total)
    assert titles(road, "Do you repair unicycles?")[0] == "Unicycles"
    assert road.knowledge.look_up("unicyc")[0].passage.title == "Unicycles"

    road.knowledge.remove(str(bikes))
    assert load(at.settings).knowledge == ()
    assert "Unicycles" not in titles(road, "Do you repair unicycles?")
    assert road.knowledge.look_up("unicyc") == ()
    assert (bikes / "repair.md").exists()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nowhere", "is not there. Choose a folder"),
        ("bikes", "is read already"),
        (".", "the same files"),
    ],
)
def test_a_folder_that_cannot_be_added_is_told(
    road: Road, bikes: Path, name: str, words: str
) -> None:
    road.knowledge.add(bikes, kind=SourceKind.ARTICLE)
    with pytest.raises(BadInput, match=words):
        road.knowledge.add(bikes.parent / name, kind=SourceKind.ARTICLE)


def test_the_shops_own_articles_cannot_be_removed(road: Road) -> None:
    brought = [folder for folder in road.knowledge.state().folders if not folder.removable]
    assert {folder.kind for folder in brought} == set(SourceKind)
    with pytest.raises(BadInput, match="none of the folders"):
        road.knowledge.remove(brought[0].name)


def test_a_teams_folder_is_internal_and_for_that_team(
    at: paths.Places, tmp_path: Path, open_demo: OpenDemo, bikes: Path
) -> None:
    seed_with(at, tmp_path, {KEY.id})
    road = open_demo()
    road.sync()
    road.knowledge.add(bikes, kind=SourceKind.ARTICLE, scope=Scope.INTERNAL, team="workshop")
    road.knowledge.update()
    assert "Unicycles" not in titles(road, "Do you repair unicycles?")
    road.close()
    again = RecordingEngine()
    road = open_demo(again, teams=("workshop",), knowledge=load(at.settings).knowledge)
    (found, *_) = road.knowledge.search("Do you repair unicycles?")
    assert (found.passage.scope, found.passage.team) == (Scope.INTERNAL, "workshop")


def test_macros_are_fetched_once_an_hour_and_found(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    road.knowledge.update()
    found = [one.passage for one in road.knowledge.search("order number")]
    macros = [passage.title for passage in found if passage.kind is SourceKind.MACRO]
    assert macros[0] == "Ask for the order number"
    monkeypatch.setattr(DemoReader, "macros", lambda reader: pytest.fail("asked again"))
    road.sync()


@pytest.mark.parametrize("error", [HelpdeskError, HelpdeskUnreachable])
def test_a_helpdesk_that_gives_no_macros_is_read_all_the_same(
    at: paths.Places,
    tmp_path: Path,
    open_demo: OpenDemo,
    monkeypatch: pytest.MonkeyPatch,
    error: type[HelpdeskError],
) -> None:
    def refuse(reader: DemoReader) -> None:
        raise error("There are no articles here.")

    monkeypatch.setattr(DemoReader, "macros", refuse)
    seed_with(at, tmp_path, {KEY.id})
    road = open_demo()
    assert road.sync().online is (error is HelpdeskError)
    assert road.open(KEY).ticket.messages
    road.knowledge.update()
    (macros,) = [one for one in road.knowledge.state().folders if one.kind is SourceKind.MACRO]
    told = [problem.reason for problem in macros.problems]
    assert ("There are no articles here." in "".join(told)) is (error is HelpdeskError)


def test_an_ask_that_found_nothing_is_a_gap_until_it_is_answered_or_dismissed(
    at: paths.Places, road: Road
) -> None:
    road.knowledge.update()
    road.draft(KEY)
    gaps = road.knowledge.state().gaps
    assert gaps
    assert all(KEY in gap.tickets for gap in gaps)
    for gap in gaps:
        road.knowledge.dismiss(gap)
    assert road.knowledge.state().gaps == ()


def test_a_sent_reply_teaches_that_its_sources_were_of_use(road: Road, desk: DemoDesk) -> None:
    desk.customer_writes(KEY.id, ASK)
    road.sync()
    road.looked(road.open(KEY).ticket)
    draft = road.draft(KEY)
    cited = {one.source for sentence in draft.sentences for one in sentence.evidence}
    used = {f.passage.source_id for f in draft.sources if f"passage:{f.passage.id}" in cited}
    for finding in draft.findings:
        if finding.severity is Severity.ACCEPT:
            draft = road.accept(draft, finding)
    road.approve(draft, road.outgoing(draft, new_status=None))
    assert [item.state for item in road.deliver()] == [OutboxState.CONFIRMED]
    learnt = road.knowledge.state().feedback
    assert learnt
    assert {one.source_id for one in learnt} == used
    assert {(one.used, one.rejected) for one in learnt} == {(1, 0)}


def test_feedback_moves_a_source_is_said_and_can_be_reset(road: Road) -> None:
    road.knowledge.update()
    ticket = road.open(KEY).ticket
    before = {one.passage.id: one for one in road.draft(KEY).sources}
    target = min(before.values(), key=lambda one: one.score)
    road.judge_source(KEY, target, Judgement.REJECTED)
    (learnt,) = road.knowledge.state().feedback
    assert (learnt.source_id, learnt.rejected) == (target.passage.source_id, 1)
    road.knowledge.reset(learnt.source_id)
    assert road.knowledge.state().feedback == ()
    assert ticket.key == KEY


def test_a_removed_folder_leaves_no_bytes(at: paths.Places, road: Road, bikes: Path) -> None:
    road.knowledge.add(bikes, kind=SourceKind.ARTICLE)
    road.knowledge.update()
    road.knowledge.remove(str(bikes))
    road.close()
    key = bytes.fromhex(key_for_file(PASSPHRASE, at.store))[:32]
    assert b"unicycl" not in decrypted(at.store, key).lower()


class TakesNounsForPeople(RecordingEngine):
    """Redacts every capitalised word, as a pipeline for English does with German nouns."""

    def redact(self, texts: Sequence[str], **more: Any) -> RedactedBatch:
        batch = super().redact(texts, **more)
        return replace(batch, redactions=tuple(map(_without_names, texts)))


def _without_names(text: str) -> Redaction:
    spans = tuple(
        PersonalSpan(found.start(), found.end(), "PERSON", "[[PERSON_1]]")
        for found in re.finditer(r"\b[A-Z]\w+", text)
    )
    return Redaction(RedactedText(re.sub(r"\b[A-Z]\w+", "[[PERSON_1]]", text)), spans)


def test_a_noun_that_stands_in_the_knowledge_is_searched_for_and_a_name_is_not(
    at: paths.Places, tmp_path: Path, open_demo: OpenDemo, bikes: Path
) -> None:
    seed_with(at, tmp_path, {KEY.id}, solved=0)
    engine = TakesNounsForPeople()
    road = open_demo(engine, knowledge=(KnowledgeFolder(str(bikes)),))
    road.knowledge.update()
    assert titles(road, "Unicycles of Wilhelmina")[0] == "Unicycles"
    assert "Unicycles" in engine.embedded[-1]
    assert not [text for text in engine.embedded if "Wilhelmina" in text]
