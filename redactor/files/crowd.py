"""A file as its own window: who is where in it, so that it can be masked by what enough share.

Must never write: the file is read once for the census, and then masked in a second reading.
"""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from redactor.errors import ConfigError, Problem
from redactor.files.lines import Batch, batches
from redactor.files.mask import Way, records_of
from redactor.files.terminal import STDIN, reading
from redactor.masking.crowd import Census, Chain, Digest, census_of
from redactor.pipeline import Pipeline
from redactor.record import Masked


def take_census(file: Path, pipeline: Pipeline, way: Way) -> None:
    """Count the recipients of a file, if the policy asks for it, and mask by them from now on.

    Args:
        file: To be masked; lines that cannot be masked count nobody.
        pipeline: Of the policy.
        way: Which route the lines take.

    Raises:
        ConfigError: It is standard input, which can be read once only.
    """
    if not pipeline.asked(way.source).crowds:
        return
    if file == STDIN:
        reason = "the policy masks by how many recipients are where: name a file, not a stream"
        raise ConfigError([Problem("FILE", reason)])
    with reading(file) as stream:
        pipeline.take_census(_census(batches(stream), pipeline, way))


def _census(read: Iterable[Batch], pipeline: Pipeline, way: Way) -> Census:
    seen: defaultdict[tuple[str, Chain], set[Digest]] = defaultdict(set)
    for batch in read:
        for result in pipeline.redact(records_of(batch, way)):
            if isinstance(result, Masked) and result.sighting is not None:
                seen[way.source, result.sighting.chain].add(result.sighting.person)
    return census_of(seen, lambda topic: pipeline.asked(topic).crowds)
