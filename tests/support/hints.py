"""Names of fields that make recognizers believe more than a text alone would."""

from typing import Final

HINTS: Final = (
    *("", "at", "receiver.phone", "receiver_name", "address", "waybill_no", "id_card", "bank_card"),
    *("code", "qq", "wechat", "ip", "location", "passport", "plate", "电话", "身份证", "运单号"),
    *("取件码", "税号", "澳门身份证", "mail_no", "tel", "收件人", "地址", "en:receiver.name"),
    *("receiver.room", "房号"),
)
