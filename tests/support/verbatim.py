"""Part of a fake analyzer to which every name of a field says something else."""

from collections.abc import Sequence


class Verbatim:
    """Takes each hint as it stands."""

    def meanings(self, hints: Sequence[str]) -> list[str]:
        """Keep the promise of `Analyzer.meanings`."""
        return list(hints)
