"""Writes fictitious Chinese addresses the way people and forms write them.

Must never return a line of a data set: regions and towns are real, what stands in them is drawn.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tests.quality.train.sources import ISLANDS, Town


@dataclass(frozen=True, slots=True)
class Place:
    """An address: what it says of the region, and the rest."""

    region: str
    detail: str


_ROADS: Final = (
    "中山 人民 解放 建设 和平 文化 新华 胜利 青年 朝阳 长江 黄河 振兴 团结 迎宾 友谊 光明 工业 学府 科技 "
    "创业 滨江 滨河 环城 幸福 民主 五一 八一 红旗 劳动 北京 上海 南京 广州 天津 湖滨 府前 府后 公园 车站 "
    "站前 健康 教育 体育场 机场 世纪 时代 开发 金融 商贸 兴业 兴隆 富强 民生 民族 向阳 东风 前进 跃进 "
    "珠江 淮海 太湖 泰山 黄山 昆仑 天山 秦岭 衡山 华山 嵩山 深南 天府 延安 复兴 长安 西湖 东湖 南湖 北湖 "
    "凤凰 玉兰 牡丹 樱花 桃园 梅园 竹园 松江 柳林 杨柳 银杏 香樟 桂花 荷花 海棠 紫荆 木棉 龙泉 泉城 九龙"
).split()
_ROAD_ENDS: Final = (
    ["路"] * 34
    + ["街"] * 14
    + ["大道"] * 14
    + ["大街"] * 6
    + ["巷"] * 5
    + (
        "东路 西路 南路 北路 中路 东街 西街 南街 北街 一路 二路 三路 四路 五路 支路 胡同 弄 里 道 环路 "
        "大道东 大道西 大道中 东大街 西大街 南大街 北大街 横街 正街 老街 新街 步行街 公路 中街 后街 快速路 村路 "
        "路东段 路西段 路南段 路北段 路中段 大道南段 大道北段 街西段 路二段 路一段 南一路 北二路 十字 一巷 二巷"
    ).split()
)
_ESTATE_HEADS: Final = (
    "阳光 金色 世纪 东方 锦绣 翡翠 碧水 蓝天 御景 紫金 银河 时代 国际 滨江 江南 城市 丽景 华府 天鹅 香榭 "
    "水岸 绿地 龙湖 恒大 万科 碧桂 保利 中海 融创 金地 华润 绿城 万达 富力 雅居乐 世茂 远洋 招商 首创 金科 "
    "蓝光 中骏 旭辉 龙光 佳兆业 鸿坤 山水 花样 名门 名仕 盛世 皇家 帝景 尚品 尚城 书香 学府 美林 枫林 橡树 "
    "梧桐 桂花 牡丹 荷塘 金桂 玫瑰 百合 和谐 幸福 安居 康居 惠民 新城 家和 福源 鑫源 汇景 观澜 听涛 望江 "
    "临江 湖畔 河畔 海岸 星河 星光 月亮 太阳 彩虹 天府 天元 天和 中央 西城 东城 南城 北城 华联 华侨 银座 "
    "印象 领秀 领域 都市 京都 凯旋 凯悦 维也纳 威尼斯 地中海 托斯卡纳 剑桥 牛津 普罗旺斯 加州 欧洲"
).split()
_ESTATE_ENDS: Final = (
    "花园 花园 花园 小区 小区 小区 小区 家园 苑 苑 新村 公寓 国际 城 湾 府 名苑 名城 华庭 豪庭 嘉园 雅苑 "
    "佳苑 丽苑 新城 山庄 别墅 广场 公馆 里 庄园 家属院 宿舍 人家 一期 二期 三期 A区 B区 东区 西区 南区 北区 "
    "社区 园 居 庭 阁 轩 天下 壹号 上城 首府 御府 悦府 雅居 丽都 名邸 尚城 水岸 香堤 半岛 大院 坊 第一城 "
    "安置区 安置房 经济适用房 商住楼 综合楼 住宅楼 单身公寓 青年公寓 人才公寓 回迁房 廉租房 教师公寓"
).split()
_POI_ENDS: Final = (
    "大厦 大厦 广场 商务中心 写字楼 大酒店 宾馆 酒店 商场 购物中心 超市 菜市场 农贸市场 批发市场 建材市场 "
    "商贸城 家具城 汽车城 医院 人民医院 中医院 妇幼保健院 卫生院 卫生服务中心 诊所 药店 大药房 小学 中学 "
    "一中 二中 实验小学 幼儿园 职业技术学院 大学 师范大学 理工大学 学院 东校区 南校区 新校区 科技园 产业园 "
    "工业园 工业区 创业园 软件园 孵化基地 物流园 高新区 开发区 火车站 汽车站 客运站 高铁站 地铁站 加油站 "
    "派出所 公安局 法院 镇政府 县政府 市政府 政务中心 税务局 财政局 教育局 国土局 供电所 村委会 居委会 "
    "邮政局 电信局 移动公司 联通营业厅 银行 建设银行 农业银行 信用社 菜鸟驿站 丰巢柜 快递柜 驿站 网吧 "
    "美发店 理发店 饭店 火锅店 饺子馆 面馆 茶楼 茶庄 茶叶店 服装店 鞋店 母婴店 花店 水果店 五金店 文具店 "
    "汽修厂 洗车店 4S店 修理厂 印刷厂 制衣厂 鞋厂 电子厂 塑料厂 机械厂 纸箱厂 食品厂 家具厂 砖厂 "
    "影楼 KTV 健身房 台球厅 书店 图书馆 体育馆 文化馆 博物馆 公园 寺 教堂 部队 武警支队 消防队 养老院 "
    "电影院 门诊部 牙科 眼镜店 手机店 电脑店 婚纱摄影 便利店 小卖部 烟酒店 干洗店 家电 摩托车行 装饰 门业"
).split()
_TRADES: Final = (
    "科技 信息技术 贸易 商贸 物流 电子商务 电子 机械 机电 建材 装饰 建筑工程 化工 食品 服饰 服装 纺织 鞋业 "
    "塑胶 包装 印刷 文化传媒 广告 医疗器械 生物科技 农业 环保 新能源 光电 五金制品 模具 汽车配件 置业 投资 "
    "教育咨询 财务咨询 律师 劳务 旅行社 保险代理 网络科技 软件 自动化设备 精密 电器 灯饰 家居 木业 玻璃"
).split()
_COMPANY_ENDS: Final = (
    "有限公司 有限公司 有限公司 有限责任公司 公司 集团 分公司 厂 股份有限公司 事务所 工作室".split()
)
_NEAR: Final = (
    "旁 旁边 对面 斜对面 附近 北侧 南侧 东侧 西侧 隔壁 门口 楼下 后面 东50米 北100米 向西200米 往南300米 路口 "
    "北门 南门 东门 西门 正门 大门对面 院内 内 里面 东邻 西邻 南邻 东行100米 西北角 东南角 十字路口"
).split()
_DESKS: Final = (
    "前台 财务部 人事部 一楼大厅 物业大厅 收发室 办公室 仓库 传达室 门卫室 服务台 保安室 采购部 后勤处 总务科 行政部 二楼前台 "
    "快递柜 丰巢快递柜 丰巢智能柜 菜鸟驿站 架空层 地下车库 东门岗亭 南门快递点 宿舍楼下 教务处 学生公寓 研发部 车间 门市 "
    "售楼处 三楼办公室 大堂 售票处 总经理办公室 内科 外科 护士站 药房 检验科 住院部 信访办 综合科"
).split()
_HAN: Final = "一二三四五六七八九十"


@dataclass(frozen=True)
class Map:
    """What addresses are made of.

    Attributes:
        towns: All towns with what they lie in.
        stems: Short place names without their ending, for roads, estates and shops.
        real: Addresses of licensed data sets, to be used as they are now and then.
        things: What a shop sells.
    """

    towns: Sequence[Town]
    stems: Sequence[str]
    real: Sequence[Place]
    things: Sequence[str]


class Surveyor:
    """A seeded source of addresses."""

    def __init__(self, land: Map, draw: random.Random) -> None:
        self._land, self._draw = land, draw
        self._mainland = [t for t in land.towns if t.province not in ISLANDS]
        self._islands = [t for t in land.towns if t.province in ISLANDS]

    # ---- region -----------------------------------------------------------------------------
    def _short(self, name: str) -> str:
        """A region's name without its ending."""
        for end in ("特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市"):
            if name.endswith(end) and len(name) > len(end) + 1:
                return name[: -len(end)]
        return name

    def city(self) -> str:
        """A city as it is mentioned in passing."""
        town = self._draw.choice(self._mainland)
        name = town.city or town.province
        return self._short(name) if self._draw.random() < 0.5 else name

    def region(self, town: Town) -> str:
        """Province, city and county in one of the ways people write them."""
        draw = self._draw
        levels = [town.province, town.city, town.county]
        if (
            levels[1] in ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
            and draw.random() < 0.7
        ):
            levels[1] = ""
        same = levels[0] == levels[1]
        kind = draw.random()
        if same and kind < 0.6:
            levels[1] = ""
        elif same and kind < 0.8:
            levels[0] = self._short(levels[0])
        if kind < 0.22:
            levels[0] = ""
        elif kind < 0.32:
            levels[0] = levels[1] = ""
        elif kind < 0.36:
            levels = [levels[0], levels[1], ""]
        elif kind < 0.40:
            levels = ["", levels[1], ""]
        elif kind < 0.50:
            return ""
        if draw.random() < 0.16:
            levels = [self._short(x) if i < 2 and x else x for i, x in enumerate(levels)]
        elif draw.random() < 0.08:
            levels[0] = self._short(levels[0]) if levels[0] else ""
        if draw.random() < 0.03 and levels[1]:
            levels.insert(1, levels[0] + levels[1])
        gap = draw.choices(["", " ", "/", ",", "-", "  "], [84, 9, 1, 2, 2, 2])[0]
        return gap.join(x for x in levels if x) + (gap if gap.strip() == "" else "")

    # ---- pieces -----------------------------------------------------------------------------
    def number(self) -> str:
        """A house number without its unit."""
        draw = self._draw
        kind = draw.random()
        top = draw.choice((9, 30, 99, 300, 999, 2000))
        if kind < 0.86:
            return str(draw.randint(1, top))
        if kind < 0.93:
            return f"{draw.randint(1, top)}-{draw.randint(1, 30)}"
        if kind < 0.96:
            return draw.choice("甲乙丙") + str(draw.randint(1, 99))
        return "".join(draw.choice(_HAN) for _ in range(draw.randint(1, 2)))

    def stem(self) -> str:
        """Two or three characters that a place is named after."""
        return self._draw.choice(self._land.stems)

    def road(self) -> str:
        """A road's name."""
        draw = self._draw
        kind = draw.random()
        if kind < 0.45:
            head = draw.choice(_ROADS)
        elif kind < 0.9:
            head = self.stem()
        else:
            head = draw.choice(_ROADS)[0] + draw.choice(self.stem())
        if kind > 0.97:
            return draw.choice("GS") + str(draw.randint(101, 328)) + draw.choice(("国道", "省道"))
        return head + draw.choice(_ROAD_ENDS)

    def estate(self) -> str:
        """A housing estate's name."""
        draw = self._draw
        head = draw.choice(_ESTATE_HEADS) if draw.random() < 0.6 else self.stem()
        if draw.random() < 0.3:
            head += draw.choice(_ESTATE_HEADS)
        end = draw.choice(_ESTATE_ENDS)
        if draw.random() < 0.08:
            end += draw.choice(("一期", "二期", "东区", "A区", "2期", "三区", "南苑", "北苑"))
        return head + end

    def poi(self) -> str:
        """A building, shop, school or office."""
        draw = self._draw
        if draw.random() < 0.22:
            return self.company()
        head = draw.choice(_ESTATE_HEADS) if draw.random() < 0.35 else self.stem()
        if draw.random() < 0.25:
            head += draw.choice(_ESTATE_HEADS)
        if draw.random() < 0.12:
            head = ""
        return head + draw.choice(_POI_ENDS)

    def shop(self) -> str:
        """A shop or a desk, as it closes an address: 韦博纱窗, 二楼前台, 财务部."""
        draw = self._draw
        if draw.random() < 0.3:
            return draw.choice(_DESKS)
        head = self.stem() if draw.random() < 0.5 else draw.choice(_ESTATE_HEADS)
        return head + draw.choice(self._land.things if draw.random() < 0.6 else _TRADES)

    def company(self) -> str:
        """A company's name."""
        draw = self._draw
        head = self._short(draw.choice(self._mainland).city) if draw.random() < 0.45 else ""
        if head in ("市辖区", "县"):
            head = ""
        name = self.stem() if draw.random() < 0.5 else draw.choice(_ESTATE_HEADS)
        return head + name + draw.choice(_TRADES) + draw.choice(_COMPANY_ENDS)

    def building(self) -> str:
        """Building, unit, floor and room, some of them."""
        draw = self._draw
        number = self.number
        kind = draw.random()
        if kind < 0.12:
            depth = draw.randint(2, 3)
            top = [draw.randint(1, 40), draw.randint(1, 6), draw.randint(101, 3205)]
            return "-".join(map(str, top[3 - depth :])) + draw.choice(("", "", "室", "号"))
        if kind < 0.17:
            return f"{draw.randint(1, 30)}#{draw.choice(('', '楼', '-'))}{draw.randint(101, 2904)}"
        if kind < 0.22:
            return (
                draw.choice("ABCDEFGabc")
                + draw.choice(("座", "栋", "幢", "区", "单元", "馆"))
                + str(draw.randint(101, 3610))
                + draw.choice(("", "室", "号", "房"))
            )
        text = ""
        if draw.random() < 0.75:
            block = number() if draw.random() < 0.9 else draw.choice("ABCDEFGH")
            text += block + draw.choice("栋 幢 号楼 号楼 号楼 座 楼 栋 # 期 懂 号".split())
        if draw.random() < 0.5:
            unit = str(draw.randint(1, 6)) if draw.random() < 0.8 else draw.choice(_HAN[:6])
            text += unit + draw.choice(("单元", "单元", "单元", "单元", "门", "梯", "单"))
        if draw.random() < 0.22:
            floor = str(draw.randint(1, 33)) if draw.random() < 0.7 else draw.choice(_HAN)
            text += floor + draw.choice(("楼", "层", "F", "楼", "f"))
        if draw.random() < 0.6 or not text:
            room = draw.randint(1, 9) * 100 + draw.randint(1, 12)
            room = room if draw.random() < 0.6 else draw.randint(10, 33) * 100 + draw.randint(1, 12)
            text += draw.choice(("", "", "", "", "A", "B", "-")) + str(room)
            text += draw.choice(("", "", "", "室", "室", "室", "号", "房", "户"))
        return text

    # ---- detail -----------------------------------------------------------------------------
    def street(self) -> str:
        """Road, number, estate, building."""
        draw = self._draw
        text = self.road()
        if draw.random() < 0.75:
            text += self.number() + draw.choice(
                ("号", "号", "号", "号", "号", "号院", "号附1号", "弄", "", "-1号")
            )
        kind = draw.random()
        if kind < 0.3:
            text += self.estate()
        elif kind < 0.55:
            text += self.poi()
        if draw.random() < 0.55:
            text += self.building()
        return text

    def crossing(self) -> str:
        """Where two roads meet."""
        draw = self._draw
        end = draw.choice("交叉口 交汇处 交界处 交叉路口 路口 交口 交叉处 相交处".split())
        text = self.road() + draw.choice(("与", "和", "", "-", "、")) + self.road() + end
        if draw.random() < 0.5:
            text += draw.choice(
                "东 西 南 北 东北角 西南角 西北侧 往东100米 北50米路西 向南300米 东南侧".split()
            )
        if draw.random() < 0.35:
            text += self.poi()
        return text

    def near(self) -> str:
        """Beside something everyone there knows."""
        draw = self._draw
        text = self.road() if draw.random() < 0.5 else ""
        if text and draw.random() < 0.4:
            text += self.number() + "号"
        text += self.poi() + draw.choice(_NEAR)
        if draw.random() < 0.3:
            text += self.poi()
        return text

    def rural(self, town: Town) -> str:
        """Village, group, house."""
        draw = self._draw
        name = draw.choice(town.villages) if town.villages else self.stem() + "村"
        name = name.replace("委会", "").replace("民委员会", "")
        text = (
            name
            if draw.random() < 0.75
            else self.stem() + draw.choice("村 庄 屯 寨 湾 沟 坪 家村".split())
        )
        if draw.random() < 0.5:
            number = draw.choice(_HAN) if draw.random() < 0.5 else str(draw.randint(1, 20))
            text += number + draw.choice("组 组 组 队 社 屯 村民小组 生产队 区 小组".split())
        if draw.random() < 0.35:
            text += self.number() + draw.choice(("号", "号", "号", "", "户"))
        if draw.random() < 0.12:
            text += draw.choice(_NEAR)
        return text

    def mainland(self) -> Place:
        """An address between Mohe and Sansha."""
        draw = self._draw
        town = draw.choice(self._mainland)
        kind = draw.random()
        lead = town.name if draw.random() < 0.33 else ""
        if lead.endswith("街道办事处") and draw.random() < 0.7:
            lead = lead.replace("办事处", "")
        region = self.region(town)
        if kind < 0.36:
            detail = lead + self.street()
        elif kind < 0.52:
            detail = lead + self.estate() + self.building()
        elif kind < 0.70:
            detail = (town.name if draw.random() < 0.85 else "") + self.rural(town)
        elif kind < 0.77:
            detail = lead + self.crossing()
        elif kind < 0.87:
            detail = lead + self.near()
        elif kind < 0.97:
            detail = lead + self.poi() + (self.building() if draw.random() < 0.4 else "")
        else:
            detail = town.name
        if draw.random() < 0.12:
            detail += self.shop()
        if draw.random() < 0.05:
            detail += draw.choice(("(", "（")) + self.poi() + draw.choice(_NEAR[:10])
            detail += ")" if "(" in detail else "）"
        if draw.random() < 0.04 and len(detail) > 6:
            cut = draw.randrange(2, len(detail))
            detail = detail[:cut] + " " + detail[cut:]
        return Place(region, detail)

    def island(self) -> Place:
        """An address in Taiwan, Hong Kong or Macau."""
        draw = self._draw
        town = draw.choice(self._islands)
        if town.province == "台湾省":
            head = draw.choice(("台湾", "台湾省", "", "")) + town.city + (town.county or "")
            text = self.road().removesuffix("大道") + draw.choice(("", "", "一段", "二段", "三段"))
            if draw.random() < 0.4:
                text += f"{draw.randint(1, 300)}巷"
            if draw.random() < 0.3:
                text += f"{draw.randint(1, 40)}弄"
            text += f"{draw.randint(1, 500)}号" + draw.choice(("", "", "之1", "之3"))
            if draw.random() < 0.5:
                text += f"{draw.randint(1, 14)}楼" + draw.choice(("", "之2", "之5"))
            return Place(head, text)
        head = draw.choice(("香港", "香港特别行政区", "香港", "澳门")) + draw.choice(
            ("", "九龙", "新界", "香港岛", town.county)
        )
        text = self.stem() + draw.choice(("道", "街", "路", "里")) + f"{draw.randint(1, 700)}号"
        if draw.random() < 0.6:
            text += self.stem() + draw.choice("大厦 花园 中心 广场 工业大厦 邨 苑".split())
        if draw.random() < 0.6:
            text += draw.choice(("", "A座", "第2座", "1期"))
            text += f"{draw.randint(1, 40)}楼" + draw.choice(
                ("", "A室", "B室", f"{draw.randint(1, 30)}室")
            )
        return Place(head, text)

    def place(self) -> Place:
        """Any address."""
        kind = self._draw.random()
        if self._land.real and kind < 0.28:
            return self._draw.choice(self._land.real)
        return self.mainland() if kind < 0.97 else self.island()

    def spot(self) -> Place:
        """Building and unit, or a house number, as couriers write them: no region."""
        kind = self._draw.random()
        if kind < 0.55:
            return Place("", self.building())
        if kind < 0.8:
            return Place("", self.estate() + self.building())
        return Place("", self.street() if kind < 0.9 else self.near())
