"""Pictures of the knowledge page, the palette and the source cards in each of their states."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from copilot.records import EngineState, EngineStatus, IndexProgress, Scope, SourceKind
from tests.fakes import road_knowledge
from tests.fakes import road_tickets as shop
from tests.fakes.road import FakeRoad
from tests.ui.settling import settle
from ui.knowledge.adding import AddFolder
from ui.shared.question import Question


def road() -> FakeRoad:
    made = FakeRoad(clock=lambda: shop.NOW)
    made.drafts[shop.FILTER.key] = replace(made.drafts[shop.FILTER.key], sources=cards())
    return made


def cards():
    """The shop's sources, with every mark that a card can have."""
    lost, waits, cartridge = shop.SOURCES
    old = replace(lost.passage, valid_until=date(2026, 10, 31), heading="Refunds › Express")
    team = replace(waits.passage, team="Reklamationen", scope=Scope.INTERNAL, language="de")
    solved = replace(
        cartridge.passage,
        kind=SourceKind.SOLVED_TICKET,
        scope=Scope.INTERNAL,
        valid_from=date(2026, 12, 1),
    )
    why = "words: cartridge, AquaPure · used before"
    return (
        replace(lost, passage=old),
        replace(waits, passage=team, why="meaning"),
        replace(cartridge, passage=solved, why=why),
    )


def knowledge_pictures(desk_of, folder: Path, name: str) -> None:
    """`desk_of` makes a photographed window on a road."""
    for state, words in (
        (road_knowledge.STATE, "problems"),
        (road_knowledge.EMPTY, "empty"),
        (road_knowledge.CHANGING, "changing"),
    ):
        at = road()
        at.state = state
        desk = desk_of(at)
        desk.presenter.knowledge.open()
        desk.shoot(folder, f"knowledge-{words}-{name}", desk.presenter.knowledge.view)
        if words == "problems":
            more(desk, folder, name)
        desk.presenter.knowledge.view.close()
        desk.close()
    busy(desk_of, folder, name)
    palette(desk_of, folder, name)


def more(desk, folder: Path, name: str) -> None:
    page = desk.presenter.knowledge
    for tab in ("Gaps", "Feedback"):
        page.view.tabs[tab].click()
        desk.shoot(folder, f"knowledge-{tab.lower()}-{name}", page.view)
    dialog = AddFolder(Path(road_knowledge.ARTICLES.name), page.view)
    dialog.scope.buttons["One team"].click()
    dialog.show()
    desk.shoot(folder, f"knowledge-add-{name}", dialog)
    dialog.close()
    page.changing.ask_removal(road_knowledge.INTERNAL)
    desk.shoot(folder, f"knowledge-remove-{name}", page.changing.question)
    assert isinstance(page.changing.question, Question)
    page.changing.question.reject()
    desk.open(4217)
    panel = desk.presenter.panel
    panel._reject(desk.presenter.panel._draft.sources[1])
    desk.quiet()
    panel.view.ensureWidgetVisible(panel.view.sources)
    panel.view.verticalScrollBar().setValue(panel.view.verticalScrollBar().maximum())
    desk.shoot(folder, f"cards-{name}")
    panel.source_wanted.emit(cards()[0], ())
    desk.quiet()
    desk.shoot(folder, f"source-old-{name}", desk.presenter.source.dialog)
    desk.presenter.source.dialog.close()


def busy(desk_of, folder: Path, name: str) -> None:
    at = road()
    at.hold, at.progress = True, (IndexProgress(120, 1_398, 38.4, 214.0, resumed=True),)
    desk = desk_of(at)
    page = desk.presenter.knowledge
    page.open()
    settle(lambda: page.sources.item_model.rowCount() > 0)
    page.update()
    settle(lambda: "120" in page.view.progress.words.text())
    page.view.grab().save(str(folder / f"knowledge-busy-{name}.png"))
    at.let_go.set()
    desk.quiet()
    page.view.close()
    desk.close()


def palette(desk_of, folder: Path, name: str) -> None:
    at = road()
    desk = desk_of(at)
    search = desk.presenter.search
    more_found = (replace(one, why="meaning") for one in shop.SOURCES[1:])
    at.by_meaning["parcel"] = (*cards(), *more_found)
    search.open()
    search.view.field.setText("parcel")
    settle(lambda: len([one for one in search.item_model.hits if one.quote]) > 3)
    desk.shoot(folder, f"palette-{name}", search.view)
    at.engine.now = EngineStatus(EngineState.STARTING)
    search.set_engine(at.engine.now)
    search.view.field.setText("free cart")
    settle(lambda: "alone" in search.view.hint.text())
    desk.shoot(folder, f"palette-words-{name}", search.view)
    search.view.close()
    desk.close()
