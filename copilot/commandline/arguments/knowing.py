"""Commands about the knowledge."""

from __future__ import annotations

from copilot.commandline.arguments.command import Commands, command, handled_in, with_json


def add(commands: Commands) -> None:
    """All of them."""
    search = command(
        commands, "search", handled_in("knowing", "search"), "passages that answer a question"
    )
    search.add_argument("query", nargs="+", help="a question, or words")
    with_json(search)
    knowledge = commands.add_parser(
        "knowledge",
        help="folders of articles and macros, and what is known of them",
        description="Folders of articles and macros, and what is known of them.",
    )
    actions = knowledge.add_subparsers(title="actions", metavar="ACTION", required=True)
    add = command(actions, "add", handled_in("knowing", "add"), "read a folder from now on")
    add.add_argument("folder", help="Markdown, HTML, PDF, DOCX, text and CSV are read")
    add.add_argument("--macros", action="store_true", help="it holds macros, not articles")
    add.add_argument(
        "--internal", action="store_true", help="for agents only: never worded into a reply"
    )
    add.add_argument("--team", default="", help="for the agents of this team only")
    sync = command(actions, "sync", handled_in("knowing", "sync"), "read what is new or changed")
    with_json(sync)
    status = command(
        actions, "status", handled_in("knowing", "status"), "sources, problems, gaps and feedback"
    )
    with_json(status)
    remove = command(actions, "remove", handled_in("knowing", "remove"), "let go of a folder")
    remove.add_argument("folder", help="as the status names it")
    forget = command(
        actions, "forget", handled_in("knowing", "forget"), "forget what agents did with sources"
    )
    forget.add_argument("source", nargs="?", default="", help="one source; all without it")
