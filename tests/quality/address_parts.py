"""How well the parts of an address are told apart, on addresses with labelled elements.

Must never print a text unless asked to.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from recognizers.address.grammar import parts_of
from recognizers.finding import Level

# Element labels of the neural_addr set and the levels that answer to them.
LEVELS: Final = {
    "prov": (Level.PROVINCE,),
    "city": (Level.CITY, Level.PROVINCE),  # Beijing is both
    "district": (Level.COUNTY, Level.CITY),
    "town": (Level.TOWN,),
    "community": (Level.TOWN, Level.POI),
    "road": (Level.ROAD,),
    "subRoad": (Level.ROAD,),
    "roadno": (Level.NUMBER,),
    "subroadno": (Level.NUMBER, Level.ROAD),
    "poi": (Level.POI, Level.TOWN),
    "houseno": (Level.BUILDING,),
    "cellno": (Level.UNIT,),
    "floorno": (Level.FLOOR,),
    "roomno": (Level.ROOM,),
}
HIDDEN: Final = (Level.BUILDING, Level.UNIT, Level.FLOOR, Level.ROOM)


def agreement(text: str, elements: Sequence[tuple[int, int, str]]) -> Counter[tuple[str, str]]:
    """Counts, per element label, characters whose part has an answering level.

    Args:
        text: An address.
        elements: Its labelled elements: start, end, label.

    Returns:
        Counts keyed by label and `right`, `wrong`, or, for a wrong one that a mask of
        building, unit, floor and room hides all the same, `hidden`.
    """
    levels: list[Level | None] = [None] * len(text)
    for part in parts_of(text):
        levels[part.start : part.end] = [part.level] * (part.end - part.start)
    counts: Counter[tuple[str, str]] = Counter()
    for start, end, label in elements:
        wanted = LEVELS.get(label, ())
        for level in levels[start:end] if wanted else ():
            fine = bool(set(wanted) & set(HIDDEN)) and level in HIDDEN
            counts[label, "right" if level in wanted else "hidden" if fine else "wrong"] += 1
    return counts


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the share of characters under the right part, per element label."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--show", type=int, default=0, help="print so many addresses with faults")
    chosen = parser.parse_args(arguments)
    total: Counter[tuple[str, str]] = Counter()
    shown = 0
    for line in (chosen.data / "neural_addr.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        elements = [(e["start"], e["end"], e["label"]) for e in row["fine"]]
        counts = agreement(row["text"], elements)
        total += counts
        if shown < chosen.show and any(kind == "wrong" for _, kind in counts):
            shown += 1
            cut = " ".join(
                f"{row['text'][p.start : p.end]}/{p.level}" for p in parts_of(row["text"])
            )
            gold = " ".join(f"{row['text'][a:b]}/{label}" for a, b, label in elements)
            sys.stdout.write(f"{cut}\n    {gold}\n")
    for label in LEVELS:
        right, hidden, wrong = (total[label, kind] for kind in ("right", "hidden", "wrong"))
        size = max(right + hidden + wrong, 1)
        sys.stdout.write(f"{label:10} right {right / size:6.1%}  right or hidden by a mask of")
        sys.stdout.write(f" building..room {(right + hidden) / size:6.1%}  characters {size}\n")


if __name__ == "__main__":
    main()
