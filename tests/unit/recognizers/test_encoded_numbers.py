"""A long number is not taken for an encoded text."""

import random

from recognizers.encoded import EncodedRecognizer


def test_no_run_of_digits_decodes_to_a_value() -> None:
    """Digits and hyphens are base64 by their alphabet, and decode to Han characters at random."""
    drawn = random.Random(2)
    recognizer = EncodedRecognizer()
    numbers = ["".join(drawn.choice("0123456789-") for _ in range(19)) for _ in range(3_000)]
    assert [number for number in numbers if recognizer.find(number, "receiver_name")] == []
