"""SipHash-2-4 with 128 bits of output, by the paper and its reference implementation.

Must never be used but to compare with: it is slow.
"""

from typing import Final

_WORD: Final = (1 << 64) - 1


def siphash128(secret: bytes, message: bytes) -> bytes:
    """Give the digest of a message under a secret of 16 bytes."""
    low, high = int.from_bytes(secret[:8], "little"), int.from_bytes(secret[8:], "little")
    v = [
        low ^ 0x736F6D6570736575,
        high ^ 0x646F72616E646F6D ^ 0xEE,
        low ^ 0x6C7967656E657261,
        high ^ 0x7465646279746573,
    ]
    whole = message + bytes(-(len(message) + 1) % 8) + bytes([len(message) % 256])
    for at in range(0, len(whole), 8):
        word = int.from_bytes(whole[at : at + 8], "little")
        v[3] ^= word
        _mix(v, 2)
        v[0] ^= word
    v[2] ^= 0xEE
    _mix(v, 4)
    first = v[0] ^ v[1] ^ v[2] ^ v[3]
    v[1] ^= 0xDD
    _mix(v, 4)
    second = v[0] ^ v[1] ^ v[2] ^ v[3]
    return first.to_bytes(8, "little") + second.to_bytes(8, "little")


def _mix(v: list[int], rounds: int) -> None:
    for _ in range(rounds):
        _half(v, 0, 1, 13, 32)
        _half(v, 2, 3, 16, 0)
        _half(v, 0, 3, 21, 0)
        _half(v, 2, 1, 17, 32)


def _half(v: list[int], one: int, other: int, turn: int, again: int) -> None:
    v[one] = (v[one] + v[other]) & _WORD
    v[other] = _turned(v[other], turn) ^ v[one]
    v[one] = _turned(v[one], again)


def _turned(word: int, bits: int) -> int:
    return ((word << bits) | (word >> (64 - bits))) & _WORD
