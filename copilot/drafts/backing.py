"""Sentences that stand word for word where there was evidence for them, and have it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copilot.drafts.sentences import split
from copilot.records import Backed, Draft, DraftSentence, Evidence, FoundPassage, SentenceKind

Proof = tuple[SentenceKind | None, tuple[Evidence, ...]]  # None: the kind that it has

MOST = 200  # sentences that are remembered; what was composed comes first and stays


def backed(draft: Draft) -> tuple[Backed, ...]:
    """What the draft has evidence for now, behind what it had before."""
    known = {one.words for one in draft.backed}
    now = (
        Backed(draft.text[one.start : one.end], one.kind, one.evidence)
        for one in draft.sentences
        if one.evidence
    )
    return (*draft.backed, *(one for one in now if one.words not in known))[:MOST]


def word_for_word(
    sentences: Sequence[DraftSentence],
    text: str,
    before: Sequence[Backed],
    sources: Sequence[FoundPassage],
) -> tuple[DraftSentence, ...]:
    """The sentences of `text`, each with the evidence of the very same words if there is any."""
    proofs: dict[str, Proof] = dict(_of_passages(sources))
    for one in reversed(before):  # the oldest is what the composer said
        proofs |= {_plain(part): (one.kind, one.evidence) for part in _parts(one.words)}
    return tuple(_with(one, proofs.get(_plain(text[one.start : one.end]))) for one in sentences)


def _of_passages(sources: Sequence[FoundPassage]) -> Iterator[tuple[str, Proof]]:
    for found in reversed(sources):  # the best one last: it stays
        passage = found.passage
        name = f"passage:{passage.id}"
        for start, end in split(passage.text):
            words = passage.text[start:end]
            proof = Evidence(name, passage.title, words, start, end, passage.scope)
            yield _plain(words), (None, (proof,))


def _parts(words: str) -> set[str]:
    return {words, *(words[start:end] for start, end in split(words))}


def _plain(words: str) -> str:
    return " ".join(words.split())


def _with(sentence: DraftSentence, proof: Proof | None) -> DraftSentence:
    if proof is None:
        return sentence
    kind, evidence = proof
    return DraftSentence(sentence.start, sentence.end, kind or sentence.kind, evidence)
