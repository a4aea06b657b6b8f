"""Whether a text is, or holds, the name of a person; precise rather than complete, since facilities have names too."""

import re

_LIST = """
佐藤 鈴木 高橋 髙橋 田中 伊藤 渡辺 渡邊 渡邉 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村
斎藤 斉藤 齋藤 齊藤 清水 山崎 山﨑 池田 橋本 阿部 石川 山下 中島 石井 小川 前田 岡田 長谷川 藤田 後藤
近藤 村上 遠藤 青木 坂本 福田 太田 西村 藤井 金子 岡本 藤原 三浦 中野 中川 原田 松田 竹内 小野 田村
中山 和田 石田 森田 上田 内田 柴田 酒井 宮崎 横山 高木 安藤 宮本 大野 小島 工藤 谷口 今井 高田 増田
丸山 杉山 村田 大塚 小山 平野 藤本 河野 上野 野口 武田 松井 千葉 菅原 岩崎 久保 木下 佐野 野村 松尾
市川 菊地 菊池 杉本 古川 大西 島田 水野 桜井 高野 渡部 吉川 山内 西田 飯田 北村 安田 川口 岩田 浜田
五十嵐 中田 永井 川崎 樋口 望月 松岡 平田 荒木 馬場 大久保 森本 内藤 田口 熊谷 小松 尾崎 高島 服部
岡崎 星野 片山 本田 早川 新井 広瀬 福島 田辺 松村 矢野 秋山 石原 川上 大島 大橋 松浦 吉村 中西 小池
西川 西山 北川 黒田 浅野 久保田 川村 福井 本間 菅野 須藤 武藤 土屋 栗原 伊東 片岡 三宅 吉岡 坂口 成田
沢田 澤田 村井 河合 横田 三上 川島 小田 森下 土井 青山 天野 関口 平井 児玉 永田 八木 金井 松下 高山
小西 大川 大石 榎本 松原 小沢 小澤 黒川 飯塚 中井 西尾 篠原 岩本 野田 石橋 大森 宮田 宮下 中尾 大谷
小倉 甲斐 井口 堀内 稲垣 鎌田 岸本 上原 植田 神田 平山 大木 塚本 富田 田島 星 関 森 林 原 東 堀 辻
岡 南 西 谷
"""
SURNAMES = frozenset(_LIST.split())
"""Frequent surnames: without a known one a text is not taken for a name."""

_GIVEN = r"[\u4e00-\u9fff々]{1,3}|[\u3041-\u309f]{2,4}|[\u30a1-\u30fc]{2,4}"
_PERSON = rf"[\u4e00-\u9fff々]{{1,6}}(?:[ \u3000](?:{_GIVEN}))?"
"""Patterns are texts that `re` compiles when they are first asked: compiling all of them takes ten milliseconds."""
_SPACED = rf"([\u4e00-\u9fff々]{{1,3}})[ \u3000](?:{_GIVEN})"
_TITLED = rf"(?<![\u4e00-\u9fff])({_PERSON})(?:様方?|さん|氏)(?![\u4e00-\u9fff])"
_ROLE = (
    r"(?:担当者?|代表者?|責任者|会長|委員長|管理人|所有者|世帯主|氏名|申請者|連絡者|民生委員)[はが:：\s\u3000/(（「]{1,3}"
    rf"({_PERSON})(?![\u4e00-\u9fff])"
)
_LODGER = rf"[\d\s\u3000号]({_PERSON})(?:様?方|宅)$"
_LODGERS = f"(?m){_LODGER}"
SIGNS = (
    "様",
    "さん",
    "氏",
    "方",
    "宅",
    "担当",
    "代表",
    "責任者",
    "長",
    "管理人",
    "所有者",
    "世帯主",
    "申請者",
    "連絡者",
    "委員",
)
_PLACE = (
    r"(?:[園院館店校所局場町市区村県丁目署寺社駅橋川山池林堂台号室課係会部科階棟組屋業道線宮荘城港島浜沢谷原]"
    r"|公園|支店|本店|医院|商店|工業|建設|地区|広場|前|南|北|西|東|口|内|外|上|下|中|第[一二三])$"
)
_SHORT = {"星", "関", "森", "林", "原", "東", "堀", "辻", "岡", "南", "西", "谷"}


def is_name(text: str) -> bool:
    """Whether the whole text is surname and given name: with a space, or joined and three to five characters long."""
    if text[:1].isascii() and not text[:1].isspace():
        return False
    text = text.strip()
    if not 3 <= len(text) <= 9 or not (text[:2] in SURNAMES or text[:3] in SURNAMES or text[:1] in SURNAMES):
        return False
    if (len(text) > 5 and not re.fullmatch(_SPACED, text)) or re.search(_PLACE, text):
        return False
    if spaced := re.fullmatch(_SPACED, text):
        return spaced[1] in SURNAMES
    return len(text) <= 5 and _is_joined(text)


def name_in(text: str) -> str:
    """The name that a text gives a person by a title or a role (`担当: 田中`, `田中 一郎様`, `1-2 田中方`), else ""."""
    if text.isascii():
        return ""
    for pattern, shortest in ((_ROLE, 1), (_TITLED, 1), (_LODGER, 2)):
        for found in re.finditer(pattern, text):
            name = found[1]
            if len(name) >= shortest and (name in SURNAMES or is_name(name)):
                return name if pattern is _ROLE else found.group().strip(" \u3000号0123456789")
    return ""


def may_name(lines: str) -> bool:
    """Whether `name_in` may find something in one of many texts, one a line."""
    if not any(sign in lines for sign in SIGNS):
        return False
    return any(re.search(pattern, lines) for pattern in (_ROLE, _TITLED, _LODGERS))


def _is_joined(text: str) -> bool:
    return any(
        text[:at] in SURNAMES and text[:at] not in _SHORT and re.fullmatch(_GIVEN, text[at:])
        for at in (2, 3)
        if at < len(text)
    )
