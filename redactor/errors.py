"""The errors that all floors share, and the closed set of reasons for refusing a record.

    RedactorError
     + ConfigError                         at start-up, all problems at once, exit code 78
     + RecordError(reason)                 one record refused; the stream goes on
     |   DecodeError · FieldError · DetectError · MaskError · EncodeError
     + SourceError                         the source cannot be read on; stop without committing
     + EmitError                           the broker refused; stop without committing
     + RefusalLimitError                   too many refusals; stop with the reason

Those that end within one floor stand there: what a lane can be told, in `stream.port`; that no
policy is known, in `stream.replay`; a demo's, in `demo.sidecar`.

Must never carry a raw value: messages are fixed texts, names, paths and numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

EXIT_CONFIG: Final = 78  # EX_CONFIG of BSD sysexits.h


class Reason(StrEnum):
    """Why a record was refused. The set is closed: it is also a metric label."""

    NOT_UTF8 = "not_utf8"
    BYTE_ORDER_MARK = "byte_order_mark"
    EMPTY_VALUE = "empty_value"
    INVALID_JSON = "invalid_json"
    DUPLICATE_KEY = "duplicate_key"
    TOO_DEEP = "too_deep"
    TOO_LARGE = "too_large"
    TOO_MANY_TEXTS = "too_many_texts"
    NUMBER_TOO_LONG = "number_too_long"
    LONE_SURROGATE = "lone_surrogate"
    KEY_NOT_TEXT = "key_not_text"
    HEADER_NOT_TEXT = "header_not_text"
    KEY_COLLISION = "key_collision"
    DETECT_FAILED = "detect_failed"
    DETECT_DEADLINE = "detect_deadline"
    CRASHED = "crashed"  # the process that redacts ended over this record, twice
    OUT_OF_MEMORY = "out_of_memory"
    MASK_FAILED = "mask_failed"
    ENCODE_FAILED = "encode_failed"
    GREW_TOO_LARGE = "grew_too_large"
    BROKER_REFUSED = "broker_refused"  # the broker takes no such record, e.g. for its timestamp
    NO_ROUTE = "no_route"
    INTERNAL = "internal"


class RedactorError(Exception):
    """Root of every error of the sidecar."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault of a configuration: where it stands and why it is one.

    Attributes:
        path: Dotted path into the file, e.g. `routes.0.target`.
        reason: A sentence that never quotes the configured value.
    """

    path: str
    reason: str


class ConfigError(RedactorError):
    """The configuration cannot be used. Holds every problem found, in file order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Take all problems at once; `problems` is never empty."""
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.path}: {p.reason}" for p in self.problems))


class RecordError(RedactorError):
    """One record is refused, for one reason of the closed set; carries nothing else."""

    def __init__(self, reason: Reason) -> None:
        """Take the reason alone: there is no room for a payload."""
        self.reason = reason
        super().__init__(reason.value)


class DecodeError(RecordError):
    """The bytes are not a document this policy can read."""


class FieldError(RecordError):
    """The document has a shape that cannot be walked safely."""


class DetectError(RecordError):
    """Detection did not finish, so what the text holds is unknown."""


class MaskError(RecordError):
    """A finding could not be masked."""


class EncodeError(RecordError):
    """The masked document cannot be written."""


class SourceError(RedactorError):
    """The source cannot be read on from where the group stands: nothing may be skipped."""


class EmitError(RedactorError):
    """The broker did not confirm an output: the batch is not committed."""


class RefusalLimitError(RedactorError):
    """More records were refused than the policy allows: the worker stops."""


def reason_of(error: Exception) -> Reason:
    """Give the reason of a refusal; an error that is not ours says nothing, not even its name."""
    if isinstance(error, MemoryError):
        return Reason.OUT_OF_MEMORY
    return error.reason if isinstance(error, RecordError) else Reason.INTERNAL
