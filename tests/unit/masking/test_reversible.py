"""Reversible masks keep to their standards, and are undone by the key alone."""

import pytest
from ffx import FF1

from redactor.masking.reversible import Encrypt, EncryptMasker, Fpe, FpeMasker
from redactor.spans import Span
from tests.support.keys import bound

PHONE = "PHONE_NUMBER"


# NIST's FF1 samples (csrc.nist.gov, Cryptographic Standards and Guidelines, FF1samples).
@pytest.mark.parametrize(
    ("key", "radix", "tweak", "clear", "sealed"),
    [
        ("2b7e151628aed2a6abf7158809cf4f3c", 10, "", "0123456789", "2433477484"),
        ("2b7e151628aed2a6abf7158809cf4f3c", 10, "39383736353433323130", "0123456789",
         "6124200773"),
        ("2b7e151628aed2a6abf7158809cf4f3c", 36, "3737373770717273373737",
         "0123456789abcdefghi", "a9tv40mll9kdu509eum"),
        ("2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc6a94", 10, "",
         "0123456789", "6657667009"),
    ],
)  # fmt: skip
def test_the_library_is_ff1(key: str, radix: int, tweak: str, clear: str, sealed: str) -> None:
    """The FF1 in use gives NIST's own samples."""
    cipher = FF1(bytes.fromhex(key), radix=radix)
    assert cipher.encrypt(clear, tweak=bytes.fromhex(tweak)) == sealed


def fpe(team: str = "routing") -> FpeMasker:
    """Give an FPE masker."""
    masker = bound(Fpe(), team=team)
    assert isinstance(masker, FpeMasker)
    return masker


def encrypt(index: int = 0) -> EncryptMasker:
    """Give an encrypting masker."""
    masker = bound(Encrypt(), index=index)
    assert isinstance(masker, EncryptMasker)
    return masker


def masked(masker: FpeMasker | EncryptMasker, raw: str, entity: str = PHONE) -> str:
    """Mask a whole text as one value."""
    return masker.mask(raw, Span(0, len(raw), entity))


@pytest.mark.parametrize("raw", ["13800138000", "+86 138-0013-8000", "(0531)88888888", "100000"])
def test_fpe_keeps_form_and_is_undone(raw: str) -> None:
    """Digits become digits, separators stay, and the key brings the number back."""
    sealed = masked(fpe(), raw)
    assert sealed != raw
    assert [c if not c.isdigit() else "0" for c in sealed] == [
        c if not c.isdigit() else "0" for c in raw
    ]
    assert fpe().reveal(sealed, PHONE) == raw


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("12345", "fewer than a million numbers"),
        ("王小明", "no number"),
        ("call 13800138000", "words beside the number"),
        ("１３８００１３８０００", "digits of another script"),
        ("13800138000转1234", "an extension in words"),
    ],
)
def test_what_fpe_cannot_take_is_hidden(raw: str, why: str) -> None:
    """A short or unread value is hidden whole, its length kept."""
    assert masked(fpe(), raw) == "*" * len(raw), why


@pytest.mark.parametrize("figure", ["13800138000.0", "1.3800138E10", "13,800,138,000"])
def test_a_figure_is_encrypted_as_its_number(figure: str) -> None:
    """So that both can be joined; and nothing of it is hidden."""
    assert masked(fpe(), figure) == masked(fpe(), "13800138000")


def test_fpe_differs_by_entity_and_team() -> None:
    """Equal digits of two entities or teams do not meet."""
    assert masked(fpe(), "6222020200012345", "CN_BANK_CARD") != masked(fpe(), "6222020200012345")
    assert masked(fpe(), "13800138000") != masked(fpe("finance"), "13800138000")


def test_encrypt_is_deterministic_and_undone() -> None:
    """Equal values give equal texts, which the key opens; a second run changes nothing."""
    sealed = masked(encrypt(), "王小明", "PERSON")
    assert sealed.startswith("enc_k1_")
    assert sealed == masked(encrypt(), "王小明", "PERSON")
    assert sealed == masked(encrypt(), sealed, "PERSON")
    assert encrypt().reveal(sealed, "PERSON") == "王小明"


def test_an_older_key_still_opens() -> None:
    """During the overlap of a rotation what the old key sealed is known."""
    sealed = masked(encrypt(), "王小明", "PERSON")
    assert encrypt(index=1).reveal(sealed, "PERSON") == "王小明"
    assert masked(encrypt(index=1), sealed, "PERSON") == sealed


@pytest.mark.parametrize("forged", ["enc_k1_" + "b" * 40, "enc_k9_" + "b" * 40, "enc_k1_x"])
def test_a_forged_ciphertext_is_a_value(forged: str) -> None:
    """What the key does not open is encrypted like anything else."""
    assert masked(encrypt(), forged) != forged
