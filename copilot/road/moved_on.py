"""A draft on a ticket that moved on: what was not yet said of it is added to its findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from copilot.checks.moved_on import CHECK, moved_on
from copilot.drafts.making import Check
from copilot.records import Change, Draft, DraftSentence, Finding


def with_changes(draft: Draft, changes: Sequence[Change]) -> Draft:
    """The draft with what happened since it was begun; what a person accepted stays accepted."""
    others = tuple(each for each in draft.findings if each.check != CHECK)
    found = _found(draft, draft.text, draft.sentences, changes)
    return replace(draft, findings=(*others, *found))


def checking_changes(draft: Draft, check: Check, changes: Sequence[Change]) -> Check:
    """The check of the draft's next text, with these changes besides."""
    if not changes:
        return check

    def checked(text: str, sentences: tuple[DraftSentence, ...]) -> tuple[Finding, ...]:
        return (*check(text, sentences), *_found(draft, text, sentences, changes))

    return checked


def is_answered(changes: Sequence[Change]) -> bool:
    """Whether a colleague replied to the customer since."""
    return any(each.field == "reply" for each in changes)


def _found(
    draft: Draft, text: str, sentences: Sequence[DraftSentence], changes: Sequence[Change]
) -> tuple[Finding, ...]:
    """A sentence that was written after a change was told is the person's answer to it."""
    told = [each for each in draft.findings if each.check == CHECK]
    before = {_stretch(each, draft.text): each for each in told}
    known = {each.text for each in told if not each.end}
    kept = []
    for change in changes:
        for finding in moved_on(text, sentences, [change]):
            there = before.get(_stretch(finding, text))
            if finding.end and change.says in known and there is None:
                continue
            if there is not None:
                finding = replace(finding, severity=there.severity, accepted=there.accepted)
            kept.append(finding)
    return tuple(kept)


def _stretch(finding: Finding, text: str) -> tuple[str, str]:
    return finding.text, text[finding.start : finding.end]
