"""The packages of the image: licences that may be shipped, and a bill of materials that repeats."""

import json

import pytest

from deploy.supply import SBOM, judged, runtime, sbom


def test_nothing_in_the_image_is_copyleft() -> None:
    """Every package of the runtime has a licence, and none that would reach our own code."""
    bad = [name for name, _, licence in runtime() if judged(licence) in {"copyleft", "unknown"}]
    assert bad == []


@pytest.mark.parametrize(
    ("licence", "verdict"),
    [
        ("MIT", "permissive"),
        ("Apache-2.0 OR BSD-3-Clause", "permissive"),
        ("MPL-2.0 AND MIT", "weak copyleft"),
        ("GNU Lesser General Public License v3 (LGPLv3)", "weak copyleft"),
        ("GPL-3.0-or-later", "copyleft"),
        ("GNU Affero General Public License v3", "copyleft"),
        ("AGPL-3.0-only", "copyleft"),
        ("SSPL-1.0", "copyleft"),
        ("", "unknown"),
    ],
)
def test_a_licence_is_judged_by_its_name(licence: str, verdict: str) -> None:
    """Else the test above could not fail."""
    assert judged(licence) == verdict


def test_the_bill_of_materials_repeats() -> None:
    """Two runs write the same bytes, with a hash for every part."""
    sbom()
    first = SBOM.read_bytes()
    sbom()
    assert SBOM.read_bytes() == first
    parts = json.loads(first)["components"]
    assert all(part["externalReferences"][0]["hashes"] for part in parts)
