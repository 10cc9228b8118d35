"""Field names are read for what they say, and no more."""

import pytest

from recognizers.sequence.hints import Asked, asked_for, asked_of_each

TABLE = [
    ("receiver_name", Asked.NAME, "a receiver's name"),
    ("receiver.name", Asked.NAME, "a path"),
    ("收件人", Asked.NAME, "in Chinese"),
    ("收货人姓名", Asked.NAME, "in Chinese, in full"),
    ("consignee", Asked.NAME, "a waybill's word"),
    ("recipient", Asked.NAME, "no address of the internet, whatever letters are in it"),
    ("order.shipper", Asked.NAME, "neither is this"),
    ("participant_name", Asked.NAME, "nor this"),
    ("addressee", Asked.NAME, "somebody at an address"),
    ("buyer", Asked.NAME, "a part in a trade"),
    ("rider", Asked.NAME, "who carries it"),
    ("x.value .buyer", Asked.NAME, "of several names the one that says so"),
    ("receiver_name.value .VIP", Asked.NAME, "whatever another says"),
    ("created_by", Asked.NOTHING, "more often a program"),
    ("是否本人", Asked.NOTHING, "a question"),
    ("承运人", Asked.NOTHING, "a company"),
    ("全员", Asked.NOTHING, "nobody alone"),
    ("cdz", Asked.NOTHING, "a place to charge at"),
    ("经办人", Asked.NAME, "the same in Chinese"),
    ("派件员", Asked.NAME, "by a trade in Chinese"),
    ("sjr", Asked.NAME, "first letters"),
    ("机器人", Asked.NOTHING, "a robot"),
    ("会员", Asked.NOTHING, "a member, which may be a grade"),
    ("client_ip", Asked.NOTHING, "an address of the internet"),
    ("ip_name", Asked.NOTHING, "its name"),
    ("clientIpName", Asked.NOTHING, "the same in another spelling"),
    ("sjrdz", Asked.ADDRESS, "first letters of an address"),
    ("address", Asked.ADDRESS, "an address"),
    ("receiver_address", Asked.ADDRESS, "a person's address is an address"),
    ("详细地址", Asked.ADDRESS, "in Chinese"),
    ("receiver.room", Asked.ADDRESS, "the last part of an address that is split over fields"),
    ("room_no", Asked.ADDRESS, "its number"),
    ("门牌号", Asked.ADDRESS, "a door's number"),
    ("classroom", Asked.NOTHING, "a longer word"),
    ("product_name", Asked.NOTHING, "a product has a name too"),
    ("site_name", Asked.NOTHING, "so has a branch"),
    ("email_address", Asked.NOTHING, "a mail address is no place"),
    ("real_name_check.passed", Asked.NOTHING, "what became of a check"),
    ("real_name_check", Asked.NOTHING, "the same in one word"),
    ("realNameCheck.isPassed", Asked.NOTHING, "in another spelling"),
    ("realNameAuthStatus", Asked.NOTHING, "a state"),
    ("name_match_result", Asked.NOTHING, "whether two names are one"),
    ("real_name.verified", Asked.NOTHING, "a yes or a no"),
    ("real_name_check.reason", Asked.NOTHING, "why not: a text that may name somebody"),
    ("is_real_name", Asked.NOTHING, "a question"),
    ("consignee.status", Asked.NOTHING, "of a person, and none"),
    ("姓名核验结果", Asked.NOTHING, "the outcome of a check in Chinese"),
    ("姓名是否一致", Asked.NOTHING, "a question in Chinese"),
    ("收件人状态", Asked.NOTHING, "a state in Chinese"),
    ("real_name", Asked.NAME, "a name beside its check"),
    ("real_name_check.name", Asked.NAME, "the name that is checked"),
    ("real_name_check.applicant", Asked.NAME, "whoever is checked, by a word that we do not know"),
    ("matched_name", Asked.NAME, "a name that was found"),
    ("name_result", Asked.NAME, "a name that was read from a card"),
    ("姓名识别结果", Asked.NAME, "the same in Chinese"),
    ("checked_by_name", Asked.NAME, "who checked"),
    ("status .receiver_name", Asked.NAME, "a label beside its value"),
    ("address_check.passed", Asked.NOTHING, "what became of a check of an address"),
    ("addressCheck.isPassed", Asked.NOTHING, "the same in another spelling"),
    ("address_check_result", Asked.NOTHING, "in one word"),
    ("receiver_addr_verified", Asked.NOTHING, "of somebody's address"),
    ("receiver.address.is_valid", Asked.NOTHING, "a yes or a no on it"),
    ("addressStatus", Asked.NOTHING, "its status"),
    ("address_check.reason", Asked.NOTHING, "why not: a text that may hold one"),
    ("has_address", Asked.NOTHING, "a question after one"),
    ("地址核验结果", Asked.NOTHING, "the outcome of its check in Chinese"),
    ("收货地址是否有效", Asked.NOTHING, "a question after it in Chinese"),
    ("门牌号核验状态", Asked.NOTHING, "of a door's number"),
    ("address_check.address", Asked.ADDRESS, "the address that is checked"),
    ("address_check.detail", Asked.ADDRESS, "a word of a check that we do not know"),
    ("checked_address", Asked.ADDRESS, "an address that was checked"),
    ("address_result", Asked.ADDRESS, "one that was read from a card"),
    ("address.state", Asked.ADDRESS, "a part of an address"),
    ("address_message", Asked.ADDRESS, "it may be all of it"),
    ("地址识别结果", Asked.ADDRESS, "one that was read, in Chinese"),
    ("status .receiver_address", Asked.ADDRESS, "a label beside its value"),
    ("remark", Asked.NOTHING, "free text"),
    ("", Asked.NOTHING, "unknown"),
]


@pytest.mark.parametrize(("hint", "asked", "reason"), TABLE, ids=[row[-1] for row in TABLE])
def test_hint(hint: str, asked: Asked, reason: str) -> None:
    """A field's name says name, address or nothing."""
    assert asked_for(hint) is asked, reason


def test_hints_of_a_batch() -> None:
    """A byte for each, in their order; none for an empty batch."""
    hints = ["receiver.name", "", "remark", "address", "收件人", ""]
    assert list(asked_of_each(hints)) == [asked_for(one) for one in hints]
    assert asked_of_each([]) == b""
