"""What a broker's error means for a lane: go on, bisect, step aside or stop.

Must never pass on the text of a foreign error, only its class: texts may quote what was sent.
"""

from collections.abc import Iterator
from typing import Final

from aiokafka import errors

from redactor.errors import EmitError, Reason, RedactorError
from redactor.stream.port import FencedError, TransientError, UnfitError

FENCED: Final = (
    errors.ProducerFenced,
    errors.InvalidProducerEpoch,
    # Of a plain commit: the group's generation went on without us.
    errors.CommitFailedError,
    errors.IllegalGenerationError,
    errors.UnknownMemberIdError,
    errors.RebalanceInProgressError,
    errors.IllegalStateError,
)
TOO_LARGE: Final = (errors.MessageSizeTooLargeError, errors.RecordListTooLargeError)
# Kafka 3.6 and later refuse timestamps more than an hour ahead (message.timestamp.after.max.ms).
REFUSED_RECORD: Final = (errors.InvalidTimestampError,)
FORBIDDEN: Final = (
    errors.TopicAuthorizationFailedError,
    errors.GroupAuthorizationFailedError,
    errors.ClusterAuthorizationFailedError,
    errors.TransactionalIdAuthorizationFailed,
    errors.SaslAuthenticationFailed,
    errors.AuthenticationFailedError,
)
HOPELESS: Final = (
    errors.PolicyViolationError,
    errors.InvalidTopicError,
    errors.InvalidRequiredAcksError,
    errors.InvalidTransactionTimeout,
    errors.UnsupportedForMessageFormatError,
    errors.UnsupportedVersionError,
    errors.IncompatibleBrokerVersion,
)
# What is not named above; AssertionError and IllegalOperation are how aiokafka's transaction
# manager answers a call after its background task has failed.
TRANSIENT: Final = (
    errors.KafkaError,
    errors.IllegalOperation,
    OSError,
    TimeoutError,
    AssertionError,
)


class TransactionAbortableError(errors.BrokerResponseError):  # type: ignore[misc]  # aiokafka is untyped
    """The transaction cannot go on; another can."""

    errno = 120
    message = "TRANSACTION_ABORTABLE"


# Codes that aiokafka does not know: its requests are older.
NEWER: Final[dict[int, type[errors.KafkaError]]] = {
    90: errors.ProducerFenced,  # PRODUCER_FENCED
    TransactionAbortableError.errno: TransactionAbortableError,
}


def kind_of(code: int) -> type[errors.KafkaError]:
    """Give the error that a broker's number stands for, those of Kafka 4 among them."""
    kind: type[errors.KafkaError] = NEWER.get(code) or errors.for_code(code)
    return kind


def emit_verdict(error: BaseException, offsets: frozenset[int] = frozenset()) -> RedactorError:
    """Translate what a producer raised.

    Args:
        error: Any exception of a producer's call.
        offsets: Source offsets of the message set it was raised for; empty when it was for none.

    Returns:
        The error to raise, without a cause.
    """
    for cause in _chain(error):
        name = type(cause).__name__
        if isinstance(cause, FENCED):
            return FencedError(name)
        if isinstance(cause, FORBIDDEN):
            return EmitError(f"the broker does not permit the write ({name})")
        if isinstance(cause, HOPELESS):
            return EmitError(f"the broker refuses the write ({name})")
        if offsets and isinstance(cause, TOO_LARGE):
            return UnfitError([(offsets, Reason.GREW_TOO_LARGE)])
        if offsets and isinstance(cause, REFUSED_RECORD):
            return UnfitError([(offsets, Reason.BROKER_REFUSED)])
    return _unnamed(error)


def _unnamed(error: BaseException) -> RedactorError:
    if isinstance(error, TRANSIENT):
        return TransientError(type(error).__name__)
    return EmitError(f"writing broke down ({type(error).__name__})")


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Walk from an error to its causes: aiokafka's sender wraps the first one."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__


def in_kafkas_words(error: Exception) -> errors.KafkaError:
    """Say of what nobody foresaw what aiokafka's sender does: with a new producer it may pass."""
    if isinstance(error, errors.KafkaError):
        return error
    unforeseen = errors.KafkaError(type(error).__name__)
    unforeseen.__cause__ = error
    return unforeseen
