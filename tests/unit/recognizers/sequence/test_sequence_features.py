"""The numbers that the model sees depend on a text alone, not on its batch."""

import numpy as np
import pytest

from recognizers.lexicon import Lexicon
from recognizers.sequence.alphabet import Alphabet, build_alphabet, encode
from recognizers.sequence.features import BITS, TEMPLATES, feature_ids
from recognizers.sequence.lookup import Dictionary, build_dictionary

TEXTS = [
    "",
    "张伟",
    "山东省济南市历下区泉城路180号3单元1202室王小明13800138000",
    "𠮷野家13\n8",
    "a",
]


@pytest.fixture(scope="module", name="alphabet")
def _alphabet() -> Alphabet:
    lexicon = Lexicon.load()
    return build_alphabet(lexicon.simplified, lexicon.kinds(), lexicon.suffixes)


@pytest.fixture(scope="module", name="dictionary")
def _dictionary(alphabet: Alphabet) -> Dictionary:
    return build_dictionary([("济南市", 1), ("济南", 2), ("泉城", 5), ("泉城路", 6)], alphabet)


def test_alone_as_in_a_batch(alphabet: Alphabet, dictionary: Dictionary) -> None:
    """A text has the same features alone and between others."""
    together = encode(TEXTS, alphabet)
    ids = np.stack(list(feature_ids(together, alphabet, dictionary)))
    for text, start in zip(TEXTS, together.starts, strict=True):
        alone = encode([text], alphabet)
        own = np.stack(list(feature_ids(alone, alphabet, dictionary)))
        size = len(text)
        expected = own[:, alone.starts[0] : alone.starts[0] + size]
        np.testing.assert_array_equal(ids[:, start : start + size], expected)


def test_ids_fit_the_table(alphabet: Alphabet, dictionary: Dictionary) -> None:
    """Every template gives ids below the size of the weight table."""
    ids = list(feature_ids(encode(TEXTS, alphabet), alphabet, dictionary))
    assert len(ids) == TEMPLATES
    assert max(int(column.max()) for column in ids) < 1 << BITS


def test_one_symbol_per_character(alphabet: Alphabet) -> None:
    """Offsets survive: symbols stand for characters one to one, beyond the basic plane too."""
    coded = encode(TEXTS, alphabet)
    assert coded.lengths.tolist() == [len(text) for text in TEXTS]


def test_traditional_reads_as_simplified(alphabet: Alphabet) -> None:
    """Traditional script looks to the model like Simplified."""
    traditional, simplified = (encode([t], alphabet).symbols for t in ("張偉廣東", "张伟广东"))
    np.testing.assert_array_equal(traditional, simplified)


@pytest.mark.parametrize(
    ("text", "lengths", "reason"),
    [
        ("120213800138000", [4, 11], "a room glued to a mobile number is a run of its own"),
        ("13800138000", [11], "a mobile number alone"),
        ("138001380001202", [11, 4], "a room behind a mobile number"),
        ("12345678901234567", [17], "an order number stays whole"),
    ],
)
def test_glued_numbers(alphabet: Alphabet, text: str, lengths: list[int], reason: str) -> None:
    """Digits are told apart by the length of the number they belong to."""
    coded = encode([text], alphabet)
    symbols = coded.symbols[coded.starts[0] : coded.starts[0] + len(text)]
    edges = np.flatnonzero(np.diff(symbols)) + 1
    assert np.diff([0, *edges, len(text)]).tolist() == lengths, reason


def test_longest_word_wins(alphabet: Alphabet, dictionary: Dictionary) -> None:
    """Where words of several lengths begin, the longest counts."""
    coded = encode(["济南市"], alphabet)
    words = dictionary.match(coded.symbols)
    at = int(coded.starts[0])
    assert words.begins[at] == 1 + 11
    assert words.ends[at + 2] == 1 + 11
    assert words.inside[at : at + 3].tolist() == [True, True, False]
