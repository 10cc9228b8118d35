"""A job whose policy reads a pattern of topics.

Must never name a topic that a test did not make.
"""

from dataclasses import dataclass

from tests.support.sidecar import Job


@dataclass(frozen=True, slots=True)
class PatternJob(Job):
    """Reads `<name>.raw.*` into `<name>.masked.{rest}`."""

    def raw(self, rest: str) -> str:
        """Give a source topic."""
        return f"{self.name}.raw.{rest}"

    def masked(self, rest: str) -> str:
        """Give the topic of its masked copy."""
        return f"{self.name}.masked.{rest}"

    def own(self) -> dict[str, int]:
        """Give the topics it needs whatever there is to read."""
        return {self.quarantine: 2, f"{self.name}.control": 1, f"{self.name}.alerts": 1}

    def pair(self, rest: str, partitions: int = 2) -> dict[str, int]:
        """Give a source topic and its masked copy."""
        return {self.raw(rest): partitions, self.masked(rest): partitions}

    def policy_text(self) -> str:
        """Give the content of the policy file."""
        route = f"{{source: '{self.raw('*')}', target: '{self.masked('{rest}')}'}}"
        return f"version: 1\nname: test\nroutes: [{route}]\n{self.policy}"
