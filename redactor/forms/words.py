"""Field names of Chinese waybills that are words of the trade, and so can be nobody's.

Must never hold a name that could be somebody's: the forms in which no others stand outlive a batch.
"""

import re
from itertools import product
from typing import Final

from redactor.schema import is_plain

_WHO: Final = tuple(
    "寄件 寄件人 寄件方 寄方 发件 发件人 发货 发货人 收件 收件人 收件方 收方 收货 收货人 "
    "取件 取件人 派件 客户 买家 卖家".split()
)
_WHAT: Final = tuple(
    "姓名 名称 电话 手机 手机号 手机号码 电话号码 联系电话 联系方式 联系人 地址 详细地址 公司 单位 "
    "省 市 区 省份 城市 区县 街道 邮编 邮箱 证件 证件号 证件号码 身份证 身份证号 时间 日期".split()
)
_OTHERS: Final = tuple(
    "运单 运单号 单号 快递单号 订单 订单号 备注 留言 重量 体积 件数 数量 运费 金额 费用 保价 货款 "
    "代收货款 付款方式 物品 物品名称 内容 类型 状态 编号 序号 网点 站点 快递员 司机 车牌 车牌号 "
    "签收 签收人 签收时间 取件码 说明 描述".split()
)
WORDS: Final = frozenset({*_WHO, *_WHAT, *_OTHERS, *map("".join, product(_WHO, _WHAT))})
# A name as it stands in a blank, in which nothing else has quotes, nor an escape.
_NAME: Final = re.compile(rb'"([^"]*)"')


def of_words_alone(blank: bytes) -> bool:
    """Tell whether all field names of a blank are plain or words of the trade."""
    names = {name.decode("utf-8", "replace") for name in _NAME.findall(blank)}
    return all(name in WORDS or is_plain(name) for name in names)
