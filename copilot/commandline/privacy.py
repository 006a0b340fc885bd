"""privacy: what is kept and for how long, who is deleted, and what the store is locked with."""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import UTC, datetime

from copilot.app import profile
from copilot.commandline.output import as_json, note, say, table, when
from copilot.commandline.plain import plain
from copilot.commandline.profile import opened
from copilot.errors import BadInput
from copilot.records import Deletion, Kept, PersonKept


def status(chosen: argparse.Namespace) -> None:
    """What is kept, for how long, and what it is locked with."""
    with opened(chosen) as road:
        state = road.privacy.state()
    if chosen.json:
        as_json(state)
        return
    table(map(_kept, state.kept))
    say(f"Locked with: {state.locked_by}.")
    say(f"Hosts that may be contacted: {', '.join(state.hosts) or 'none'}.")
    for one in state.corrections:
        say(f"{'always hidden' if one.hide else 'never hidden'}: {one.text}")


def clear(chosen: argparse.Namespace) -> None:
    """Delete what is older than its time; the window does it once a day."""
    with opened(chosen) as road:
        done = road.privacy.clear_out(datetime.now(UTC))
    _report(done, chosen, nothing="Nothing is older than its time.")


def delete(chosen: argparse.Namespace) -> int:
    """Delete a customer everywhere; status 1 when it was not confirmed."""
    with opened(chosen) as road:
        person = _the_one(road.privacy.people(chosen.person), chosen.person)
        if not (chosen.yes or _confirmed(person)):
            note("That is not the name: nothing was deleted.")
            return 1
        done = road.privacy.delete_person(person)
    _report(done, chosen, nothing="There was nothing to delete.")
    return 0


def change_key(chosen: argparse.Namespace) -> None:
    """Encrypt the store anew under a new key."""
    with opened(chosen) as road:
        road.privacy.change_key()
    say("The store has a new key; the one of before opens nothing any more.")


def passphrase(chosen: argparse.Namespace) -> None:
    """Ask for a passphrase from now on, for another one, or for none."""
    new = None if chosen.remove else _new_passphrase(chosen)
    with opened(chosen) as road:
        road.privacy.set_passphrase(new)
        locked_by = road.privacy.state().locked_by
    say(f"The store is locked with: {locked_by}.")


def _new_passphrase(chosen: argparse.Namespace) -> str:
    if chosen.file is not None:
        new = profile.passphrase_in(chosen.file)
    elif sys.stdin.isatty():
        new = getpass.getpass("New passphrase: ")
        if getpass.getpass("The same once more: ") != new:
            raise BadInput("The two are not the same. Nothing was changed; try again.")
    else:
        raise BadInput(
            "There is no terminal to ask for the new passphrase. Nothing was changed. Write it "
            "into a file that only you can read, and give it with --file."
        )
    return new


def _the_one(people: tuple[PersonKept, ...], asked: str) -> PersonKept:
    if not people:
        raise BadInput(
            f"Nobody called “{asked}” is in the store: no name, no address, no mention. Nothing "
            "was deleted."
        )
    if len(people) > 1:
        found = "; ".join(f"{one.name} <{', '.join(one.emails)}>" for one in people)
        raise BadInput(
            f"“{asked}” may be several people: {found}. Nothing was deleted. Give one's address."
        )
    return people[0]


def _confirmed(person: PersonKept) -> bool:
    name = person.name or person.emails[0]
    note(f"{name} <{', '.join(person.emails)}>")
    note(f"  {len(person.tickets)} tickets, with all that was made of them")
    note(f"  named in {len(person.mentions)} tickets of others")
    note("This cannot be undone. The helpdesk itself is not changed.")
    sys.stderr.write(f"Type {plain(name)} to delete: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip() == name


def _kept(one: Kept) -> tuple[str, str, str, str]:
    days = f"{one.days} days" if one.days else "until deleted"
    return one.kind, f"{one.rows}", days, when(one.oldest) if one.oldest else ""


def _report(done: Deletion, chosen: argparse.Namespace, *, nothing: str) -> None:
    if chosen.json:
        as_json(done)
        return
    if not done.counts:
        say(nothing)
    table((f"{count}", name) for name, count in done.counts)
    for sentence in done.stayed:
        say(sentence)
