"""Measures the model on waybill lines it was not trained on: five folds, five models.

Must never score a line with a model that saw it.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from recognizers.lexicon import Lexicon
from recognizers.names.bounded import with_bounded
from recognizers.sequence.alphabet import build_alphabet
from recognizers.sequence.engine import Model
from recognizers.sequence.lookup import build_dictionary
from recognizers.sequence.tagger import Tagger
from recognizers.sequence.trimming import trimmed
from recognizers.sequence.weights import Weights, pack
from tests.quality.evaluate import Outcome, report, worst
from tests.quality.score import Line, Span
from tests.quality.sets import EvaluationSet, shared
from tests.quality.train.corpus import TrainingSet
from tests.quality.train.optimiser import Plan, train
from tests.quality.train.sources import Sources
from tests.quality.train.words import dictionary_words

_SEED: Final = 5
_LABELS: Final = ("PERSON", "ADDRESS")


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on four fifths of the waybill lines, label the fifth, five times over."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--sources", type=Path, default=Path(".cache/train-sources"))
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--lines", type=int, default=60_000)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--only", type=int, action="append", help="only this fold, from 0")
    chosen = parser.parse_args(arguments)
    sources, lexicon = Sources(chosen.sources), Lexicon.load()
    alphabet = build_alphabet(lexicon.simplified, lexicon.kinds(), lexicon.suffixes)
    dictionary = build_dictionary(dictionary_words(sources, lexicon), alphabet)
    room = TrainingSet(sources, lexicon, chosen.data)
    waybills = room.waybills()
    lines = shared(chosen.data, "waybill").lines
    scored: list[Line] = []
    found: list[tuple[Span, ...]] = []
    for fold in chosen.only or range(chosen.folds):
        seen = [row for i, row in enumerate(waybills) if i % chosen.folds != fold]
        examples = room.examples(seen, chosen.lines, _SEED + fold)
        fitted, chain = train(examples, alphabet, dictionary, Plan(epochs=chosen.epochs))
        tagger = Tagger(Model(Weights.of(pack(fitted), chain), alphabet, dictionary))
        held = lines[fold :: chosen.folds]
        scored += held
        found += _labelled(tagger, held)
        sys.stdout.write(f"fold {fold + 1} of {chosen.folds}\n")
    whole = EvaluationSet("waybill (held out)", tuple(scored), _LABELS)
    outcome = Outcome("ours", whole, tuple(found), 1.0)
    for row in (*list(report(outcome))[:-1], *worst(outcome, show=False)):
        sys.stdout.write(row + "\n")


def _labelled(tagger: Tagger, lines: Sequence[Line]) -> list[tuple[Span, ...]]:
    """What a fold's model finds on lines it never saw."""
    tagged = tagger.tag([line.text for line in lines])
    return [
        tuple(
            Span(t.start, t.end, t.label)
            for t in with_bounded(trimmed(row, line.text), line.text, tagger.is_word)
        )
        for line, row in zip(lines, tagged, strict=True)
    ]


if __name__ == "__main__":
    main()
