"""Parts a full name from the title behind it: 王小明|先生, but 王先生 is one value.

Must never cut a name that is a surname and a title alone.
"""

import re
from typing import Final

from recognizers.lexicon import Lexicon

_TITLES: Final = (
    "先生 女士 小姐 太太 夫人 师傅 老师傅 老师 副?总?经理 副?主任 副?校长 副?院长 副?局长 副?处长 "
    "副?科长 站长 店长 副?组长 部长 厂长 副?书记 总监 警官 阿姨 叔叔 大叔 大爷 大妈 大姐 大哥 爷爷 "
    "奶奶 工程师 同志 同学 老板 律师 会计 队长 医生 大夫 护士 教授"
).split()
_TITLE: Final = re.compile(f"(?:{'|'.join(_TITLES)})$")
_SHORT: Final = frozenset("总哥姐叔")  # also characters of given names
TITLE_ENDS: Final = _SHORT | {title[-1] for title in _TITLES}  # most names end with none of these
_FAMILIAR: Final = frozenset("老小阿大")
_FULL: Final = 3  # characters of a full name that a title of one character may follow


def untitled(name: str) -> int:
    """Gives the length of the full name without its title.

    Args:
        name: What the model takes for one name; not empty.

    Returns:
        Its whole length where no title follows a full name.
    """
    if name[-1] not in TITLE_ENDS:
        return len(name)
    title = _TITLE.search(name)
    end = title.start() if title else len(name)
    if title is None and len(name) > _FULL and name[-1] in _SHORT:
        end = len(name) - 1
    head = name[:end]
    lexicon = Lexicon.load()
    compound = head[:2] in lexicon.compound
    given = len(head) - (2 if compound else 1)
    if given < 1 or head[0] in _FAMILIAR or not (compound or head[0] in lexicon.surnames):
        return len(name)
    return end
