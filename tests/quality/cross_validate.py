"""Measures the model on waybill lines it was not trained on: five folds, five models.

Must never score a line with a model that saw it.
"""

import argparse
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
from tests.quality.evaluate import Outcome, report, worst, write
from tests.quality.score import Line, Span
from tests.quality.sets import EvaluationSet, shared
from tests.quality.train.average import mean
from tests.quality.train.corpus import TrainingSet
from tests.quality.train.optimiser import Plan, train
from tests.quality.train.sources import Sources
from tests.quality.train.words import dictionary_words
from tests.quality.train.writer import DIETS

_SEED: Final = 5
_LABELS: Final = ("PERSON", "ADDRESS")


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on four fifths of the waybill lines, label the fifth, five times over.

    Prints what all folds so far gave together after each of them.
    """
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--sources", type=Path, default=Path(".cache/train-sources"))
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--lines", type=int, default=60_000)
    parser.add_argument("--epochs", type=int, default=Plan().epochs)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--only", type=int, action="append", help="only this fold, from 0")
    parser.add_argument("--diet", action="append", choices=DIETS, help="train on this one alone")
    chosen = parser.parse_args(arguments)
    diets = [DIETS[name] for name in chosen.diet or DIETS]
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
        models = []
        for diet in diets:
            examples = room.examples(seen, chosen.lines, _SEED + fold, diet)
            fitted, chain = train(examples, alphabet, dictionary, Plan(epochs=chosen.epochs))
            models.append(Weights.of(pack(fitted), chain))
        tagger = Tagger(Model(mean(models), alphabet, dictionary))
        held = lines[fold :: chosen.folds]
        scored += held
        found += _labelled(tagger, held)
        whole = EvaluationSet(f"waybill, up to fold {fold}", tuple(scored), _LABELS)
        outcome = Outcome("ours", whole, tuple(found), 1.0)
        for row in list(report(outcome))[:-1]:
            write(row)
    for row in worst(outcome, show=False):
        write(row)


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
