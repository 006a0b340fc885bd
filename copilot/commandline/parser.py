"""The arguments of every command, and the one place where errors become sentences."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from pathlib import Path

from copilot import __version__
from copilot.errors import Cancelled, UserFacing
from copilot.paths import places
from copilot.program_log import logging_to
from copilot.records import QueueView

DEMO_TICKET = "4217"
UNLOGGED = ("remove-data",)


def run(arguments: Sequence[str]) -> int:
    """Run one command line; errors for people end in one sentence and exit status 1."""
    chosen = build().parse_args(arguments)
    try:
        with _logged(chosen):
            _require_whole_policy(chosen)
            return int(chosen.work(chosen) or 0)
    except UserFacing as error:
        sys.stderr.write(f"support-copilot: {error}\n")
        return 1
    except BrokenPipeError:
        # Whoever read the output has seen enough; the interpreter must not write to it at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except (KeyboardInterrupt, Cancelled):
        sys.stderr.write("\nStopped; what was finished is kept.\n")
        return 130


def _require_whole_policy(chosen: argparse.Namespace) -> None:
    """Raises BrokenPolicy, also for what would read no settings; the window says it in a window."""
    if chosen.command and chosen.command not in UNLOGGED:
        from copilot import settings

        settings.locked()


def _logged(chosen: argparse.Namespace) -> AbstractContextManager[None]:
    """The log of this command. Who removes the folder of the log keeps no file open in it."""
    if chosen.command in UNLOGGED:
        return nullcontext()
    return logging_to(places(chosen.profile).logs, chosen.command or "window")


def build() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = argparse.ArgumentParser(
        prog="support-copilot",
        description="Summaries, drafts with sources and approved replies, on this laptop alone.",
        epilog="Without a command the window opens.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--profile", default="default", help="settings and store of this name")
    parser.set_defaults(work=_in("window", "open_window"), json=False)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    _looking(commands)
    _knowing(commands)
    _sending(commands)
    _policy(commands)
    _machine(commands)
    return parser


def _looking(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    sync = _command(commands, "sync", _in("looking", "sync"), "read what changed in the helpdesk")
    _json(sync)
    listed = _command(commands, "list", _in("looking", "list_tickets"), "the tickets of a view")
    listed.add_argument("view", nargs="?", default="all", choices=tuple(QueueView))
    listed.add_argument("--search", default="", help="words in subject, requester or text")
    _json(listed)
    show = _command(commands, "show", _in("looking", "show"), "one ticket with its messages")
    show.add_argument("ticket", help="number of the ticket")
    _json(show)
    for name, work, text in (
        ("summarise", _in("walking", "summarise"), "a structured summary of a ticket"),
        ("draft", _in("walking", "draft"), "a reply draft with a source for each sentence"),
    ):
        command = _command(commands, name, work, text)
        command.add_argument("number", nargs="?", default="", metavar="TICKET")
        command.add_argument("--ticket", type=Path, metavar="FILE.json", help="a ticket in a file")
        command.add_argument("--knowledge", type=Path, metavar="DIR", help="a folder of articles")
        _json(command)
    transcript = _command(
        commands,
        "transcript",
        _in("transcribing", "transcript"),
        "action items, a follow-up e-mail and a note from a call or chat",
    )
    transcript.add_argument("file", type=Path, help="text, WebVTT (.vtt) or SubRip (.srt)")
    transcript.add_argument(
        "--ticket", default="", metavar="TICKET", help="keep e-mail and note as its drafts"
    )
    _json(transcript)
    demo = _command(
        commands, "demo", _in("walking", "demo"), "walk one demo ticket down the whole road"
    )
    demo.add_argument("number", nargs="?", default=DEMO_TICKET, metavar="TICKET")
    _json(demo)


def _knowing(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    search = _command(
        commands, "search", _in("knowing", "search"), "passages that answer a question"
    )
    search.add_argument("query", nargs="+", help="a question, or words")
    _json(search)
    knowledge = commands.add_parser(
        "knowledge",
        help="folders of articles and macros, and what is known of them",
        description="Folders of articles and macros, and what is known of them.",
    )
    actions = knowledge.add_subparsers(title="actions", metavar="ACTION", required=True)
    add = _command(actions, "add", _in("knowing", "add"), "read a folder from now on")
    add.add_argument("folder", type=Path, help="Markdown, HTML, PDF, DOCX, text and CSV are read")
    add.add_argument("--macros", action="store_true", help="it holds macros, not articles")
    add.add_argument(
        "--internal", action="store_true", help="for agents only: never worded into a reply"
    )
    add.add_argument("--team", default="", help="for the agents of this team only")
    sync = _command(actions, "sync", _in("knowing", "sync"), "read what is new or changed")
    _json(sync)
    status = _command(
        actions, "status", _in("knowing", "status"), "sources, problems, gaps and feedback"
    )
    _json(status)
    remove = _command(actions, "remove", _in("knowing", "remove"), "let go of a folder")
    remove.add_argument("folder", help="as the status names it")
    forget = _command(
        actions, "forget", _in("knowing", "forget"), "forget what agents did with sources"
    )
    forget.add_argument("source", nargs="?", default="", help="one source; all without it")


def _sending(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    approve = _command(
        commands, "approve", _in("sending", "approve"), "show what will be sent, and ask"
    )
    approve.add_argument("ticket", help="number of the ticket whose draft it is")
    approve.add_argument("--text", type=Path, metavar="FILE", help="send this text instead")
    approve.add_argument("--note", action="store_true", help="an internal note, not a reply")
    approve.add_argument("--status", choices=("open", "pending", "solved"), help="new status")
    approve.add_argument(
        "--attach", type=Path, action="append", default=[], metavar="FILE", help="add this file"
    )
    approve.add_argument(
        "--take-off", action="append", default=[], metavar="NAME", help="take this file off"
    )
    approve.add_argument(
        "--accept-findings", action="store_true", help="accept what the checks ask a person about"
    )
    approve.add_argument(
        "--request",
        type=Path,
        metavar="FILE",
        help="where a second person has to sign: save the request for them here",
    )
    outbox = _command(
        commands, "outbox", _in("sending", "outbox"), "what was approved, and where it is"
    )
    outbox.add_argument("--take-back", metavar="ID", help="take an approved item back")
    outbox.add_argument(
        "--decide", nargs=2, metavar=("ID", "again|leave"), help="settle an unknown delivery"
    )
    _json(outbox)
    send = _command(commands, "send", _in("sending", "send"), "deliver what is approved and due")
    _json(send)
    audit = _command(
        commands, "audit", _in("sending", "audit"), "the record of what was seen and sent"
    )
    audit.add_argument("action", choices=("verify", "show", "export"))
    audit.add_argument(
        "file", nargs="?", type=Path, help="where export writes, or an export for verify to check"
    )
    _json(audit)
    text = "how drafts came to be, and what became of them"
    traces = commands.add_parser("traces", help=text, description=text)
    actions = traces.add_subparsers(title="actions", metavar="ACTION", required=True)
    shown = _command(actions, "show", _in("tracing", "show"), "the steps of a ticket's draft")
    shown.add_argument("ticket", help="number of the ticket")
    shown.add_argument("--note", action="store_true", help="of its note, not of its reply")
    _json(shown)
    export = _command(
        actions, "export", _in("tracing", "export"), "all traces as OpenTelemetry spans, as JSON"
    )
    export.add_argument("file", type=Path, help="where to write them")


def _policy(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "your team's signed policy: who approves what, and who signs besides"
    policy = commands.add_parser("policy", help=text, description=text)
    actions = policy.add_subparsers(title="actions", metavar="ACTION", required=True)
    look = _command(actions, "check", _in("policy", "check"), "is the file right, and signed?")
    look.add_argument("file", type=Path, help="the policy, TOML; its signature is FILE.sig")
    look.add_argument("--key", default="", metavar="HEX", help="the key that must have signed it")
    _json(look)
    sign = _command(actions, "sign", _in("policy", "sign"), "sign a policy with your key")
    sign.add_argument("file", type=Path, help="the signature is written to FILE.sig")
    show = _command(actions, "show", _in("policy", "show"), "what it says, in sentences")
    show.add_argument("file", nargs="?", type=Path, help="without it: the policy in force")
    _json(show)
    use = _command(actions, "use", _in("policy", "use"), "put a policy in force, or none any more")
    use.add_argument("file", nargs="?", type=Path, help="without it: no policy any more")
    use.add_argument("--key", default="", metavar="HEX", help="the key that must have signed it")
    _command(actions, "key", _in("policy", "key"), "your public key, for the policy to name")
    second = _command(
        commands,
        "approve-request",
        _in("policy", "approve_request"),
        "sign what a colleague approved, as the second person",
    )
    second.add_argument("file", type=Path, help="the request that the colleague saved")
    second.add_argument("--answer", type=Path, metavar="FILE", help="where the answer is written")
    second.add_argument(
        "--save-files", type=Path, metavar="FOLDER", help="save what is attached, to look at it"
    )
    take = _command(
        commands,
        "take-answer",
        _in("policy", "take_answer"),
        "put what a second person signed into the outbox",
    )
    take.add_argument("file", type=Path, help="the answer that the colleague gave back")


def _machine(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    models = _command(
        commands, "models", _in("machine", "models"), "the model files on this machine"
    )
    models.add_argument("action", choices=("list", "fetch", "verify", "use"))
    models.add_argument("name", nargs="?", default="", help="an id of the list, or a path for use")
    _json(models)
    connect = _command(
        commands, "connect", _in("machine", "connect"), "work with your own helpdesk"
    )
    connect.add_argument("helpdesk", choices=("rt", "demo"))
    connect.add_argument("url", nargs="?", default="", help="such as https://rt.example.com")
    connect.add_argument("--knowledge", action="append", default=[], metavar="DIR")
    doctor = _command(
        commands, "doctor", _in("machine", "doctor"), "look whether everything is in place"
    )
    doctor.add_argument(
        "--egress",
        action="store_true",
        help="try to leak in every way instead, and say what was refused",
    )
    _json(doctor)
    bundle = _command(
        commands,
        "support-bundle",
        _in("supporting", "bundle"),
        "how the program is on this machine, for whoever helps you; nothing of a ticket",
    )
    bundle.add_argument("file", nargs="?", type=Path, help="saved here, after it was shown")
    bundle.add_argument("--show", action="store_true", help="show it; without FILE save nothing")
    bundle.add_argument("--yes", action="store_true", help="do not show it and ask before saving")
    remove = _command(
        commands,
        "remove-data",
        _in("removing", "remove_data"),
        "remove stores, settings, logs and keys of the profile from this machine",
    )
    remove.add_argument("--all", action="store_true", help="of every profile")
    remove.add_argument("--models", action="store_true", help="the model files fetched here too")
    remove.add_argument("--yes", action="store_true", help="do not ask")
    _updates(commands)
    _privacy(commands)
    _redacting(commands)
    _measuring(commands)


def _updates(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "newer versions, in the place that the settings name; nothing is installed"
    updates = commands.add_parser("updates", help=text, description=text)
    actions = updates.add_subparsers(title="actions", metavar="ACTION", required=True)
    check = _command(actions, "check", _in("updating", "check"), "whether there is a newer version")
    _json(check)
    fetch = _command(
        actions, "fetch", _in("updating", "fetch"), "fetch and prove its installer, for a person"
    )
    fetch.add_argument("folder", type=Path, help="where the installer is put")
    key = _command(
        actions, "make-key", _in("updating", "make_key"), "a new key, for who gives versions out"
    )
    key.add_argument("file", type=Path, help="where the private key is written")
    sign = _command(
        actions, "sign", _in("updating", "sign"), "write the signed list of a folder of installers"
    )
    sign.add_argument("folder", type=Path)
    sign.add_argument("--key", type=Path, required=True, metavar="FILE")
    sign.add_argument("--to", required=True, metavar="VERSION", help="such as 0.2.0")
    sign.add_argument("--notes", default="", help="what is new, in a sentence")


def _privacy(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "what is kept of people, for how long, and locked with what"
    privacy = commands.add_parser("privacy", help=text, description=text)
    actions = privacy.add_subparsers(title="actions", metavar="ACTION", required=True)
    _json(_command(actions, "status", _in("privacy", "status"), "what is kept, and how long"))
    _json(_command(actions, "clear", _in("privacy", "clear"), "delete what is older than its time"))
    delete = _command(
        actions, "delete", _in("privacy", "delete"), "delete a customer everywhere, and report it"
    )
    delete.add_argument("person", metavar="PERSON", help="a name or an e-mail address")
    delete.add_argument("--yes", action="store_true", help="do not ask for the name once more")
    _json(delete)
    _command(
        actions, "change-key", _in("privacy", "change_key"), "encrypt the store under a new key"
    )
    phrase = _command(
        actions, "passphrase", _in("privacy", "passphrase"), "ask for a passphrase from now on"
    )
    which = phrase.add_mutually_exclusive_group()
    which.add_argument("--file", type=Path, metavar="FILE", help="it stands in this file")
    which.add_argument("--remove", action="store_true", help="the keyring alone opens it again")


def _redacting(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    redact = _command(
        commands, "redact", _in("redacting", "redact"), "take personal data out of standard input"
    )
    redact.add_argument("--lang", default="", metavar="XX", help="its language, if it is short")
    redact.add_argument(
        "--record",
        type=Path,
        metavar="FILE.json",
        help="what is known: {requester: {name, email, phones, addresses, orders, accounts}, "
        "agents: [{name, email}], plain: [never hidden]}",
    )
    _json(redact)


def _measuring(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "measure on golden cases, or on questions and passages of your own"
    evaluate = commands.add_parser("eval", help=text, description=text)
    kinds = evaluate.add_subparsers(title="what", metavar="WHAT", required=True)
    _assist(kinds)
    _make_cases(kinds)
    retrieval = _command(
        kinds,
        "retrieval",
        _in("measuring", "measure"),
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
    _json(retrieval)
    planted = _command(
        kinds,
        "injection",
        _in("injecting", "measure"),
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
    _json(planted)
    summary = _command(
        kinds,
        "summary",
        _in("reading", "summaries"),
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
    _json(summary)
    triage = _command(
        kinds, "triage", _in("reading", "triage"), "reasons to escalate, on labelled messages"
    )
    triage.add_argument(
        "--data",
        type=Path,
        required=True,
        metavar="MESSAGES.jsonl",
        help='lines of {id, text, kinds: ["legal threat", ...], lang?}',
    )
    _json(triage)
    pii = _command(
        kinds,
        "pii",
        _in("redacting", "measure"),
        "redaction beside presidio's default, on marked texts of your own",
    )
    pii.add_argument(
        "--data",
        type=Path,
        required=True,
        metavar="SPANS.jsonl",
        help="lines of {id, text, lang?, record?, spans: [{start, end, label}], template_id?}",
    )
    _json(pii)


def _assist(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    assist = _command(
        kinds, "assist", _in("assisting", "evaluate"), "summaries and drafts, on golden cases"
    )
    for name, metavar, holds in (
        ("cases", "DIR", "your own: cases.json, tickets.json and articles/"),
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
    _json(assist)


def _make_cases(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    made = _command(
        kinds, "make-cases", _in("assisting", "make_cases"), "redacted cases out of solved tickets"
    )
    made.add_argument("folder", type=Path, metavar="DIR", help="a new folder for them")
    made.add_argument("--limit", type=int, default=50, metavar="N", help="of the newest N tickets")


def _in(module: str, name: str) -> Callable[[argparse.Namespace], int | None]:
    """A command whose module is imported when it runs: the window must not wait for the others."""

    def work(chosen: argparse.Namespace) -> int | None:
        command: Callable[[argparse.Namespace], int | None] = getattr(
            import_module(f"copilot.commandline.{module}"), name
        )
        return command(chosen)

    return work


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    work: Callable[[argparse.Namespace], int | None],
    text: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text)
    command.set_defaults(work=work)
    return command


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print data as JSON")
