"""What enough people share is known to the process that masks, as soon as it is counted."""

import json

from redactor.isolation.nursery import open_nursery
from redactor.isolation.ward import Ward
from redactor.masking.crowd import census_of
from redactor.pipeline import Pipeline
from redactor.policy import Thresholds, parse_policy
from redactor.record import Coordinates, Masked, Record
from redactor.stages.detect import Detector
from tests.support.addresses import Addresses

ADDRESS = "某某省某某市甲区某某路1号"
POLICY = b"""
version: 1
name: test
operators: {ADDRESS: {operator: generalise, address: road, k: 2}}
routes: [{source: raw, target: masked, recipients: {person: $.tel, address: $.at}}]
"""


async def shown(ward: Ward, pipeline: Pipeline) -> Masked:
    """Redact one record in a child."""
    value = json.dumps({"tel": "13800138000", "at": ADDRESS}, ensure_ascii=False).encode()
    (result,) = await ward.redact(pipeline, [Record(Coordinates("raw", 0, 0), 0, None, value)])
    assert isinstance(result, Masked)
    return result


def address(result: Masked) -> str:
    """Give what is shown of the address."""
    return str(json.loads(result.outputs[0].masked_value or b"")["at"])


async def test_a_census_reaches_the_child() -> None:
    """Sightings come back from the child; a census taken from them changes what it shows."""
    detector = Detector(Addresses(), Thresholds())
    (nursery,) = open_nursery(lambda: detector, 64 * 1024 * 1024)
    ward = Ward(nursery, 5.0)
    pipeline = Pipeline(parse_policy(POLICY, "policy"), detector, salt=b"0" * 32)
    try:
        await ward.open()
        first = await shown(ward, pipeline)
        assert first.sighting is not None
        seen = {("raw", first.sighting.chain): {first.sighting.person, 1}}
        pipeline.take_census(census_of(seen, lambda topic: pipeline.asked(topic).crowds))
        second = await shown(ward, pipeline)
    finally:
        await ward.close()
    assert [address(first), address(second)] == ["****", "某某省某某市甲区某某路"]
    assert second.sighting == first.sighting
