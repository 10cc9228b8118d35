"""How much of a person's name is its surname.

Must never take more than the surname: the rest is what the standard hides.
"""

from typing import Final

# Compound surnames in use, as counted in 《中国姓氏大辞典》 (袁义达, 2010) and the Ministry of
# Public Security's yearly name reports. One that is missing here costs a character shown less.
COMPOUND_SURNAMES: Final = frozenset(
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 "
    "濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 "
    "公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 "
    "微生 左丘 东门 西门 第五 歐陽 東方 獨孤 諸葛 尉遲 赫連 澹臺 濮陽 公孫 鍾離 長孫 司馬".split()
)
MIN_FULL_COMPOUND: Final = 3  # 欧阳 and at least one more character


def surname_of(raw_name: str) -> str:
    """Give the part of a name that may be shown.

    Args:
        raw_name: A name as written, title and all.

    Returns:
        The surname of a Chinese name; the first letter of any other; empty for a name of one
        character, which has nothing left to hide.
    """
    if len(raw_name) >= MIN_FULL_COMPOUND and raw_name[:2] in COMPOUND_SURNAMES:
        return raw_name[:2]
    return raw_name[:1] if len(raw_name) > 1 else ""
