"""A report over a topic says in words why there is none."""

import socket

import pytest

from redactor.errors import SourceError
from redactor.settings import Kafka
from redactor.stream.survey import Extent, survey


def test_brokers_that_cannot_be_reached_are_told_in_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """One line on the command line, none of the library's beside it."""
    with socket.socket() as held:  # nobody listens there, and nobody else can
        held.bind(("127.0.0.1", 0))
        kafka = Kafka(bootstrap_servers=[f"127.0.0.1:{held.getsockname()[1]}"], start_timeout_s=5)
        with pytest.raises(SourceError, match=r"^raw: no broker of .* can be reached$"):
            next(survey(kafka, Extent("raw")))
    assert caplog.records == []
