"""Findings that overlap: one rule, whoever found them."""

from recognizers.finding import Finding, Level, Part
from recognizers.resolution import resolve, strongest


def finding(
    start: int, end: int, label: str, score: float = 0.9, *, masked: bool = False
) -> Finding:
    """A finding of no recognizer in particular."""
    return Finding(start, end, label, score, "test", (), masked)


def test_nothing_gives_nothing() -> None:
    """No findings, no answer."""
    assert resolve([]) == ()


def test_neighbours_stay() -> None:
    """Findings that touch do not overlap; they come in text order."""
    name, phone = finding(0, 3, "PERSON"), finding(3, 14, "PHONE_NUMBER")
    assert resolve([phone, name]) == (name, phone)


def test_longer_beats_shorter_of_one_label() -> None:
    """A number with its extension beats the number alone."""
    with_extension, alone = finding(0, 16, "PHONE_NUMBER", 0.8), finding(0, 11, "PHONE_NUMBER", 1.0)
    assert resolve([alone, with_extension]) == (with_extension,)


def test_identity_beats_card_beats_waybill_beats_phone() -> None:
    """What a check proves beats what only has the digits."""
    order = ["CN_RESIDENT_ID", "CN_BANK_CARD", "WAYBILL_NO", "QQ", "PHONE_NUMBER"]
    findings = [finding(0, 18, label) for label in order]
    for index, label in enumerate(order):
        (winner,) = resolve(reversed(findings[index:]))
        assert winner.label == label


def test_address_is_cut_back_to_what_a_number_leaves() -> None:
    """An address that ran into a number ends where the number begins, parts included."""
    room = Part(8, 12, Level.ROOM)
    address = Finding(0, 14, "ADDRESS", 0.9, "test", (room, Part(12, 14, Level.ROOM)))
    phone = finding(12, 23, "PHONE_NUMBER")
    assert resolve([address, phone]) == (
        Finding(0, 12, "ADDRESS", 0.9, "test", (room,)),
        phone,
    )


def test_address_around_a_number_stays_on_both_sides() -> None:
    """No covered character is given up: the address goes on behind the number."""
    spans = [(f.start, f.end) for f in resolve([finding(0, 30, "ADDRESS"), finding(10, 21, "QQ")])]
    assert spans == [(0, 10), (10, 21), (21, 30)]


def test_masked_beats_raw_of_one_label() -> None:
    """A masked value is not masked again because part of it looks like a raw one."""
    masked, raw = finding(0, 3, "PERSON", masked=True), finding(0, 1, "PERSON", 1.0)
    assert resolve([raw, masked]) == (masked,)


def test_a_raw_name_is_not_cut_back_by_a_masked_end() -> None:
    """A star behind a raw name does not uncover its last character."""
    raw, masked = finding(0, 3, "PERSON"), finding(2, 4, "PERSON", masked=True)
    assert resolve([raw, masked])[0] == raw


def test_unknown_label_loses_to_known_numbers_but_beats_free_text() -> None:
    """The labels of plug-ins take part."""
    own = finding(0, 8, "MEMBER_NO")
    assert resolve([own, finding(0, 8, "CN_RESIDENT_ID")])[0].label == "CN_RESIDENT_ID"
    assert resolve([own, finding(0, 8, "PERSON")]) == (own,)


def test_answer_does_not_depend_on_order() -> None:
    """The same findings in any order give the same answer."""
    findings = [finding(0, 11, "PHONE_NUMBER"), finding(5, 16, "WAYBILL_NO"), finding(2, 9, "QQ")]
    assert resolve(findings) == resolve(findings[::-1])


def test_strongest_is_the_one_that_wins() -> None:
    """`strongest` is the first of the order that `resolve` follows."""
    findings = [finding(0, 20, "ADDRESS"), finding(3, 9, "EMAIL_ADDRESS")]
    assert strongest(findings).label == "EMAIL_ADDRESS"
