"""The words that part an address from the talk around it: each list once, and what it means.

A list is words with blanks between. A word is a pattern of `re`, so that a list can say what it is
not: 今天(?![下地]) is no beginning of 今天地铁. Words were written from the open corpus of talk
(`tests/quality/open_talk`) and its conventions; what they must not be, from the names of places in
GB/T 2260 and in the development sets.

Must never hold a word that places are called by: a rule that uses it would leave a place's rest
readable. What is called so at times stands in a list that counts behind a door alone.
"""

from typing import Final


def any_of(words: str) -> str:
    """Give the pattern of a list of words: any of them, the first first."""
    return "|".join(words.split())


HAN: Final = "\u3400-\u9fff"
NUMERALS: Final = "一二三四五六七八九十"
NUMBERS: Final = f"0-9A-Za-z{NUMERALS}"  # what a door's number is written with
EDGE: Final = " \t\r\n,，。;；:：、!！?？/|_·"  # signs that no value begins or ends with
MOBILE: Final = "1[3-9][0-9]{9}"

# What a door, a house or a place's name ends with: 3栋, 1202, 中心小学校, （邮局）.
DOORS: Final = (
    "栋幢座楼室户层号组队村元门院区屯位口铺店场厦园苑湾庄寨厂校馆站局所床科部塔侧头手0-9#）)"
)
VILLAGES: Final = "村组队屯社号"  # what a village or a part of it ends with

# Characters of talk, that names at a door are seldom written with.
PARTICLES: Final = "的了吗呢吧啊呀哦"
SPEAKERS: Final = "我你您他她"
ASKING: Final = "请找叫让给"
HANDING: Final = "送寄取"
LINKING: Final = "和与及是"
DENYING: Final = "没不别"
TALK: Final = f"{PARTICLES}{SPEAKERS}{ASKING}{HANDING}"
WAITING: Final = "谢急催等收要"
GOING: Final = "在到去来放"
CHANGING: Final = "打改换转"
# Of these none is in any region's name: they end the run of text that a region can stand in.
NO_REGION: Final = "了是在住到去我你他她寄送给请把被又也很"

# ---- What breaks an address off, wherever it stands -------------------------------------------
# When: 3栋|今天没人.
TIMES: Final = any_of(
    "(?<!光)[今明昨]天(?![下地广]) 后天(?!下) [今明][早晚] 晚上 白天(?!鹅) 凌晨 近期"
    " 每[周月晚] 刚[刚才] 已经 还没 暂时 目前 正在 [上下]午 [一两半]周(?!边)"
)
# Nobody is there, or nothing gets there: 3栋|查无此人.
IN_VAIN: Final = any_of(
    "查无此 无人[应接在签] 没[人有] 不[在接通要让派送行对] 停机 关机 空号 超区 通快递"
    " 才[进到找] 来回 往返 [进上出下找收看开打]不[去来到见了] 地址[不有]"
)
# What went wrong with a parcel: 3栋|弄错了.
WRONG: Final = any_of(
    "混淆 [弄写填送派分放投]错 弄[混反] 错[分派投] 漏派 丢[件失了] 破损 被偷 投诉"
    " 反[映馈] [别勿][放送打走]"
)
# What somebody asks, asks for or says: 3栋|怎么走.
ASKED: Final = any_of(
    "知道 晓得 可以 能[不能否] 是否 [帮替][我忙他她看] 看你 麻烦 拜托 谢谢(?!寺) 辛苦"
    " 要求 核实 怎么 咋 多[少远久] [几哪](?:号楼|[栋幢楼层户个家座期排里边]) 几单元"
    " [那这][边条趟] 碰头 见面 [出过进]来 第[0-9一二两三四五六七八九十]个路口"
)
PAYING: Final = "加付收"  # before a sum: 3栋|加48块
PEOPLE: Final = any_of("群友 快递[车员] [收寄]件人 客户(?!服务|中心)")

# ---- What breaks it off behind a door ---------------------------------------------------------
# What is done there: 3栋|关门早.
DONE_THERE: Final = any_of(
    "[关锁]门 抽烟 吃饭 睡觉 值班(?![室房岗员]) 夜班 排队 集合 开[会门] 取货"
    " [取寄催]件(?![点处]) 退件 派件 [签拒]收 代[收签](?!点) 拒[绝付] 求[购租助] 打电话"
    " 打(?=1[3-9]|0[0-9]|给) 联系 搬家(?!公) 卖(?![部店场点]) 转[租让] 自提(?![点柜])"
    " 改(?![革造则])"
)
# What happens there: 3栋|停电.
HAPPENS_THERE: Final = any_of(
    "停[电水气业工] 断网 漏[水雨] 积水 施工(?![队现]) [修封]路 着火 拆迁(?!办) 堵车"
    " 停车(?![场区位库棚]) 限[行高] 坏了 闭[馆店] 歇业 倒闭"
)
# How a sentence goes on from a place: 3栋|也去.
GOES_ON: Final = any_of(
    "也 还(?!珠) 就(?!业) 很 被(?![服套单]) 都(?=[断没已不还要有在送放是])"
    " [左右]转(?=[就再后的到]) [吧吗呢啊呀嘛啦]"
)
# Who is there: 3栋|师傅.
WHO_IS_THERE: Final = any_of(
    "谁 师傅 老板 阿姨 [大小][姐哥爷妈叔伯] 业主(?!委) 学生(?![公宿]) 工作人员 住户 租客"
    " 保安(?![亭室]) 邻居 员工(?![宿楼食通]) 狗"
)

# ---- What is no part of an address at its end -------------------------------------------------
# Words of the sentence, if they are the last: 中山路8号|去.
LAST: Final = "去来吗呢啊呀哦了跟让叫给找"
# The same behind a door: 3栋|改.
LAST_BEHIND: Final = "改转换打哈啦咯呗嘛喔噢哟"
# What stands at a door for all who live there: 3栋|快递柜.
AT_DOORS: Final = (
    "快递柜 丰巢 丰巢柜 自提柜 信箱 信报箱 消防栓 消防箱 水表箱 电表箱 水电表箱 鞋柜"
    " 门厅 大堂 保安亭 保安室 门卫 门卫室 岗亭 传达室 收发室 物业 前台 门禁 门铃 门锁 门头 电梯"
    " 电梯口 电梯间 楼梯口 楼梯间 单元门 单元门口 门口 楼下 旁边 附近 片区 一带"
)

# ---- What goes on with it ---------------------------------------------------------------------
# What a number may be the number of: 36号|档口.
NUMBERED: Final = any_of(
    "档口? 摊位? 铺位? 商铺 床 诊室 病房 病区 车间 厂房 仓库 库房 窗口 柜台 宿舍楼?"
)
# What stands at a house number: 88号|邮政支局.
HOUSES: Final = any_of(
    "支局 派出所 物流[港园] [产工]业园 科技园 大[厦楼] 广场 商[场城] 超市 药[店房] 酒店"
    " 宾馆 饭店 医院 [小中大]学 幼儿园 加油站 市场 公寓 小区 花园 中心 公司 仓库"
)
# What stands on a floor: 6楼|药剂科.
OFFICES: Final = any_of("科(?!技) 病[区房] 办公室 护士站 实验室 会议室 诊室")
# What a waybill says beside an address: no part of it, nor a shop's name.
CAPTIONS: Final = any_of(
    "电话 手机 姓名 号码 客户 联系 先生 女士 身份 邮编 固话 座机 备注 附近 周边 门口放"
)

# ---- What parts two addresses -----------------------------------------------------------------
# What two addresses are named together or instead of each other with: 3栋|或者|5栋.
BETWEEN: Final = any_of("与 跟 还是 或者?")
# What one is changed to, or seen from: 3栋|改到|5栋.
INTO: Final = any_of(
    "再?改[到成为]?(?![革造则]) 转到?(?![盘运角]) 换[到成]? 搬[到去] [发派寄运]往 应该是 不?是"
    " 到(?![港达位期岗付]) 白天 晚上 [靠临]近 紧?挨着 紧邻"
)
# Where two roads meet they are one address: 中山路与东庄路|交叉口.
MEETING: Final = any_of("交[叉汇界口接] 相交 路口 之间 中间 [与和][^与和]{0,8}[角旁侧]")
# What a road's, a village's or a building's name ends with, and what an estate's in a list does.
PLACES: Final = "路街巷弄村镇园苑城府湾庄屯岭沟坪坝冲寨厦场店院校厂局所站馆寺庙墅寓门部"
ESTATES: Final = "苑园城府湾庭都墅寓厦际邸郡庄号院楼栋幢座洲"

# ---- What leads to an address -----------------------------------------------------------------
# Verbs and particles before a region: 寄到|山东省….
BEFORE_REGION: Final = "不是 [住寄送发放改][到在成] [是在到去住寄送发从为于往至]"
# Who lives there: 现居|3栋.
LIVING: Final = any_of("住在?(?![宅院建友总邦]) 喺 现居[在于]? 居住[在于]? 常住[在于]?")
# What is brought there: 搬进|3栋, 派往|3栋.
BRINGING: Final = any_of(
    "[送寄搬卸塞放改退][到至往进在] [派发运寄转前开赶驶]往[去到在送放]?"
    " [让叫请]?塞(?![上纳外北维罗罕班舌]) 车停在?"
)
# The second halves of verbs: 搬|上3栋, 寄|自3栋, 查|下3栋; 道 and 再 are 到 and 在 as mistyped.
HALVES: Final = any_of(
    "(?<=[送搬扛抬背拎提爬])上 (?<=[寄来发取])自 (?<=[到送抵])达 (?<=[放存置投位])于"
    " (?<=[供问查找看报])下 (?<=[聊提说谈问去来跑查])过 (?<=[送寄转拉])道 (?<=[住放])再"
    " (?<=[次再先已要去重改没漏加直刚])派(?!出所)"
)
# How sure it is: 应该是|3栋.
HEDGES: Final = any_of(
    "什么 好像 应该 原来 其实 到底 可能 大概 就是 还是 或者 不是 要么 不如 干脆 麻烦 帮忙"
)
# On what way: 顺路送|3栋.
ON_THE_WAY: Final = any_of("顺[路便道带] 抽空 趁早 老地方")
# When: 今晚送|3栋.
WHEN_LED: Final = any_of(
    "今天(?![下地]) 明天(?![下地广]) 昨天 今晚 明早 上午 下午 晚上 周[一二三四五六日末](?![路街村])"
)
# Who is spoken to, or what was done, with a sign behind it or none: 师傅，|3栋.
CALLED: Final = any_of("师傅 老乡 上门(?=[\\s，,])")
# Who: 谁拿错|3栋.
WHO: Final = "谁(?:[拿领取签捡][错走了]|[送派跑去在住有])?"
# What is looked up, or what something is done to: 查一下|3栋, 将|3栋改址.
LOOKED_UP: Final = any_of("[问查看找]一?下 把 现?将(?![军台相乐])")
# What is written on the waybill: 登记的是|3栋.
RECORDED: Final = any_of(
    "(?:系统|现在|仍然?|又|再)?(?:登记|记录|显示|标注|备注|注明|打印|写|填|打|印)(?:[为成着]|的是)"
    " (?:系统)?(?:登记|显示|备注|注明) 写(?![字生意])"
)
# What for: 快递到|3栋.
PARCEL: Final = any_of("(?:东西|快递|包裹|货|件)[给在到放送] [尾末首]单(?!元)")
# What it is to another: 隔壁|3栋, 新址|3栋.
NEAR: Final = any_of("[新旧老原]址 [新旧老]仓(?!库) 楼[上下](?![村镇乡街路]) 隔壁 对门")
# How many, when: 两件|3栋, 8月18号|3栋.
COUNTED: Final = (
    f"(?:(?:[{NUMERALS}两半几每]|[0-9]{{1,2}})(?:天(?![门竺地下元])|[趟遍件票箱])了?"
    "|[0-9]{1,2}月[0-9]{1,2}[号日])"
)

# ---- What only looks like one -----------------------------------------------------------------
# Common nouns that no value is.
COMMON_PLACES: Final = (
    "检票口 护士站 村口 路口 门口 校门口 服务台 售票处 楼道 楼下"
    " 一个村 小区 医院 学校 工地 门卫 前台 驿站 物业"
)
# What a unit of a schoolbook goes on with: 三单元|的卷子.
LESSONS: Final = any_of("[试考]?卷 练习 习题 作业 单词 生词 课[文本件] 听写 复习 测[试验] 教[案材]")
# What a carrier's own house is called by, at its end.
STATIONS: Final = any_of(
    "公司 营业[部厅点] [分本支]部 网点 分拨(?:中心)? 转运(?:中心)? 集散(?:中心)? 处理中心"
    " 中转[站部] 服务[部点站] 投递[部站]"
)
