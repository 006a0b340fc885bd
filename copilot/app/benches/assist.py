"""Builds what eval assist measures: the road over a desk of cases, and simple ways beside it."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import msgspec

from copilot.app import profile, transient
from copilot.app.benches.simple import BigPrompt, Extractive, big_prompt
from copilot.engine import Engine
from copilot.errors import Bug, UserFacing
from copilot.evals.cases import CaseFiles
from copilot.evals.outcomes import Outcome, outcome
from copilot.knowledge.tongue import language_of
from copilot.model_files.catalogue import load_catalogue
from copilot.model_files.choice import ChosenFile, chosen_file
from copilot.paths import places, shipped
from copilot.pipeline import Road
from copilot.prompting.own_prompts import load_own_prompts
from copilot.prompting.prompt_file import PromptFile, load_prompts
from copilot.records import Draft, Summary, TicketKey, Triage

__all__ = ["Roads", "language_of"]

# The rooms and files that an answer comes from.
_ANSWERING = {
    *("assistance", "checks", "drafts", "engine", "generation", "knowledge", "prompting"),
    *("redaction", "road", "pipeline.py"),
}


class Reading(Protocol):
    """The part of the road that is measured."""

    def summarise(self, key: TicketKey) -> Summary: ...
    def draft(self, key: TicketKey) -> Draft: ...


@dataclass(slots=True)
class Roads:
    """One road over the desk of some cases, opened when it is first needed."""

    files: CaseFiles
    model_file: str = ""
    prompts: Path | None = None
    engine: Engine | None = None
    _opened: ExitStack = field(default_factory=ExitStack)
    _road: Road | None = None

    def road(self) -> Road:
        """With everything read and indexed."""
        if self._road is None:
            self.engine = self.engine or profile.engine_of(places(), self.model_file)
            self._road = self._opened.enter_context(_desk(self, self.engine))
            self._road.sync()
            self._road.knowledge.update()
        return self._road

    def close(self) -> None:
        """Stop the engine process and let go of the desk."""
        self._opened.close()
        self._road = None

    def program(self) -> Timed:
        """The program as people use it."""
        return Timed(ProgramAnswers(self.road()).outcome)

    def big_prompt(self) -> Timed:
        """One prompt for everything."""
        return Timed(BigPrompt(self.road(), self._engine()).outcome)

    def extractive(self) -> Timed:
        """The closest sentences as they are."""
        return Timed(Extractive(self.road(), self._engine()).outcome)

    def _engine(self) -> Engine:
        if self.engine is None:
            raise Bug("the road was not opened")
        return self.engine

    def model(self) -> ChosenFile:
        """The model file that answers. Raises ModelFileError."""
        return chosen_file(self.model_file, load_catalogue(), places().models)

    def prompt_files(self) -> dict[str, PromptFile]:
        """By name. Raises BadInput where a folder of somebody's own does not hold them all."""
        if self.prompts is not None:
            return load_own_prompts(self.prompts)
        return load_prompts(shipped("resources", "prompts"))

    def parts(self, *, simple: bool = False) -> tuple[str, ...]:
        """What outcomes hang on beside tickets and knowledge.

        Simple ways are taken for the same whatever the program's steps are like.
        """
        if simple:
            return (self.model().sha256, big_prompt().sha256)
        prompts = [f"{name} {one.sha256}" for name, one in sorted(self.prompt_files().items())]
        return (self.model().sha256, *prompts, _program_sha256())


@dataclass(frozen=True, slots=True)
class Timed:
    """A way to answer, with the seconds it takes."""

    answer: Callable[[str], Outcome]

    def outcome(self, ticket: str) -> Outcome:
        """What people would be told of becomes an outcome."""
        began = time.perf_counter()
        try:
            came = self.answer(ticket)
        except UserFacing as error:
            came = Outcome(ticket, "", failed=str(error))
        return msgspec.structs.replace(came, seconds=round(time.perf_counter() - began, 2))


@dataclass(frozen=True, slots=True)
class ProgramAnswers:
    """Outcomes of the road."""

    road: Reading

    def outcome(self, ticket: str) -> Outcome:
        """Summary, what is suggested, and a draft."""
        key = TicketKey("demo", ticket)
        summary, triage = self.road.summarise(key), self._triage(key)
        return outcome(self.road.draft(key), summary, triage)

    def _triage(self, key: TicketKey) -> Triage | None:
        triage: Callable[[TicketKey], Triage] | None = getattr(self.road, "triage", None)
        return triage(key) if triage else None


@contextmanager
def _desk(roads: Roads, engine: Engine) -> Iterator[Road]:
    """A road over all tickets of the case files in one seed."""
    with TemporaryDirectory(prefix="support-copilot-cases-") as folder:
        seed = Path(folder) / "tickets.json"
        tickets = [one for path in roads.files.tickets for one in json.loads(path.read_bytes())]
        seed.write_text(json.dumps(tickets), "utf-8")
        if roads.files.macros.exists():
            shutil.copy(roads.files.macros, seed.with_name("macros.json"))
        with transient.eval_road(
            seed, roads.files.articles, engine=engine, prompts=roads.prompts
        ) as road:
            yield road


def _program_sha256() -> str:
    """Of the sources that answer, so that a change elsewhere leaves what was kept."""
    package = Path(__file__).parents[2]
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        if path.relative_to(package).parts[0] in _ANSWERING:
            digest.update(path.read_bytes())
    return digest.hexdigest()
