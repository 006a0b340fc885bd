"""Commands that measure."""

from __future__ import annotations

from pathlib import Path

from copilot.commandline.arguments.command import Commands, command, handled_in, with_json


def add(commands: Commands) -> None:
    """All of them."""
    text = "measure on golden cases, or on questions and passages of your own"
    evaluate = commands.add_parser("eval", help=text, description=text)
    kinds = evaluate.add_subparsers(title="what", metavar="WHAT", required=True)
    _assist(kinds)
    _make_cases(kinds)
    retrieval = command(
        kinds,
        "retrieval",
        handled_in("measuring", "measure"),
        "the search beside simple ones, on passages and questions of your own",
    )
    for name, metavar, holds in (
        ("passages", "P.jsonl", "lines of {id, text, title?, scope?}"),
        ("queries", "Q.jsonl", "lines of {id, text, history?: [{role, text}]}"),
        ("qrels", "R.tsv", "tab-separated with a header: query, passage, relevance"),
    ):
        retrieval.add_argument(f"--{name}", type=Path, required=True, metavar=metavar, help=holds)
    retrieval.add_argument(
        "--unanswerable",
        action="store_true",
        help="ask again with the answering documents taken out",
    )
    with_json(retrieval)
    planted = command(
        kinds,
        "injection",
        handled_in("injecting", "measure"),
        "planted instructions: found, wrongly marked, obeyed in drafts",
    )
    planted.add_argument(
        "--data",
        type=Path,
        required=True,
        metavar="POISONED.jsonl",
        help="lines of {id, poisoned, attack, clean?, category?, goal?}",
    )
    planted.add_argument(
        "--drafts",
        type=int,
        default=None,
        metavar="N",
        help="draft a reply for N of them with the model file, some 15 s each; 0 for none",
    )
    planted.add_argument(
        "--knowledge", type=Path, metavar="DIR", help="articles instead of the demo desk's"
    )
    with_json(planted)
    summary = command(
        kinds,
        "summary",
        handled_in("reading", "summaries"),
        "summaries beside one big prompt, on dialogues that people summarised",
    )
    summary.add_argument(
        "--data",
        type=Path,
        required=True,
        metavar="DIALOGUES.jsonl",
        help="lines of {id, turns: [{role: customer|agent, text}], abstractive_summaries: [text]}",
    )
    summary.add_argument("--limit", type=int, metavar="N", help="only the first N dialogues")
    with_json(summary)
    triage = command(
        kinds,
        "triage",
        handled_in("reading", "triage"),
        "reasons to escalate, on labelled messages",
    )
    triage.add_argument(
        "--data",
        type=Path,
        required=True,
        metavar="MESSAGES.jsonl",
        help='lines of {id, text, kinds: ["legal threat", ...], lang?}',
    )
    with_json(triage)
    pii = command(
        kinds,
        "pii",
        handled_in("redacting", "measure"),
        "redaction beside presidio's default, on marked texts of your own",
    )
    pii.add_argument(
        "--data",
        type=Path,
        required=True,
        metavar="SPANS.jsonl",
        help="lines of {id, text, lang?, record?, spans: [{start, end, label}], template_id?}",
    )
    with_json(pii)


def _assist(kinds: Commands) -> None:
    assist = command(
        kinds,
        "assist",
        handled_in("assisting", "evaluate"),
        "summaries and drafts, on golden cases",
    )
    for name, metavar, holds in (
        ("cases", "DIR", "cases.json, tickets.json, articles/ (else the demo desk's)"),
        ("prompts", "DIR", "prompt files in place of the shipped ones, to see what they change"),
        ("knowledge", "DIR", "articles in place of those of the cases, to see what they change"),
        ("report", "FILE.md", "write the page of figures there"),
    ):
        assist.add_argument(f"--{name}", type=Path, metavar=metavar, help=holds)
    assist.add_argument("--model", default="", metavar="FILE", help="an id of the list, or a path")
    assist.add_argument("--only", default="", metavar="KINDS", help="kinds or tickets, by commas")
    assist.add_argument("--limit", type=int, default=0, metavar="N", help="the first N cases")
    assist.add_argument("--quick", action="store_true", help="the fixed sample of all kinds")
    assist.add_argument("--fresh", action="store_true", help="answer again what was answered")
    assist.add_argument(
        "--simple",
        nargs="?",
        type=int,
        const=0,
        metavar="N",
        help="also extracted sentences, and one big prompt on N of the cases (0: all)",
    )
    assist.add_argument("--keep", action="store_true", help="compare with this run from now on")
    with_json(assist)


def _make_cases(kinds: Commands) -> None:
    made = command(
        kinds,
        "make-cases",
        handled_in("assisting", "make_cases"),
        "redacted cases out of solved tickets",
    )
    made.add_argument("folder", type=Path, metavar="DIR", help="a new folder for them")
    made.add_argument("--limit", type=int, default=50, metavar="N", help="of the newest N tickets")
