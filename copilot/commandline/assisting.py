"""eval assist: golden cases through the program, graded and compared with the last time."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from copilot.app.benches.assist import Roads, language_of
from copilot.commandline.output import as_json, note, say
from copilot.commandline.profile import first_sync, opened
from copilot.errors import BadInput
from copilot.evals import page, results_page
from copilot.evals.assist import Answering, Measured, measure
from copilot.evals.cases import Case, CaseFiles, load, own_files, shipped_files
from copilot.evals.comparing import baseline_of, changes, read_baseline, write_baseline
from copilot.evals.grading import Grade
from copilot.evals.kept_outcomes import KeptOutcomes, fingerprint
from copilot.evals.making_cases import cases_of, write_cases
from copilot.evals.selecting import chosen as selected
from copilot.evals.selecting import in_turn
from copilot.evals.shop import Shop, open_shop
from copilot.paths import places

PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class _Run:
    """Everything a run needs to answer some cases in one way."""

    roads: Roads
    cases: tuple[Case, ...]
    shop: Shop
    outcomes: Path
    fresh: bool

    def measured(self, name: str, answering: Callable[[], Answering]) -> Measured:
        parts = self.roads.parts(simple=name != PROGRAM)
        here = fingerprint(name, *parts, shop=self.shop)
        folder = self.outcomes / here
        if self.fresh and folder.exists():
            for path in folder.iterdir():
                path.unlink()
        done = iter(range(1, len(self.cases) + 1))
        found = measure(
            name,
            in_turn(self.cases),
            self.shop,
            answering=answering,
            kept=KeptOutcomes(folder, self.shop),
            language_of=language_of,
            on_case=lambda graded, kept: note(_progress(graded, kept, next(done), self.cases)),
        )
        grades = sorted(found.grades, key=lambda graded: self.cases.index(graded.case))
        return Measured(name, tuple(grades))


def evaluate(chosen: argparse.Namespace) -> int:
    """Measure, compare, and say or print it; 1 where something regressed."""
    files = _files(chosen)
    measured, about = _measured(chosen, files)
    before = read_baseline(files.baseline)
    found = changes(measured[0].grades, before) if before else ()
    if chosen.json:
        as_json(page.as_data(measured, found, about))
    else:
        say(page.text(measured, found, about))
    if chosen.report:
        chosen.report.write_text(results_page.markdown(measured, found, about), "utf-8")
    if chosen.keep:
        now = baseline_of(measured[0].grades, model=about.model, prompts=about.prompts)
        write_baseline(now.over(before), files.baseline)
        return 0
    return 1 if any(change.regressed for change in found) else 0


def make_cases(chosen: argparse.Namespace) -> int:
    """Write cases from the profile's solved tickets into a folder, for a person to go over."""
    with opened(chosen) as road:
        first_sync(road)
        solved = road.solved(chosen.limit)
    made = cases_of(solved)
    write_cases(made, chosen.folder)
    say(
        f"{len(made)} cases out of {len(solved)} solved tickets are in {chosen.folder}. Read them "
        "before you share them, name the articles that answer, and put the articles beside them."
    )
    return 0


def _measured(chosen: argparse.Namespace, files: CaseFiles) -> tuple[list[Measured], page.About]:
    """Cases may name articles that another knowledge does not have: they count as not found."""
    asked = replace(files, articles=chosen.knowledge or files.articles)
    shop = open_shop(asked)
    cases = load(files.cases, shop.tickets, {*shop.articles, *open_shop(files).articles})
    taken = selected(cases, only=chosen.only, limit=chosen.limit, quick=chosen.quick)
    outcomes = chosen.cases / ".outcomes" if chosen.cases else places().logs.parent / "evals"
    with closing(Roads(asked, model_file=chosen.model, prompts=chosen.prompts)) as roads:
        run = _Run(roads, taken, shop, outcomes, chosen.fresh)
        prompts = {name: one.version for name, one in roads.prompt_files().items()}
        measured = list(_ways(run, chosen.simple))
        return measured, page.About(roads.model().title, prompts, date.today())


def _ways(run: _Run, simple: int | None) -> Iterator[Measured]:
    """`simple`: on how many cases the big prompt is tried, 0 for all; None: no simple way."""
    yield run.measured(PROGRAM, run.roads.program)
    if simple is not None:
        some = replace(run, cases=in_turn(run.cases)[: simple or None])
        yield some.measured(page.BIG_PROMPT, run.roads.big_prompt)
        yield run.measured("extractive", run.roads.extractive)


def _files(chosen: argparse.Namespace) -> CaseFiles:
    files = own_files(chosen.cases) if chosen.cases else shipped_files()
    articles = chosen.knowledge or files.articles
    if not articles.is_dir():
        raise BadInput(
            f"There is no folder {articles}: put the articles there, or name a folder with "
            "--knowledge."
        )
    return files


def _progress(graded: Grade, kept: bool, number: int, cases: tuple[Case, ...]) -> str:
    how = "kept" if kept else f"{graded.came.seconds:.1f} s"
    short = "; ".join(dict.fromkeys(one.kind for one in graded.failures)) or "good"
    return f"{number}/{len(cases)} {graded.case.ticket} ({how}): {short}"
