"""What each broker error means for a lane."""

import pytest
from aiokafka import errors

from redactor.errors import EmitError, Reason, RedactorError
from redactor.stream.port import FencedError, TransientError, UnfitError
from redactor.stream.verdict import emit_verdict

CANARY = "canary-13800138000"


def wrapped(cause: Exception) -> Exception:
    """Wrap an error as aiokafka's sender does."""
    outer: Exception = errors.KafkaError("Unexpected error during batch delivery")
    outer.__cause__ = cause
    return outer


@pytest.mark.parametrize(
    ("error", "verdict", "why"),
    [
        (errors.ProducerFenced(), FencedError, "a successor has the transactional id"),
        (wrapped(errors.InvalidProducerEpoch()), FencedError, "the same, as the sender tells it"),
        (errors.CommitFailedError(), FencedError, "the group went on without us"),
        (errors.TopicAuthorizationFailedError("t"), EmitError, "rights do not come by waiting"),
        (wrapped(errors.TransactionalIdAuthorizationFailed()), EmitError, "the same, wrapped"),
        (errors.PolicyViolationError(), EmitError, "the cluster's policy forbids it"),
        (errors.NotEnoughReplicasError(), TransientError, "replicas come back"),
        (errors.KafkaConnectionError(), TransientError, "brokers come back"),
        (errors.OutOfOrderSequenceNumber(), TransientError, "a new producer starts from zero"),
        (errors.UnknownError(), TransientError, "an error without a name is retried, in bounds"),
        (TimeoutError(), TransientError, "the outcome is unknown"),
        (AssertionError(), TransientError, "the transaction manager after a failure"),
        (TypeError(CANARY), EmitError, "a fault of our own must not be retried"),
    ],
)
def test_an_error_has_its_verdict(error: Exception, verdict: type[RedactorError], why: str) -> None:
    """Each error leads to its verdict, which repeats nothing of its text."""
    given = emit_verdict(error, frozenset({1}))
    assert type(given) is verdict, why
    assert CANARY not in str(given)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (errors.MessageSizeTooLargeError(), Reason.GREW_TOO_LARGE),
        (errors.RecordListTooLargeError(), Reason.GREW_TOO_LARGE),
        (errors.InvalidTimestampError(), Reason.BROKER_REFUSED),
    ],
)
def test_a_records_own_fault_names_its_set(error: Exception, reason: Reason) -> None:
    """A set refused for a record's sake is named by its offsets."""
    given = emit_verdict(error, frozenset({4, 5}))
    assert isinstance(given, UnfitError)
    assert given.refused == ((frozenset({4, 5}), reason),)


def test_without_a_set_no_record_is_blamed() -> None:
    """An error that belongs to no set cannot condemn a record."""
    assert isinstance(emit_verdict(errors.MessageSizeTooLargeError()), TransientError)
