"""Writes a sample's counts as a policy, with the reasons beside each line.

Must never write a value; and never write a policy that `redactor check` would refuse.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from redactor.draft.fields import FieldCount, Path, Sample
from redactor.entry import counted
from redactor.policy import DECLARED_ENTITIES, ENTITIES, parse_policy
from redactor.roles import ELEMENT

PROFILE: Final = "waybill-gbt41833"
SUBJECT_ENTITY: Final = "WAYBILL_NO"
_PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,63}", re.ASCII)
_NO_NAME: Final = re.compile(r"[^a-z0-9.-]")
_WIDTH: Final = 64


@dataclass(frozen=True, slots=True)
class Flow:
    """From which topic to which; `origin` says where the sample was taken."""

    source: str
    target: str
    origin: str


def draft(sample: Sample, flow: Flow) -> str:
    """Give the text of a policy file.

    Raises:
        ConfigError: The topics are none, or not two.
    """
    text = "\n".join((*_head(sample, flow), *_fields(sample), *_rest(sample), ""))
    parse_policy(text.encode(), "draft")
    return text


def jsonpath(path: Path) -> str:
    """Write a path; an element, or a name that is not shown, is a wildcard."""
    steps = [
        "[*]" if name == ELEMENT else f".{name}" if _PLAIN.fullmatch(name) else f"['{name}']"
        for name in path
    ]
    return "$" + "".join(steps)


def _head(sample: Sample, flow: Flow) -> Iterator[str]:
    name = _NO_NAME.sub("-", flow.source.lower()).strip(".-")[:_WIDTH] or "draft"
    yield f"# Drafted from {counted(sample.records, 'record')} of {flow.origin}. Review every line:"
    yield "# what is declared below was found by trying, and what is rare may not be in the sample."
    yield "# Shares are of a field's values; no value is shown."
    yield "version: 1"
    yield f"name: {name}"
    yield f"profile: {PROFILE}"
    yield "routes:"
    yield f"  - source: {json.dumps(flow.source)}"
    yield f"    target: {json.dumps(flow.target)}"
    if subject := _subject(sample):
        yield f"    subject: {json.dumps(subject)}  # what `virtual_number` and `shift` go by"
    counts = (*sample.fields.values(), sample.keys)
    found = {e for count in counts if (e := count.entity)}
    if custom := sorted(found - ENTITIES - DECLARED_ENTITIES):
        yield f"custom_entities: [{', '.join(custom)}]"
    if entity := sample.keys.entity:
        yield f"key: {entity}  # {_shares(sample.keys, {entity: sample.keys.whole[entity]})}"


def _subject(sample: Sample) -> str | None:
    named = (path for path, count in sample.fields.items() if count.entity == SUBJECT_ENTITY)
    return next((jsonpath(path) for path in named if _may_declare(path)), None)


def _fields(sample: Sample) -> Iterator[str]:
    """Give the fields whose values are of one entity from end to end."""
    declared = [(p, c, c.entity) for p, c in sample.fields.items() if c.entity and _may_declare(p)]
    if not declared:
        yield "fields: []"
        return
    yield "fields:  # masked whole, without detection"
    for path, count, entity in declared:
        shares = _shares(count, {str(entity): count.whole[str(entity)]})
        yield f"  - {{path: {json.dumps(jsonpath(path))}, entity: {entity}}}  # {shares}"


def _rest(sample: Sample) -> Iterator[str]:
    """Say what is scanned, what could not be read, and how to go on."""
    scanned = [
        (p, c) for p, c in sample.fields.items() if c.found and not (c.entity and _may_declare(p))
    ]
    if scanned:
        yield "# Scanned, and what is found is masked:"
    for path, count in scanned:
        code = ", of which few differ: a code?" if count.is_code else ""
        yield f"#   {jsonpath(path)}  {_shares(count, count.found)}{code}"
    if sample.keys.found and not sample.keys.entity:
        yield f"#   the record's key  {_shares(sample.keys, sample.keys.found)}"
    silent = [jsonpath(path) for path, count in sample.fields.items() if not count.found]
    if silent:
        yield "# Scanned too; nothing was found in the sample:"
        yield from (f"#   {path}" for path in silent)
    if sample.refused:
        reasons = ", ".join(f"{why} {n}" for why, n in sample.refused.most_common())
        refused = counted(sum(sample.refused.values()), "record")
        yield f"# {refused} would go to quarantine: {reasons}"


def _may_declare(path: Path) -> bool:
    """Tell whether a path names its field: a rule may not be for everything."""
    return any(name != ELEMENT for name in path)


def _shares(count: FieldCount, found: Mapping[str, int]) -> str:
    said = [f"{entity} {100 * n / count.values:.1f} %" for entity, n in found.items()]
    return f"{', '.join(said)} of {counted(count.values, 'value')}"
