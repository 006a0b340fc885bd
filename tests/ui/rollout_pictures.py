"""Pictures of what an organisation and whoever helps look at: about, bundle, what is locked."""

from __future__ import annotations

from pathlib import Path

from copilot import paths
from copilot.app.about import about
from copilot.app.support import support_bundle
from tests.ui.privacy_pictures import road
from tests.ui.settling import settle
from ui.connect.view import ConnectDialog
from ui.refusal import Refusal
from ui.window.keys import KeyList

FIXED = frozenset({"retention.tickets", "retention.sent", "lock_minutes", "knowledge"})
WHY = (
    "The settings of your organisation, /etc/support-copilot/policy.toml, have a mistake: Expected "
    "`int`, got `str` - at `$.lock_minutes`. Nothing was opened or changed: the program does not "
    "start with less than they ask for. Tell whoever looks after this machine."
)


def rollout_pictures(desk_of, folder: Path, name: str) -> None:
    """`desk_of` makes a photographed window on a road."""
    locked(desk_of, folder, name)
    helping(desk_of, folder, name)


def locked(desk_of, folder: Path, name: str) -> None:
    desk = desk_of(road())
    desk.presenter.fix(FIXED, "")
    page = desk.presenter.privacy
    page.lock.minutes.show_number(5)
    for tab in ("Kept", "Lock"):
        page.open_at(tab)
        desk.shoot(folder, f"locked-{tab.lower()}-{name}", page.view)
    page.view.close()
    desk.presenter.knowledge.open()
    desk.shoot(folder, f"locked-knowledge-{name}", desk.presenter.knowledge.view)
    desk.presenter.knowledge.view.close()
    for words, dialog in (
        ("connect", ConnectDialog(desk.window, fixed_address="https://rt.example.com")),
        ("refusal", Refusal(WHY)),
        ("keys", KeyList(desk.window)),
    ):
        dialog.show()
        desk.shoot(folder, f"locked-{words}-{name}", dialog)
        dialog.close()
    desk.close()


def helping(desk_of, folder: Path, name: str) -> None:
    at = paths.places("pictures")
    text = support_bundle(None, at)
    desk = desk_of(road())
    desk.presenter.helping.offer(lambda: about(at), lambda _: text)
    page = desk.presenter.helping.about
    page.open()
    settle(page.view.isVisible)
    desk.shoot(folder, f"about-{name}", page.view)
    page.view.show_tab("Licences")
    page.licences.list.setCurrentIndex(page.licences.item_model.index(8))
    desk.shoot(folder, f"about-licences-{name}", page.view)
    page.view.close()
    bundle = desk.presenter.helping.bundle
    bundle.open()
    settle(bundle.view.save.isEnabled)
    desk.shoot(folder, f"bundle-{name}", bundle.view)
    bundle.view.close()
    desk.close()
