"""Makes and changes drafts; an accepted finding stays accepted while what it is about stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from copilot.drafts.authors import sentences_of, with_authors
from copilot.drafts.backing import backed, word_for_word
from copilot.drafts.canonical import normal
from copilot.drafts.sentences import carry
from copilot.errors import BadInput
from copilot.records import (
    Draft,
    DraftSentence,
    Evidence,
    Finding,
    FoundPassage,
    ReplyKind,
    Severity,
    Ticket,
)

Check = Callable[[str, tuple[DraftSentence, ...]], tuple[Finding, ...]]
Restore = Callable[[str], str]  # placeholders to what they stand for


def make(
    text: str,
    sentences: Sequence[DraftSentence],
    *,
    ticket: Ticket,
    kind: ReplyKind,
    sources: Sequence[FoundPassage],
    missing: Sequence[str],
    restore: Restore,
    check: Check,
    now: datetime,
    new_id: Callable[[], str],
    note: str = "",
) -> Draft:
    """A draft from composed text with placeholders; `sentences` are places in it, in order."""
    whole, placed = restored(text, sentences, restore)
    return Draft(
        id=new_id(),
        ticket=ticket.key,
        kind=kind,
        text=whole,
        sentences=placed,
        findings=check(whole, placed),
        sources=tuple(sources),
        seen_version=ticket.version,
        created=now,
        missing=tuple(restore(each) for each in missing),
        note=note,
        written=sentences_of(whole),
    )


def blank(
    ticket: Ticket, kind: ReplyKind, *, check: Check, now: datetime, new_id: Callable[[], str]
) -> Draft:
    """An empty draft, for a person to write."""
    return make(
        "",
        (),
        ticket=ticket,
        kind=kind,
        sources=(),
        missing=(),
        restore=str,
        check=check,
        now=now,
        new_id=new_id,
    )


def edit(
    draft: Draft,
    text: str,
    check: Check,
    *,
    quotable: Sequence[FoundPassage] = (),
    rewritten: Sequence[str] = (),
) -> Draft:
    """The draft with the text a person wrote, checked anew.

    A sentence that it ever had evidence for, or that is one of a `quotable` passage, has that.
    `rewritten`: sentences that the model wrote since it was made, taken or not.
    """
    before = backed(draft)
    taken = (one for one in rewritten if one in text)
    written = tuple(dict.fromkeys((*draft.written, *taken)))
    proved = word_for_word(carry(draft, text), text, before, quotable)
    sentences = with_authors(proved, text, written)
    return replace(
        draft,
        text=text,
        sentences=sentences,
        findings=_still_accepted(draft, text, check(text, sentences)),
        edited=True,
        backed=before,
        written=written,
    )


def accept(draft: Draft, finding: Finding) -> Draft:
    """The draft with one finding accepted; raises BadInput for one that is gone or that blocks."""
    if finding not in draft.findings:
        raise BadInput(
            "The draft changed meanwhile; nothing was accepted. Look at the finding again."
        )
    if finding.severity is Severity.BLOCK:
        raise BadInput(f"This cannot be accepted, only mended. {finding.advice}")
    findings = tuple(replace(f, accepted=True) if f == finding else f for f in draft.findings)
    return replace(draft, findings=findings)


def restored(
    text: str, sentences: Sequence[DraftSentence], restore: Restore
) -> tuple[str, tuple[DraftSentence, ...]]:
    """A composed text and its places with names in it, in the form that is approved."""
    whole, at = "", 0
    placed = []
    for each in sentences:
        whole += normal(restore(text[at : each.start]))
        start = len(whole)
        whole += normal(restore(text[each.start : each.end]))
        evidence = tuple(_with_names(one, restore) for one in each.evidence)
        placed.append(DraftSentence(start, len(whole), each.kind, evidence))
        at = each.end
    return whole + normal(restore(text[at:])), tuple(placed)


def _with_names(evidence: Evidence, restore: Restore) -> Evidence:
    # A passage has the placeholders of its own ticket: [[PERSON_1]] there is somebody else.
    if not evidence.source.startswith(("message:", "line:")):
        return evidence
    return replace(evidence, quote=restore(evidence.quote))


def _still_accepted(draft: Draft, text: str, found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    words = Counter(_about(each, draft.text) for each in draft.findings if each.accepted)
    kept = []
    for each in found:
        key = _about(each, text)
        again = words[key] > 0
        words[key] -= again
        kept.append(replace(each, accepted=True) if again else each)
    return tuple(kept)


def _about(finding: Finding, text: str) -> tuple[str, str, str, str]:
    """What an acceptance is bound to; a finding on the whole draft is bound to the whole text."""
    stretch = text[finding.start : finding.end] if finding.end else text
    return finding.check, finding.severity, finding.text, stretch
