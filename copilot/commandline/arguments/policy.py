"""Commands about the team's policy and the second signature."""

from __future__ import annotations

from pathlib import Path

from copilot.commandline.arguments.command import Commands, command, handled_in, with_json


def add(commands: Commands) -> None:
    """All of them."""
    text = "your team's signed policy: who approves what, and who signs besides"
    policy = commands.add_parser("policy", help=text, description=text)
    actions = policy.add_subparsers(title="actions", metavar="ACTION", required=True)
    look = command(
        actions, "check", handled_in("policy", "check"), "is the file right, and signed?"
    )
    look.add_argument("file", type=Path, help="the policy, TOML; its signature is FILE.sig")
    look.add_argument("--key", default="", metavar="HEX", help="the key that must have signed it")
    with_json(look)
    sign = command(actions, "sign", handled_in("policy", "sign"), "sign a policy with your key")
    sign.add_argument("file", type=Path, help="the signature is written to FILE.sig")
    show = command(actions, "show", handled_in("policy", "show"), "what it says, in sentences")
    show.add_argument("file", nargs="?", type=Path, help="without it: the policy in force")
    with_json(show)
    use = command(
        actions, "use", handled_in("policy", "use"), "put a policy in force, or none any more"
    )
    use.add_argument("file", nargs="?", type=Path, help="without it: no policy any more")
    use.add_argument("--key", default="", metavar="HEX", help="the key that must have signed it")
    command(actions, "key", handled_in("policy", "key"), "your public key, for the policy to name")
    second = command(
        commands,
        "approve-request",
        handled_in("policy", "approve_request"),
        "sign what a colleague approved, as the second person",
    )
    second.add_argument("file", type=Path, help="the request that the colleague saved")
    second.add_argument("--answer", type=Path, metavar="FILE", help="where the answer is written")
    second.add_argument(
        "--save-files", type=Path, metavar="FOLDER", help="save what is attached, to look at it"
    )
    take = command(
        commands,
        "take-answer",
        handled_in("policy", "take_answer"),
        "put what a second person signed into the outbox",
    )
    take.add_argument("file", type=Path, help="the answer that the colleague gave back")
