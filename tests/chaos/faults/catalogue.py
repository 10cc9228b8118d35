"""All faults, by name.

Must never hold two of one name.
"""

from collections.abc import Mapping
from typing import Final

from tests.chaos.faults import brokers, environment, forgetting, group, network, workers
from tests.chaos.faults.fault import Fault

ALL: Final[Mapping[str, Fault]] = {
    fault.name: fault
    for module in (workers, brokers, forgetting, network, group, environment)
    for fault in module.FAULTS
}
