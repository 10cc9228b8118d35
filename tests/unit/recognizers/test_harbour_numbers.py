"""Numbers of Hong Kong, Macau and Taiwan, and eight digits that are none."""

from recognizers.contact.harbour import HarbourNumberRecognizer
from recognizers.testing import Example, conforms

ROWS = (
    Example("(852) 9123 4567", ("(852) 9123 4567",), "code in brackets"),
    Example("（+852）91234567", ("（+852）91234567",), "brackets of full width, a plus"),
    Example("852-9123-4567", ("852-9123-4567",), "code and hyphens"),
    Example("+853 6612 3456", ("+853 6612 3456",), "Macau"),
    Example("+852·9123·4567", ("+852·9123·4567",), "middle dots"),
    Example("+886 912 345 678", ("+886 912 345 678",), "Taiwan, mobile"),
    Example("886-2-2712-3456", ("886-2-2712-3456",), "Taiwan, fixed"),
    Example("+886(0)912-345-678", ("+886(0)912-345-678",), "a zero in brackets"),
    Example("手機0912-345-678", ("0912-345-678",), "mobile with hyphens"),
    Example("0912345678", ("0912345678",), "mobile in one"),
    Example("0912-34-56-78", ("0912-34-56-78",), "mobile in twos"),
    Example("(02) 2712-3456 分機 12", ("(02) 2712-3456 分機 12",), "fixed, an extension"),
    Example("02-27123456#12", ("02-27123456#12",), "fixed, a hash"),
    Example("037-321456", ("037-321456",), "nine digits"),
    Example("香港 9123 4567", ("9123 4567",), "in fours where Hong Kong is spoken of"),
    Example("Kowloon 6123-4567", ("6123-4567",), "the same in English"),
    Example("9123 4567", (), "in fours, and nothing told"),
    Example("香港 单号 9123 4567", (), "an order in Hong Kong"),
    Example("香港 91234567", (), "eight digits in one"),
    Example("香港 2024 1130", (), "a date"),
    Example("订单号852-91234567", (), "captioned as an order"),
    Example("85291234567", (), "eleven digits without a sign"),
    Example("02-2712", (), "too short"),
    Example("02-2712-3456-7890", (), "a longer code"),
    Example("1.02-2712-3456", (), "decimals"),
)


def test_harbour_numbers_conform() -> None:
    """Every row, and the rules of the house."""
    conforms(HarbourNumberRecognizer(), ROWS)
