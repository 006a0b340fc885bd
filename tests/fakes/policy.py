"""A team's policy without a file: the real questions asked of one that a test puts in force."""

from copilot.errors import BadInput
from copilot.policy.policy import digest, parse
from copilot.road.team_policy import InForce, TeamPolicy


class Shelf(dict):
    def set(self, name, value):
        self[name] = value


class PolicyDesk:
    """`text` is the policy's TOML, "" for none; "broken" for one that cannot be read."""

    def __init__(self, own_key="", text=""):
        self.text, self.own_key = text, own_key
        self.shelf, self.noted = Shelf(), []

    def _read(self):
        if self.text == "broken":
            raise BadInput("The policy file is not what was signed.")
        return InForce(parse(self.text.encode()), digest(self.text.encode()), "ab" * 32)

    def _now(self):
        return TeamPolicy(
            file="team.toml" if self.text else "",
            read=self._read,
            remembered=self.shelf,
            note=lambda *row: self.noted.append(row),
            own_key=self.own_key,
        )

    def __getattr__(self, name):
        return getattr(self._now(), name)
