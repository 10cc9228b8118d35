"""Addresses in English form are found in Chinese lines, roads and malls alone are not."""

from recognizers.address.latin import LatinAddressRecognizer
from recognizers.testing import Example, conforms

ROWS = (
    Example("送Flat B, 12/F, Tower 3, Harbour Court, 8 King's Road, Kowloon謝謝",
            ("Flat B, 12/F, Tower 3, Harbour Court, 8 King's Road, Kowloon",), "Hong Kong"),
    Example("FLAT 12A, 15/F, BLOCK 3, TAI KOO SHING, QUARRY BAY, HK",
            ("FLAT 12A, 15/F, BLOCK 3, TAI KOO SHING, QUARRY BAY, HK",), "in capitals"),
    Example("Shop 12, G/F, Fortune Plaza, Tai Po, N.T.",
            ("Shop 12, G/F, Fortune Plaza, Tai Po, N.T.",), "the New Territories"),
    Example("Rm 1203, Unit 5, No. 88 Zhangyang Rd, Pudong, Shanghai 200120",
            ("Rm 1203, Unit 5, No. 88 Zhangyang Rd, Pudong, Shanghai 200120",), "a postcode"),
    Example("No.12, Lane 456, Minsheng Lu, Pudong New Area",
            ("No.12, Lane 456, Minsheng Lu, Pudong New Area",), "a lane and a road in pinyin"),
    Example("5F.-3, No. 2, Sec. 4, Zhongxiao E. Rd., Da'an Dist., Taipei City 106, Taiwan",
            ("5F.-3, No. 2, Sec. 4, Zhongxiao E. Rd., Da'an Dist., Taipei City 106, Taiwan",),
            "Taiwan, a postcode inside"),
    Example("Avenida da Amizade 555, Macau", ("Avenida da Amizade 555, Macau",), "Macau"),
    Example("88 Keppel Road #12-345 Singapore 089053",
            ("88 Keppel Road #12-345 Singapore 089053",), "Singapore"),
    Example("放在 Unit 5B Block 2 谢谢", ("Unit 5B Block 2",), "two doors"),
    Example("地址：Nathan Road, Mong Kok", ("Nathan Road, Mong Kok",), "two pieces by a caption"),
    Example("8 King's Road, Kowloon, Chan Tai Man", ("8 King's Road, Kowloon",),
            "a person behind is no place"),
    Example("8 King's Road, Tel 61234567", ("8 King's Road",), "nor is a caption"),
    Example("12/F, 8 King's Road, Fairview Peak。", ("12/F, 8 King's Road, Fairview Peak",),
            "a last place that no list has"),
    Example("Abbey Road 50 周年 黑胶唱片", (), "a record"),
    Example("Nathan Road 營業點", (), "a road alone"),
    Example("Harbour City, Tsim Sha Tsui 專柜", (), "a mall and its district"),
    Example("Room Spray 100ml", (), "a spray"),
    Example("Room 12 折扣", (), "a room alone"),
    Example("Nike Court Vision 42", (), "a shoe"),
    Example("SF Express Kwun Tong Center", (), "a depot without a number"),
)  # fmt: skip


def test_latin_addresses_conform() -> None:
    """Every row, and the rules of the house."""
    conforms(LatinAddressRecognizer(), ROWS)
