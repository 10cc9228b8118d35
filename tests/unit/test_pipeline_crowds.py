"""A pipeline that masks addresses by how many people share them."""

import orjson
import pytest

from redactor.masking.crowd import Census, census_of
from redactor.pipeline import Pipeline
from redactor.policy import parse_policy
from redactor.record import Coordinates, Masked, Record
from redactor.stages.detect import Detector
from tests.support.addresses import Addresses

pytestmark = pytest.mark.usefixtures("each_way")

SALT = b"0" * 32
POLICY = b"""
version: 1
name: test
operators: {ADDRESS: {operator: generalise, address: road, k: 2}}
fields: [{path: $.to.tel, entity: PHONE_NUMBER}]
routes:
- source: raw
  target: masked
  recipients: {person: $.to.tel, address: $.to.address}
"""
HERE, THERE = "某某省某某市甲区某某路1号", "某某省某某市乙区某某路1号"


def pipeline() -> Pipeline:
    """Compile the policy onto an analyzer of addresses."""
    policy = parse_policy(POLICY, "policy")
    return Pipeline(policy, Detector(Addresses(), policy.thresholds), salt=SALT)


def redacted(made: Pipeline, *people: tuple[str, str]) -> list[Masked]:
    """Redact a record for each number and address."""
    records = [
        Record(
            Coordinates("raw", 0, n),
            0,
            None,
            orjson.dumps({"to": {"tel": tel, "address": address}, "from": {"address": THERE}}),
        )
        for n, (tel, address) in enumerate(people)
    ]
    results = made.redact(records)
    return [one for one in results if isinstance(one, Masked)]


def counted(made: Pipeline, results: list[Masked]) -> Census:
    """Take the census of what was seen."""
    seen: dict[tuple[str, tuple[int, ...]], set[int]] = {}
    for one in results:
        assert one.sighting is not None
        seen.setdefault(("raw", one.sighting.chain), set()).add(one.sighting.person)
    return census_of(seen, lambda topic: made.asked(topic).crowds)


def address(result: Masked) -> str:
    """Give what is shown of the recipient's address."""
    return str(orjson.loads(result.outputs[0].masked_value or b"")["to"]["address"])


def test_addresses_are_shown_once_enough_people_share_them() -> None:
    """Hidden while nobody is counted; after a census the finest shared part is shown."""
    made = pipeline()
    first = redacted(made, ("13800138000", HERE), ("13900139000", HERE))
    assert [address(one) for one in first] == ["****", "****"]
    made.take_census(counted(made, first))
    again = redacted(made, ("13800138000", HERE), ("13800138000", THERE))
    assert [address(one) for one in again] == ["某某省某某市甲区某某路", "****"]


def test_spellings_of_one_number_are_one_person() -> None:
    """A recipient who writes the number in two ways is counted once."""
    made = pipeline()
    results = redacted(made, ("13800138000", HERE), ("+86 138-0013-8000", HERE))
    assert len({one.sighting.person for one in results if one.sighting}) == 1


def test_only_the_recipients_address_is_counted() -> None:
    """The sender's stands in every record, and is hidden even where many recipients live."""
    made = pipeline()
    people = [("13800138000", HERE), ("13900139000", HERE), ("137", THERE), ("136", THERE)]
    made.take_census(counted(made, redacted(made, *people)))
    (here, there) = redacted(made, ("13800138000", HERE), ("137", THERE))
    assert address(here) == "某某省某某市甲区某某路"
    assert orjson.loads(here.outputs[0].masked_value or b"")["from"]["address"] == "****"
    assert address(there) == "某某省某某市乙区某某路"  # the sender's is the same, and shown with it
    assert orjson.loads(there.outputs[0].masked_value or b"")["from"]["address"] == address(there)


def test_a_record_without_a_recipient_is_counted_nowhere() -> None:
    """Nobody is seen where the paths match nothing."""
    made = pipeline()
    (result,) = made.redact([Record(Coordinates("raw", 0, 0), 0, None, b'{"note": "x"}')])
    assert isinstance(result, Masked)
    assert result.sighting is None


def test_sightings_hold_digests_alone() -> None:
    """Neither number nor address can be read from a sighting."""
    (one,) = redacted(pipeline(), ("13800138000", HERE))
    assert one.sighting is not None
    assert all(isinstance(cell, int) for cell in (one.sighting.person, *one.sighting.chain))
    assert one.sighting.person != 13800138000
