"""A process without Presidio's engine finds what one with it finds."""

import json
import pickle
import subprocess
import sys

from redactor.stages.detect import Detector
from tests.support.waybill_lines import development_lines, lines

READ = """
import json, pickle, sys
from redactor.loading import load_detector
detector = load_detector()
assert "presidio_analyzer" not in sys.modules and "spacy" not in sys.modules
texts = json.load(sys.stdin)
pickle.dump(detector.detect(texts, [""] * len(texts)), sys.stdout.buffer)
"""


def test_same_answer_on_many_lines() -> None:
    """Spans, scores, parts, marks and evidence agree; a difference is told by its place."""
    texts = [*lines(4_000, seed=18), *development_lines(every=7)]
    own = Detector.default().detect(texts, [""] * len(texts))
    command = [sys.executable, "-W", "ignore", "-c", READ]
    given = json.dumps(texts).encode()
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, input=given).stdout  # noqa: S603 -- our own command line
    pairs = zip(own, pickle.loads(answer), strict=True)  # noqa: S301 -- from our own process
    assert [at for at, (one, other) in enumerate(pairs) if one != other] == []
