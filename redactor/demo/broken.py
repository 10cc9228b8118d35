"""The few events no one can read: they carry PII and must end in quarantine, not in the open.

Must never produce a document that a JSON parser accepts.
"""

from collections.abc import Callable
from typing import Final, TypeAlias

from redactor.demo.ordering import order_placed
from redactor.demo.parcel import Scene, to_json


def _order(scene: Scene) -> str:
    return to_json(order_placed(scene).payload or {})


def gb18030(scene: Scene) -> bytes:
    """An old system that still writes GB18030: no valid UTF-8."""
    return _order(scene).encode("gb18030")


def truncated(scene: Scene) -> bytes:
    """A producer cut off within its last string: all of what was planted stands there."""
    return _order(scene).encode().removesuffix(b'"}')


def not_a_number(scene: Scene) -> bytes:
    """A weight that was never measured: NaN is no JSON (RFC 8259, section 6)."""
    return _order(scene).replace('"quantity":', '"weight_kg":NaN,"quantity":').encode()


def invalid_byte(scene: Scene) -> bytes:
    """One byte hit by a bad gateway."""
    raw = _order(scene).encode()
    return raw[:60] + b"\xff" + raw[60:]


def byte_order_mark(scene: Scene) -> bytes:
    """A file export with a byte order mark (RFC 8259, section 8.1 forbids it)."""
    return b"\xef\xbb\xbf" + _order(scene).encode()


def twice_named(scene: Scene) -> bytes:
    """The same name twice: readers disagree which one counts, so one of them hides."""
    raw = _order(scene)
    return (raw[:-1] + "," + raw[1:]).encode()


Breakage: TypeAlias = Callable[[Scene], bytes]
BREAKAGES: Final[tuple[Breakage, ...]] = (
    gb18030,
    truncated,
    not_a_number,
    invalid_byte,
    byte_order_mark,
    twice_named,
)
