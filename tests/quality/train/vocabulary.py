"""Reads the word and phrase lists that the training room writes its lines from.

Must never hold a real person, a line of a data set, or a phrase of the project's own test corpus.
"""

from functools import cache
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent / "lists"


_ESCAPES: Final = (("\\n", "\n"), ("\\t", "\t"), ("\\s", " "), ("\\e", ""))


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    r"""Reads one list file.

    Args:
        name: File name without its ending.

    Returns:
        Section name to its entries, one a line; `\n`, `\t`, `\s` and `\e` stand for a line
        break, a tab, a space and nothing; an entry that stands twice is drawn twice as often.
    """
    return read_sections(_FOLDER / f"{name}.txt")


def read_sections(path: Path) -> dict[str, tuple[str, ...]]:
    """Reads a file of `[section]` heads and entries; lines that begin with `#` are comments."""
    found: dict[str, list[str]] = {}
    entries: list[str] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        if line.startswith("[") and line.endswith("]") and line[1:-1].isidentifier():
            entries = found.setdefault(line[1:-1], [])
        else:
            for written, meant in _ESCAPES:
                line = line.replace(written, meant)  # noqa: PLW2901  # one entry, step by step
            entries.append(line)
    return {name: tuple(lines) for name, lines in found.items()}
