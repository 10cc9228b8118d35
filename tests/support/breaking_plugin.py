"""A recognizer of somebody else's, as an installed distribution offers it, that a text can break.

Must never break over a text that does not ask for it in these words.
"""

from pathlib import Path
from typing import ClassVar, Final

from recognizers.base import Recognizer
from recognizers.finding import Finding
from tests.support.breaking import WAYS

ASK: Final = "please break by "
NAME: Final = "breaking"


class BreakingRecognizer(Recognizer):
    """Finds nothing, and breaks in the way that a text names."""

    LABELS: ClassVar[tuple[str, ...]] = ("BREAKING",)

    def find(self, text: str, hint: str = "") -> list[Finding]:
        """See `Recognizer.find`."""
        del hint
        for way, do in WAYS.items():
            if ASK + way in text:
                do()
        return []


def install(folder: Path) -> Path:
    """Write what a package installer would; give the folder to put on the path of a process."""
    made = folder / "site"
    info = made / f"{NAME}-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {NAME}\nVersion: 1\n", "utf-8")
    point = f"{NAME} = {__name__}:{BreakingRecognizer.__name__}"
    (info / "entry_points.txt").write_text(f"[recognizers.plugins]\n{point}\n", "utf-8")
    return made
