"""The pipeline in force, replaceable while records flow.

Must never let one batch see two policies: a lane reads `current` once a batch.
"""

from redactor.errors import ConfigError, Problem
from redactor.pipeline import Pipeline


class LivePipeline:
    """Holds the pipeline that the next batch of every lane will use."""

    def __init__(self, pipeline: Pipeline) -> None:
        """Start with the pipeline of the policy file."""
        self._current = pipeline

    @property
    def current(self) -> Pipeline:
        """The pipeline for the next batch."""
        return self._current

    def swap(self, pipeline: Pipeline) -> None:
        """Use another policy from the next batch on.

        Raises:
            ConfigError: It reads or writes other topics than the one in force. Subscriptions,
                access rights and the start-up checks hold for those topics only.
        """
        problems = [
            Problem(path, "differs from the policy in force; restart to change topics")
            for path, now, new in (
                ("routes.source", self._current.sources, pipeline.sources),
                ("routes.target", self._current.targets, pipeline.targets),
            )
            if set(now) != set(new)
        ]
        if problems:
            raise ConfigError(problems)
        self._current = pipeline
