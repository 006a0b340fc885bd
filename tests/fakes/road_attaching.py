"""Files of drafts without a store: the real rules of what can be attached."""

from __future__ import annotations

from copilot.checks.attached import attached
from copilot.drafts.attached import outgoing_file, read_whole, require_fit
from copilot.errors import BadInput
from copilot.records import FileLimits

LIMITS = FileLimits(count=4, each=2_000_000, together=3_000_000)


class FakeAttaching:
    """`kept`: files with their bytes, by draft."""

    def __init__(self, road) -> None:
        self._road = road
        self.kept = {}
        self.limits = LIMITS

    def of(self, draft_id):
        return tuple(file for file, _ in self.kept.get(draft_id, ()))

    def add(self, draft, path):
        return self.add_bytes(draft, path.name, read_whole(path, self.limits))

    def add_bytes(self, draft, name, data):
        self._road.note_call("attach")
        file = outgoing_file(name, data)
        require_fit(file, self.of(draft.id), self.limits)
        if file.name in {one.name for one in self.of(draft.id)}:
            raise BadInput(f"There is a file called {file.name} with this text already.")
        self.kept.setdefault(draft.id, []).append((file, data))
        return file

    def remove(self, draft, name):
        self._road.note_call("take off")
        self.kept[draft.id] = [one for one in self.kept[draft.id] if one[0].name != name]

    def findings(self, draft_id):
        starts = [data[:8] for _, data in self.kept.get(draft_id, ())]
        return attached(self.of(draft_id), starts, self.limits, "This helpdesk takes no files.")
