"""From a transcript to action items, a follow-up e-mail and a note."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from threading import Event

from copilot.assistance.transcript_file import read_transcript
from copilot.assistance.transcript_items import Found, items_of, without_orders
from copilot.assistance.transcript_texts import call_note, follow_up_email
from copilot.checks.masking import without_secrets
from copilot.drafts.making import restored
from copilot.records import (
    Account,
    Draft,
    FollowUp,
    KnownIdentity,
    RedactedText,
    ReplyKind,
    RestoreMap,
    Ticket,
    TicketKey,
    TranscriptLine,
)
from copilot.redaction.corrected import identities
from copilot.redaction.placeholders import restore
from copilot.redaction.ticket import known_identities
from copilot.road.drafting import Drafting
from copilot.road.runs import Runs
from copilot.road.walk import Means

OnStep = Callable[[str], None]
NOWHERE = TicketKey("transcript", "")  # what traces of one that belongs to no ticket name
# How transcripts name those who answer; all others are taken for customers.
_AGENTS = (
    "agent support advisor adviser operator representative rep me moderator host helpdesk service "
    "mitarbeiter mitarbeiterin kundendienst berater beraterin agente soporte asesor asesora "
    "conseiller conseillère technicien"
)
_CUSTOMERS = "customer client caller user kunde kundin anrufer cliente usuario"
_OTHERS = "speaker sprecher team"
AGENTS = frozenset(_AGENTS.split())
TITLES = AGENTS | frozenset(f"{_CUSTOMERS} {_OTHERS}".split())


@dataclass(frozen=True, slots=True)
class Transcripts:
    """What a call or chat leaves to be done and said."""

    means: Means
    account: Account
    signature: Callable[[], str]
    drafting: Drafting

    def follow_up(
        self,
        name: str,
        data: bytes,
        *,
        ticket: Ticket | None = None,
        on_step: OnStep = lambda step: None,
        stop: Event | None = None,
    ) -> FollowUp:
        """Items, e-mail and note of a file; nothing is kept but traces. Raises BadInput."""
        on_step("Reading the transcript")
        lines = read_transcript(name, data)
        hidden, names, language = self._redacted(lines, ticket)
        on_step("Looking for what was agreed")
        runs = Runs(self.means.engine, self.means.traces, ticket.key if ticket else NOWHERE)
        runs.stop = stop
        found = items_of(
            without_orders(hidden),
            agents=self._agents(lines, hidden),
            generate=partial(runs.answer, "transcript"),
            make_prompt=self.means.prompts.transcript,
        )
        on_step("Writing")
        return self._written(lines, hidden, found, names, language, runs)

    def drafts(
        self,
        ticket: Ticket,
        name: str,
        data: bytes,
        *,
        on_step: OnStep = lambda step: None,
        stop: Event | None = None,
    ) -> tuple[Draft, Draft]:
        """The e-mail and the note as drafts of a ticket, checked; approval is as always."""
        followed = self.follow_up(name, data, ticket=ticket, on_step=on_step, stop=stop)
        ticket = self.drafting.tickets.known(ticket.key)
        make = partial(self.drafting.make, ticket=ticket, note=followed.note)
        email = make(followed.email, followed.email_sentences, kind=ReplyKind.PUBLIC_REPLY)
        memo = make(followed.memo, followed.memo_sentences, kind=ReplyKind.INTERNAL_NOTE)
        return email, memo

    def _redacted(
        self, lines: Sequence[TranscriptLine], ticket: Ticket | None
    ) -> tuple[tuple[TranscriptLine, ...], RestoreMap, str]:
        speakers = tuple(dict.fromkeys(line.speaker for line in lines if line.speaker))
        known = [KnownIdentity("AGENT", self.account.agent.name)] if self.account.agent.name else []
        known += [KnownIdentity("PERSON", one) for one in speakers if not _is_title(one)]
        if ticket is not None:
            known = [*known_identities(ticket), *known]
        known += identities(self.means.corrections())
        given = self.means.prepared.restore_map(ticket.key) if ticket else RestoreMap()
        texts = [*speakers, *(line.text for line in lines)]
        batch = self.means.engine.redact(texts, known=known, restore=given)
        if ticket is not None:
            self.means.prepared.save_restore_map(ticket.key, batch.restore)
        shown = [redaction.text for redaction in batch.redactions]
        names = dict(zip(speakers, shown[: len(speakers)], strict=True))
        names |= {one: RedactedText(one) for one in speakers if _is_title(one)}
        hidden = tuple(
            replace(line, speaker=names.get(line.speaker, ""), text=text)
            for line, text in zip(lines, shown[len(speakers) :], strict=True)
        )
        return hidden, batch.restore, batch.language

    def _agents(
        self, lines: Sequence[TranscriptLine], hidden: Sequence[TranscriptLine]
    ) -> frozenset[str]:
        """The speakers, as they are hidden, who answer for us."""
        own = self.account.agent.name.casefold().split()
        return frozenset(
            shown.speaker
            for line, shown in zip(lines, hidden, strict=True)
            if _words(line.speaker) & AGENTS or (own and own[0] in line.speaker.casefold().split())
        )

    def _written(
        self,
        lines: Sequence[TranscriptLine],
        hidden: Sequence[TranscriptLine],
        found: Found,
        names: RestoreMap,
        language: str,
        runs: Runs,
    ) -> FollowUp:
        shown = without_secrets(names, language)

        def back(text: str) -> str:
            return restore(text, shown)

        customer = next(
            (one.speaker for one in lines if one.speaker and not self._is_ours(one.speaker)), ""
        )
        name = RedactedText("" if _is_title(customer) else customer)
        email = follow_up_email(
            hidden,
            found.items,
            name=name,
            agent=RedactedText(self.signature()),
            language=language,
        )
        text, sentences = restored(email.text, email.sentences, back)
        note = call_note(hidden, found.items)
        memo, memo_sentences = restored(note.text, note.sentences, back)
        items = tuple(
            replace(item, who=back(item.who), what=back(item.what)) for item in found.items
        )
        return FollowUp(
            lines=tuple(lines),
            items=items,
            email=text,
            email_sentences=sentences,
            memo=memo,
            memo_sentences=memo_sentences,
            left_out=tuple(map(back, found.left_out)),
            language=language,
            note=runs.note(),
        )

    def _is_ours(self, speaker: str) -> bool:
        own = self.account.agent.name.casefold().split()
        return bool(_words(speaker) & AGENTS) or bool(own and own[0] in _words(speaker))


def _words(speaker: str) -> frozenset[str]:
    return frozenset(speaker.casefold().split())


def _is_title(speaker: str) -> bool:
    """Whether it names a part in the conversation, not a person: "Agent", "Speaker 2"."""
    words = [word for word in speaker.casefold().split() if not word.isdigit()]
    return all(word in TITLES for word in words)
