"""The real engine process is killed while it writes a draft; the draft can be asked again."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from copilot import paths
from copilot.engine import EmbeddingFile, EngineFiles, Priority
from copilot.engine.client import EngineClient
from copilot.errors import EngineFailed
from copilot.model_files.catalogue import FileRole, load_catalogue
from copilot.records import Answer, Prompt, ReplyKind, TicketKey
from copilot.settings import KnowledgeFolder
from tests.conftest import MODELS
from tests.engine.conftest import child_of
from tests.road.conftest import OpenDemo
from tests.road.small_desk import seed_with

pytestmark = [pytest.mark.model, pytest.mark.timeout(600)]
EMBEDDING = load_catalogue().reference(FileRole.EMBEDDING).sha256
KEY = TicketKey("demo", "4226")


class DyingOnce(EngineClient):
    """Its child gets kill -9 with the first piece of its first answer."""

    killed = 0

    def generate(
        self,
        prompt: Prompt,
        *,
        on_text: Callable[[str], None] | None = None,
        stop: Event | None = None,
        priority: Priority = Priority.OPEN_TICKET,
    ) -> Answer:
        def kill(piece: str) -> None:
            if not self.killed:
                self.killed = child_of(self)
                os.kill(self.killed, signal.SIGKILL)

        return super().generate(prompt, on_text=kill, stop=stop, priority=priority)


@pytest.fixture
def dying(reference_file: Path) -> Iterator[DyingOnce]:
    files = EngineFiles(
        reference_file,
        "Reference",
        "",
        embeddings=(EmbeddingFile(EMBEDDING, MODELS / "all-minilm-l6-v2"),),
        ner=MODELS / "en_core_web_sm",
    )
    client = DyingOnce(files)
    yield client
    client.close()


def test_a_draft_can_be_asked_again_after_kill_9(
    at: paths.Places, tmp_path: Path, open_demo: OpenDemo, dying: DyingOnce, one_article: Path
) -> None:
    seed_with(at, tmp_path, {KEY.id}, solved=0)
    road = open_demo(dying, knowledge=(KnowledgeFolder(str(one_article)),))
    road.sync()
    with pytest.raises(EngineFailed, match=r"Nothing was lost; ask again\."):
        road.draft(KEY)
    assert road.saved_draft(KEY, ReplyKind.PUBLIC_REPLY) is None

    draft = road.draft(KEY)
    assert child_of(dying) != dying.killed
    assert draft.text.startswith("Hello Kit Vance,")
    assert road.saved_draft(KEY, ReplyKind.PUBLIC_REPLY) == draft
    assert road.audit.broken() == ()
