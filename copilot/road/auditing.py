"""The audit chain of a profile: its rows, whether it holds, and its export."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from copilot.audit.agreement import disagreements
from copilot.audit.chain import Broken, verify
from copilot.audit.contents import opened
from copilot.audit.export import Export, Sealer, broken_export, exported
from copilot.outbox.outbox import Outbox
from copilot.records import AuditRow
from copilot.store.audit import AuditRows


@dataclass(frozen=True, slots=True)
class Auditing:
    """What was done, as others can check it."""

    chain: AuditRows
    outbox: Outbox
    sealer: Sealer

    def rows(self) -> tuple[AuditRow, ...]:
        """Oldest first."""
        return tuple(map(opened, self.chain.all()))

    def broken(self) -> tuple[Broken, ...]:
        """Every place at which the chain does not hold, or the outbox says otherwise."""
        return self.chain.undisturbed(self._broken)

    def export(self) -> Export:
        """The whole chain as a file that others can check, with a signed checkpoint."""
        rows = self.chain.undisturbed(self.chain.all)
        return exported(rows, self.sealer, datetime.now(UTC))

    def broken_export(self, data: bytes) -> tuple[Broken, ...]:
        """Every place at which an export of this profile is not as it was written."""
        return broken_export(data, self.sealer)

    def _broken(self) -> tuple[Broken, ...]:
        rows, faults = self.chain.all(), self.outbox.faults()
        told = {} if faults else self.outbox.told()
        return (*verify(rows, self.chain.head()), *disagreements(rows, told, faults))
