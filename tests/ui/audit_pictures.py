"""Pictures of the audit page, the approval under a policy, the second signature, earlier texts."""

from __future__ import annotations

from pathlib import Path

from copilot.audit.chain import Broken
from copilot.records import PolicyState, Terms
from tests.fakes import road_policy
from tests.fakes import road_tickets as shop
from tests.fakes.road import FakeRoad
from ui.second.view import SecondDialog

HOURS = "Monday to Friday, 08:00 to 18:00 (Europe/Berlin)"
HELD = "Waits for working hours: goes out Monday, 23 November, 08:00 (Europe/Berlin)."
TITLE = "policy 3 of Nordlicht Outdoor"
REFUSED = (
    "The policy file is not what was signed: one of the two was changed. Until that is mended "
    "nothing is approved or sent; what waits is kept. Ask who looks after the policy of your team."
)


def road() -> FakeRoad:
    made = FakeRoad(clock=lambda: shop.NOW)
    made.policy.shown = road_policy.POLICY
    return made


def audit_pictures(desk_of, folder: Path, name: str) -> None:
    """`desk_of` makes a photographed window on a road."""
    desk = desk_of(road())
    page = desk.presenter.audit
    page.open()
    desk.quiet()
    for tab in ("Rows", "Check and export", "Team policy"):
        page.view.show_tab(tab)
        desk.shoot(folder, f"audit-{tab.split()[0].lower()}-{name}", page.view)
    page.view.resize(760, 480)
    page.view.show_tab("Rows")
    desk.shoot(folder, f"audit-small-{name}", page.view)
    desk.road.broken = (Broken(4, "the row was changed"), Broken(0, "a9: it is in the outbox"))
    desk.road.policy.shown = PolicyState(file="/home/anna/team.toml", fault=REFUSED)
    page.refresh()
    desk.quiet()
    for tab in ("Check and export", "Team policy"):
        page.view.show_tab(tab)
        desk.shoot(folder, f"audit-{tab.split()[0].lower()}-wrong-{name}", page.view)
    page.view.close()
    desk.close()
    approvals(desk_of, folder, name)


def approvals(desk_of, folder: Path, name: str) -> None:
    for words, terms in (
        ("policy", Terms(7, 10, TITLE, hours=HOURS, held=HELD)),
        ("two", Terms(7, 10, TITLE, second=(road_policy.REASON,), hours=HOURS)),
        ("refused", Terms(7, 10, refused=REFUSED)),
    ):
        at = road()
        at.approval_terms = terms
        desk = desk_of(at)
        desk.open(4219)
        desk.shoot(folder, f"approval-{words}-{name}")
        if words == "two":
            desk.presenter.approval.show_preview()
            desk.quiet()
            desk.shoot(folder, f"approval-preview-{name}", desk.presenter.approval._preview)
            desk.presenter.approval._preview.close()
            desk.presenter.show_earlier()
            desk.quiet()
            desk.shoot(folder, f"earlier-{name}", desk.presenter.earlier.dialog)
            desk.presenter.earlier.dialog.reject()
            dialog = SecondDialog(at.second.read(b""), desk.window)
            dialog.show()
            desk.shoot(folder, f"second-{name}", dialog)
            dialog.reject()
            desk.presenter.outbox.open()
            desk.shoot(folder, f"outbox-two-{name}", desk.presenter.outbox.view)
            desk.presenter.outbox.view.close()
        desk.close()
