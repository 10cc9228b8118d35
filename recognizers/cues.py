"""Words that a recognizer needs before it can find anything, by what they speak of.

Must never be narrower than the patterns of the recognizers that rely on them: a word that is
missing here is a value that is not looked for.
"""

from enum import Enum
from typing import Final, NamedTuple


class Beside(Enum):
    """What a word must have beside it to count."""

    ANYTHING = 0
    SURNAME_BEHIND = 1  # perhaps with a colon or 是 between, and blanks
    SURNAME_BEFORE = 2
    NO_LETTER_BEFORE = 3  # of A to Z
    NO_WORD_AROUND = 4  # the same, and behind it no small letter but a last s, or `no`


class Cue(NamedTuple):
    """A word, in small letters, and what it needs."""

    word: str
    beside: Beside = Beside.ANYTHING


def _words(listed: str, beside: Beside = Beside.ANYTHING) -> tuple[Cue, ...]:
    return tuple(Cue(word, beside) for word in listed.split())


TELEPHONE: Final = _words(
    "电话 電話 座机 座機 固话 市话 热线 联系 致电 拨打 来电 回电 传真 傳真 手机 手機 "
    "tel phone mobile call fax contact whatsapp 聯絡 聯繫 聯系 致電 撥打 來電 熱線 專線 "
    "同号 同號"
)
DOCUMENT: Final = _words(
    "护照 護照 证件 證件 旅行证 通行证 通行證 回乡证 回鄉證 港澳 来往内地 台胞证 臺胞證 台胞證 "
    "臺灣 台湾居民 往来台湾 大通证 passport permit"
)
WAYBILL: Final = _words(
    "单 運單 快件 邮件 包裹 waybill tracking awb express mailno mail_no "
    "顺丰 圆通 中通 申通 韵达 极兔 京东 德邦 百世 邮政 ems 天天 优速 跨越 "
    "丹鸟 安能 宅急送 壹米滴答 菜鸟 苏宁"
)
CODE: Final = _words(
    "件码 货码 餐码 提码 取码 收码 箱码 柜码 机码 密码 证码 验码 态码 销码 件碼 貨碼 證碼 "
    "取件号 取货号 提货号 货架号 取件口 凭 憑 code"
)
CARD: Final = _words(
    "银行 卡号 账号 帐号 账户 帐户 储蓄 信用卡 借记 储值 工行 建行 农行 中行 招行 交行 邮储 "
    "转账 汇款 打款 退款 收款 开户 card visa bank account"
)
QQ: Final = (*_words("q", Beside.NO_LETTER_BEFORE), *_words("扣扣 企鹅 蔻蔻"))
WECHAT: Final = (
    *_words("微 威 薇信 徽信 卫星 v信 w信 wechat 加v 加w +v +w 私v 私w 我v 我w"),
    *_words("vx wx vⅩ wⅩ vⅹ wⅹ weixin", Beside.NO_LETTER_BEFORE),
)
# Words that say whose name follows: by what they do with a parcel, or who they are to its carrier.
ROLE: Final = _words("件人 货人 收人 系人 户名 姓名", Beside.SURNAME_BEHIND)
CUSTOMER: Final = _words("客户 顾客 我叫 我是 件员 递员 司机 收", Beside.SURNAME_BEHIND)
DEALING: Final = _words("处揽 处取 处收 处领 处提 处接 处购 绑定")
TITLE: Final = (
    *_words("阿姨 叔叔 大叔 大爷 大妈 大娘 大姐 大哥 师傅 老师 经理 主任", Beside.SURNAME_BEFORE),
    *_words("老板 先生 女士 小姐 太太 哥 姐 嫂", Beside.SURNAME_BEFORE),
)
# What an address in English has: a room, or a road or a building behind its name.
STREET: Final = (
    *_words(
        "flat room rm unit suite ste shop office apt house workshop block blk tower twr building "
        "bldg phase floor level lot villa stall avenida av. rua estrada travessa alameda largo "
        "beco",
        Beside.NO_WORD_AROUND,
    ),
    *_words("apartmen warehous", Beside.NO_LETTER_BEFORE),
    *_words("/f"),
    *(
        Cue(f" {word}"[:8])
        for word in (
            "road rd street st avenue ave lane ln boulevard blvd drive highway hwy path terrace "
            "crescent circuit praya lu jie dadao hutong dajie court centre center mansion plaza "
            "garden estate heights square mall residence village hotel hospital school park "
            "industrial tsuen chuen wan"
        ).split()
    ),
)
# Hong Kong and Macau, whose numbers have eight digits and no area code.
HARBOUR: Final = (
    *_words("香港 九龍 九龙 新界 澳門 澳门 kowloon hongkong macau macao 港島 港岛"),
    Cue("hong kon"),
)
