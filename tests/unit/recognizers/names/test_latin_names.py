"""Persons in Latin letters are found in Chinese lines, brands and places are left alone."""

from recognizers.names.latin import LatinNameRecognizer
from recognizers.testing import Example, conforms

ROWS = (
    Example("Chan Tai Man 在前台", ("Chan Tai Man",), "Cantonese, three words"),
    Example("請聯絡WONG SIU LING取件", ("WONG SIU LING",), "capitals, glued to Chinese"),
    Example("Lee Chun-hao要求改地址", ("Lee Chun-hao",), "Wade-Giles with a hyphen"),
    Example("Xiao-Ming WANG的包裹", ("Xiao-Ming WANG",), "the surname last"),
    Example("Wang, Xiao Ming 已签收", ("Wang, Xiao Ming",), "a comma behind the surname"),
    Example("Xiaoming Wang 已签收", ("Xiaoming Wang",), "pinyin in one word, surname last"),
    Example("Peter Chan 请取件", ("Peter Chan",), "an English given name"),
    Example("Peter Chan Tai Man 请取件", ("Peter Chan Tai Man",), "both given names"),
    Example("Chan Tai Man, Peter 请取件", ("Chan Tai Man, Peter",), "the English one last"),
    Example("Chan Wong Siu Ling 取件", ("Chan Wong Siu Ling",), "a husband's surname before hers"),
    Example("Au Yeung Ka Ming 取件", ("Au Yeung Ka Ming",), "a surname of two words"),
    Example("AuYeungKaMing的件", ("AuYeungKaMing",), "in one word with capitals"),
    Example("HsuTzuchi 已签收", ("HsuTzuchi",), "two syllables of Wade-Giles in one"),
    Example("Tan Ah Kow 收", ("Tan Ah Kow",), "a surname that is a word, told by 收"),
    Example("Mr. Chan说明天来", ("Chan",), "behind a title"),
    Example("Ms Miller 来电", ("Miller",), "a title and a name no list has"),
    Example("Chan先生 不在", ("Chan先生",), "a surname before a title is one value with it"),
    Example("John Smith先生", ("John Smith",), "a full name is without it"),
    Example("Amy姐 说放门口", ("Amy姐",), "a familiar title behind a given name"),
    Example("联系人Michael", ("Michael",), "one word behind a key"),
    Example("@Kelvin 您的件", ("Kelvin",), "spoken to in a group"),
    Example("Attn: Miller Peter", ("Miller Peter",), "a key in English"),
    Example("61234567 Wong Fei", ("Wong Fei",), "behind a telephone number"),
    Example("Lam Fei 61234567", ("Lam Fei",), "before a telephone number"),
    Example("KWUN TONG ONG WEI MING 0912345678", ("ONG WEI MING",), "behind a place"),
    Example("Nike Air Max 已发货", (), "a shoe"),
    Example("SF Express 已揽收", (), "a carrier"),
    Example("Anna Sui香水 Jimmy Choo鞋 Vera Wang戒指", (), "brands built like names"),
    Example("Lee Kum Kee 蠔油", (), "a sauce"),
    Example("Yang Ming Line 船期", (), "a shipping line"),
    Example("Hung Hom 營業點", (), "a district"),
    Example("Ho Man Tin 站", (), "a district with a surname before"),
    Example("Wong Ka Fai 酒店", (), "what goes on as a hotel is none"),
    Example("Beijing Wang 已到", (), "a city before a surname"),
    Example("Dr. Martens 马丁靴", (), "a brand with a title"),
    Example("VIP小姐 IT先生", (), "abbreviations before a title"),
    Example("Status: In Transit, Departed Facility", (), "a status"),
    Example("联系Apple Store", (), "a shop behind a key"),
    Example("mail@Chan.com", (), "a mail address"),
    Example("收件人U", (), "a letter"),
    Example("到货 Lee Market", (), "a surname before an English word"),
)


def test_latin_names_conform() -> None:
    """Every row, and the rules of the house."""
    conforms(LatinNameRecognizer(), ROWS)
