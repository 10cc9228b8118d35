"""The fast HMAC is HMAC-SHA-256."""

import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.masking.mac import Mac


# RFC 4231, test cases 1 and 2.
@pytest.mark.parametrize(
    ("key", "message", "digest"),
    [
        (b"\x0b" * 20, b"Hi There",
         "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        (b"Jefe", b"what do ya want for nothing?",
         "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
    ],
)  # fmt: skip
def test_the_rfcs_own_cases(key: bytes, message: bytes, digest: str) -> None:
    """RFC 4231's digests come out."""
    assert Mac(key).digest(message).hex() == digest


@given(st.binary(max_size=64), st.lists(st.binary(max_size=200), max_size=3))
def test_it_equals_the_standard_library(key: bytes, messages: list[bytes]) -> None:
    """For any key and messages, one after the other, it gives what `hmac` gives."""
    mac = Mac(key)
    assert [mac.digest(m) for m in messages] == [hmac.digest(key, m, "sha256") for m in messages]
