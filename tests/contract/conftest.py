"""What several contracts are held against: both brokers.

Must never let a contract be met by one of them alone.
"""

import pytest

from tests.support.kafka_servers import Servers


@pytest.fixture(
    params=[
        pytest.param("embedded", marks=pytest.mark.embedded),
        pytest.param("real", marks=pytest.mark.kafka),
    ]
)
def servers(request: pytest.FixtureRequest) -> Servers:
    """Each broker in turn."""
    if request.param == "real":
        real: Servers = request.getfixturevalue("kafka")
        return real
    broker = request.getfixturevalue("embedded_broker")
    return Servers((broker.bootstrap_servers,), committed_reads=False)
