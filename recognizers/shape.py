"""The kinds of writing a text may hold, of which a recognizer names those that it needs.

Must never say how a kind is seen: its pattern is in `recognizers.written`.
"""

from enum import IntFlag
from typing import TypeAlias


class Shape(IntFlag):
    """Kinds of writing. The order is that of recognizers/native/scan.h."""

    DIGIT = 1 << 0
    NUMBER = 1 << 1  # five digits or more in a row
    LATIN = 1 << 2  # a letter
    HAN = 1 << 3
    AT = 1 << 4  # `@`, or a bracketed `at`
    MASK = 1 << 5  # signs or letters that hide characters
    STAR = 1 << 6  # signs that do
    ENCODED = 1 << 7  # a run that may decode to a text
    MOBILE = 1 << 8  # eleven digits, grouped as may be, of which the first are 13 to 19
    GLUED = 1 << 9  # a run of digits with a telephone number at one end
    LANDLINE = 1 << 10  # an area code of the mainland and a local number, or another country's code
    APART = 1 << 11  # ten digits or more, all of them pulled apart
    LOCAL = 1 << 12  # digits of a local number, or of a mistyped one
    SOLE = 1 << 13  # nothing but digits, blanks, plus and hyphens; no mobile number
    LONG_WORD = 1 << 14  # six letters or digits in a row
    IDENTITY = 1 << 15  # fifteen digits or more with a birthday in them
    CARD = 1 << 16  # as many digits as a card has, grouped as on cards
    COMPANY = 1 << 17  # eighteen characters built like a company's code
    HONG_KONG = 1 << 18  # a letter or two, six digits and a check
    MACAU = 1 << 19  # a digit in brackets behind a digit, or six digits between strokes
    DOCUMENT = 1 << 20  # a letter or two and seven to ten digits
    EIGHT = 1 << 21  # a run of eight to ten digits
    PLATE = 1 << 22  # how plates begin
    LETTERED = 1 << 23  # two capitals and nine digits or more
    NUMBERED = 1 << 24  # nine characters or more that a caption may make a waybill's
    POSITION = 1 << 25  # two decimals, or degrees
    INTERNET = 1 << 26  # how addresses of either version look
    SPELT = 1 << 27  # letters behind a key for names, before a mobile number, or two capitals
    BARE_NAME = 1 << 28  # two to four Han characters and nothing else
    # Words, in the text or in its field's name; see recognizers/cues.py.
    TELEPHONE_WORD = 1 << 29
    DOCUMENT_WORD = 1 << 30
    WAYBILL_WORD = 1 << 31
    CODE_WORD = 1 << 32
    QQ_WORD = 1 << 33
    WECHAT_WORD = 1 << 34
    ROLE_WORD = 1 << 35
    THING_NUMBER = 1 << 36  # a number for things, or what one begins with
    STREET_WORD = 1 << 37
    HARBOUR_WORD = 1 << 38
    CAPITALS = 1 << 39  # a word of letters that begins with a capital and may name somebody
    # Of a field, whatever stands in it.
    NAME_FIELD = 1 << 40
    ENGLISH_FIELD = 1 << 41
    # Words again.
    CUSTOMER_WORD = 1 << 42
    DEALING_WORD = 1 << 43
    TITLE_WORD = 1 << 44
    # A sign again.
    HARBOUR = 1 << 45  # a code of Hong Kong, Macau or Taiwan, or Taiwan's trunk zero, and digits
    # Of a field again.
    ROOM_FIELD = 1 << 46
    # Of a whole text again.
    SPACED_NAME = 1 << 47  # two to eight Han characters, blanks between some, and nothing else
    DASHED = 1 << 48  # two to four numbers with hyphens between, and nothing else
    # Of a field again.
    ADDRESS_FIELD = 1 << 49
    # Of numbers again.
    ISLAND_ID = 1 << 50  # how an identity card of Taiwan is written
    SURE_CARD = 1 << 51  # a card's first digits, length and check
    CARD_WORD = 1 << 52
    IDENTITY_FIELD = 1 << 53


class Told(IntFlag):
    """What is found in a text already, beside its shape: of this nothing is left to be asked.

    The order is that of recognizers/native/scan.h; see `recognizers.outright`.
    """

    MOBILE = 1 << 54  # all its mobile numbers
    TELEPHONE = 1 << 55  # one of any kind that is the whole text
    LANDLINE = 1 << 56  # all numbers with an area code
    CARRIED = 1 << 57  # all waybills by their carriers' letters
    WAYBILL = 1 << 58  # one that is the whole text, and no identity's or company's number in it
    MAIL = 1 << 59  # the only mail address
    IDENTITY = 1 << 60  # the only number, which is an identity's
    NAME = 1 << 61  # whether it is a name, in a field for one
    CUED = 1 << 62  # all names behind a word that says whose follows


# Alternatives of which a text must have one, with all its bits; none at all: every text.
Needs: TypeAlias = tuple[Shape, ...]
