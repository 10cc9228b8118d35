"""The policy under which whole records are fuzzed: a bit of everything that changes a record's way.

Must never make the work of a stage unreachable: what is exempt here is not fuzzed.
"""

from typing import Final

POLICY: Final = b"""
version: 1
name: fuzz
routes:
  - source: raw
    views:
      - {target: masked}
      - {target: told, operators: {PERSON: {operator: redact}}}
keep_types: true
fields:
  - {path: $.receiver.mobile, entity: PHONE_NUMBER}
  - {path: $..name, entity: PERSON}
  - {path: $.order.no, exempt: order numbers name no person}
deny:
  - {entity: PERSON, values: [alpha, bravo]}
allow:
  - {pattern: '95[0-9]{3,4}', because: service numbers of carriers are public}
"""
