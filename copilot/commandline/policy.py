"""policy, approve-request, take-answer: the team's policy, and the second signature it may want."""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec

from copilot import paths
from copilot import settings as settings_file
from copilot.app.policy import policy_in
from copilot.app.profile import own_signer
from copilot.commandline.output import as_json, note, say
from copilot.commandline.profile import opened
from copilot.commandline.sending import asked_yes
from copilot.errors import BadInput
from copilot.records import PolicyState


def check(chosen: argparse.Namespace) -> int:
    """Read a policy file and its signature; status 1 where one of them is wrong."""
    state = policy_in(chosen.file, chosen.key)
    if chosen.json:
        as_json(state)
    else:
        say(f"{state.title}, rightly signed with the key {state.signed_by}.")
        _say_whether_in_force(chosen, state)
    return 0


def show(chosen: argparse.Namespace) -> int:
    """What a policy file says, or the policy in force; status 1 where that is broken."""
    if chosen.file is not None:
        state = policy_in(chosen.file, "")
    else:
        with opened(chosen) as road:
            state = road.policy.state()
    if chosen.json:
        as_json(state)
    elif state.fault:
        note(state.fault)
    elif not state.title:
        say("Your team has no policy here.")
    else:
        say(f"{state.title}, signed with the key {state.signed_by}")
        for sentence in state.sentences:
            say(f"- {sentence}")
    return 1 if state.fault else 0


def sign(chosen: argparse.Namespace) -> None:
    """Sign a policy file with this profile's key; the signature lies beside it."""
    with own_signer(paths.places(chosen.profile)) as signer:
        written = signer.sign_policy(chosen.file)
        key = signer.public_key
    say(f"Signed: {written}")
    say(f"Key: {key}")


def key(chosen: argparse.Namespace) -> None:
    """The public key of this profile, for whoever writes the policy."""
    with own_signer(paths.places(chosen.profile)) as signer:
        say(signer.public_key)


def use(chosen: argparse.Namespace) -> None:
    """Put a policy in force in this profile; without a file: none any more."""
    at = paths.places(chosen.profile)
    settings = settings_file.load(at.settings)
    file, trusted = "", ""
    if chosen.file is not None:
        state = policy_in(chosen.file, chosen.key or settings.policy_key)
        file, trusted = str(chosen.file.resolve()), state.signed_by
    changed = msgspec.structs.replace(settings, policy_file=file, policy_key=trusted)
    settings_file.save(changed, at.settings)
    say(f"In force: {state.title}." if file else "No policy is in force any more.")


def approve_request(chosen: argparse.Namespace) -> int:
    """Show all that a colleague wants to send, ask, and write the signed answer."""
    data = _read(chosen.file)
    with opened(chosen) as road:
        request = road.second.read(data)
        approved = request.approved
        say(road.shown(approved.outgoing))
        say(f"Approved by {approved.approver}. A second person is asked for:")
        for reason in request.reasons:
            say(f"- {reason}")
        if chosen.save_files is not None:
            say(f"Its files are in {road.second.save_files(request, chosen.save_files)}.")
        if not asked_yes("Sign exactly this as the second person?"):
            note("Only “yes” signs: nothing was signed.")
            return 1
        answer = road.second.sign(data)
    target = chosen.answer or chosen.file.with_suffix(".answer")
    _write(target, answer)
    say(f"Signed. Give {target} back to {approved.approver}; it holds the reply in plain.")
    return 0


def take_answer(chosen: argparse.Namespace) -> None:
    """What both signed goes into the outbox."""
    with opened(chosen) as road:
        item = road.second.take(_read(chosen.file))
    say(f"{item.approved.id} is {item.state.value}. `support-copilot send` delivers it.")


def write_request(path: Path, data: bytes) -> None:
    """Save a request for a second signature where only its owner can read it."""
    _write(path, data)


def _say_whether_in_force(chosen: argparse.Namespace, state: PolicyState) -> None:
    settings = settings_file.load(paths.places(chosen.profile).settings)
    if not settings.policy_key:
        note("No key is trusted in this profile yet; `support-copilot policy use FILE` does it.")
    elif settings.policy_key != state.signed_by:
        note("This profile trusts another key: it would not take this file.")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror or error}.") from error


def _write(path: Path, data: bytes) -> None:
    try:
        path.touch(mode=0o600)
        path.write_bytes(data)
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror or error}.") from error
