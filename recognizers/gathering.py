"""What is given to each of many texts by what few of them differ in: their fields, their shapes.

Must never ask twice what Python may answer otherwise the second time, nor leave a text out.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

from recognizers.native import KERNEL

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
T = TypeVar("T")


def distinct(values: Sequence[K]) -> set[K]:
    """Give the values that differ."""
    if KERNEL is None or not isinstance(values, list):
        return {*values}
    differ: set[K] = KERNEL.distinct(values)
    return differ


def spread(values: Sequence[K], answers: Mapping[K, V]) -> list[V]:
    """Give for each value what a mapping has for it; none of its answers may change meanwhile.

    Raises:
        LookupError: It has nothing for one.
    """
    if KERNEL is None or not isinstance(values, list):
        return list(map(answers.__getitem__, values))
    given: list[V] = KERNEL.spread(values, answers)
    return given


def open_at(
    values: Sequence[K], gates: Mapping[K, tuple[T, ...]]
) -> list[tuple[int, tuple[T, ...]]]:
    """Give what stands open behind gates: the places of values that open any, each with that."""
    if KERNEL is None or not isinstance(values, list):
        return [(at, things) for at, one in enumerate(values) if (things := gates[one])]
    opened: list[tuple[int, tuple[T, ...]]] = KERNEL.open(values, gates)
    return opened


def join(found: list[Sequence[T]], more: Sequence[Sequence[T]]) -> None:
    """Put what else is found in each text behind what is: in a new list, or as it is given.

    Raises:
        TypeError: One of them has no length: None for "nothing" would be no answer.
        ValueError: There are not as many.
    """
    if KERNEL is not None:
        KERNEL.join(found, more if isinstance(more, list) else [*more])
        return
    for at, (some, others) in enumerate(zip(found, more, strict=True)):
        if len(others):
            found[at] = [*some, *others]
