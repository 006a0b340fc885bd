"""What a policy says of one outgoing thing: what is blocked, who may, and who must sign besides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from copilot.policy.money import amounts, speaks_of_refund
from copilot.policy.policy import Colleague, Policy, colleague
from copilot.policy.words import is_below, links, named_hosts, places
from copilot.records import Finding, Outgoing, ReplyKind, Severity

NONE = "none"  # the version of no policy
ALONE, TWO = "alone", "two people"
BLOCKED = "blocked by your team"


def version(policy: Policy, digest: str) -> str:
    """ "3 9f0c…": number, and sha256 of its file."""
    return f"{policy.number} {digest}"


def bound(policy: Policy, digest: str, outgoing: Outgoing, approver: str) -> str:
    """What an approval binds of the policy: its version, and whether one person is enough."""
    who = TWO if reasons(policy, outgoing, approver) else ALONE
    return f"{version(policy, digest)} {who}"


def needs_two(bound_policy: str) -> bool:
    """Whether an approval under this says that a second person has to sign."""
    return bound_policy.endswith(f" {TWO}")


def reasons(policy: Policy, outgoing: Outgoing, approver: str) -> tuple[str, ...]:
    """Why a second person has to sign, in sentences for people; () when nobody has to."""
    if outgoing.kind is not ReplyKind.PUBLIC_REPLY:
        return ()
    return tuple(_reasons(policy, outgoing, colleague(policy, approver)))


def may_not(policy: Policy, outgoing: Outgoing, approver: str, key: str) -> str:
    """Why this person, with this public key in hex, may not approve it; "" when they may."""
    if not policy.people:
        return ""
    person = colleague(policy, approver)
    if person is None:
        return f"{approver} is not among the people of the policy who may approve."
    if person.key != key:
        return f"The policy names another key for {person.name} than the one of this profile."
    what = "reply" if outgoing.kind is ReplyKind.PUBLIC_REPLY else "note"
    if what not in person.may:
        return f"The policy does not let {person.name} approve a {outgoing.kind.value}."
    return ""


def may_not_second(policy: Policy, *, approver: str, second: str, key: str) -> str:
    """Why this person, with this key, may not be the second one; "" when they may."""
    person = colleague(policy, second)
    if person is None or "second" not in person.may:
        return f"The policy does not let {second} sign as the second person."
    if person.key != key:
        return f"The policy names another key for {person.name} than the one that signed."
    first = colleague(policy, approver)
    if second.casefold() == approver.casefold() or (first is not None and first.key == key):
        return "The second signature is of the same person as the first."
    return ""


def findings(policy: Policy, text: str, kind: ReplyKind) -> tuple[Finding, ...]:
    """What the policy blocks in a text for a customer."""
    if kind is not ReplyKind.PUBLIC_REPLY:
        return ()
    return tuple(_findings(policy, text))


def with_mandatory(policy: Policy, found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings of mandatory checks can no longer be accepted by hand."""
    return tuple(_stricter(policy, each) for each in found)


def _stricter(policy: Policy, finding: Finding) -> Finding:
    if finding.severity is not Severity.ACCEPT or finding.check not in policy.checks.mandatory:
        return finding
    advice = f"{finding.advice} Your team lets nobody accept it by hand."
    return replace(finding, severity=Severity.BLOCK, advice=advice)


def _reasons(policy: Policy, outgoing: Outgoing, person: Colleague | None) -> Iterator[str]:
    asked = policy.second_person
    limit = asked.refund_over
    if person is not None and person.refund_up_to is not None:
        limit = person.refund_up_to
    names_of_files = [file.name for file in outgoing.attachments]
    text = "\n".join((outgoing.subject, outgoing.body, *names_of_files))
    if limit is not None and speaks_of_refund(outgoing.body):
        most = max(amounts(outgoing.body), default=0.0)
        if most > limit:
            yield f"It speaks of paying back and of {most:,.2f}, which is over {limit:,.2f}."
    for word in dict.fromkeys(word for word, _ in places(text, asked.words)):
        yield f"It says “{word}”."
    if asked.attachments and outgoing.attachments:
        yield f"It takes files outside: {', '.join(names_of_files)}."


def _findings(policy: Policy, text: str) -> Iterator[Finding]:
    blocked = policy.blocked
    for word, place in places(text, blocked.words):
        said = f"Your team does not send “{word}” to customers."
        yield Finding(BLOCKED, Severity.BLOCK, *place, said, "Say it in other words.")
    for host, place in named_hosts(text, blocked.links):
        said = f"Your team does not send links to {host}."
        yield Finding(BLOCKED, Severity.BLOCK, *place, said, "Strike it, or link elsewhere.")
    if not blocked.only_links:
        return
    for host, place in links(text):
        if not any(is_below(host, named) for named in blocked.only_links):
            said = f"Your team does not send links to {host or 'this address'}."
            advice = f"It sends links to {', '.join(blocked.only_links)} alone."
            yield Finding(BLOCKED, Severity.BLOCK, *place, said, advice)
