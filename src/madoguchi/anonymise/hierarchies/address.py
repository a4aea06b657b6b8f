"""Japanese addresses: block → town → (areas from a file) → municipality → prefecture."""

import re
import unicodedata
from pathlib import Path

from madoguchi.anonymise.hierarchies.ladder import Steps
from madoguchi.anonymise.hierarchies.trees import Tree, read_tree
from madoguchi.anonymise.recipe.model import AddressPart, Hierarchy

PARTS: tuple[AddressPart, ...] = ("block", "town", "municipality", "prefecture")
_PREFECTURE = re.compile(r"^(東京都|北海道|京都府|大阪府|.{2,3}?県)")
_WITH_WARDS = (
    "札幌|仙台|さいたま|千葉|横浜|川崎|相模原|新潟|静岡|浜松|名古屋|京都|大阪|堺|神戸|岡山|広島|北九州|福岡|熊本"
)
_MISLEADING = (
    "四日市市|廿日市市|野々市市|大和郡山市|蒲郡市|小郡市|余市郡余市町|高市郡.{1,4}?[町村]|杵島郡大町町|佐波郡玉村町"
)
"""Names in which 市, 郡, 町 or 村 stands before the end of the municipality's name."""
_MUNICIPALITY = re.compile(
    rf"^(?:{_MISLEADING}|(?:{_WITH_WARDS})市.{{1,4}}?区|.{{1,6}}?郡.{{1,6}}?[町村]|.{{1,6}}?市|.{{1,5}}?区|.{{1,6}}?[町村])"
)
_WITH_CITY = re.compile(r"^[^0-9]{1,6}?[市区]")
_CHOME = re.compile(r"^(?P<town>.+?)(?:[0-9]+|[一二三四五六七八九十]+)丁目")
_NUMBER = re.compile(r"^(?P<town>[^0-9]+)[0-9]+")


def address(hierarchy: Hierarchy, folder: Path) -> Steps:
    """The parts of an address; with a file, a town's areas stand between the town and the municipality."""
    parts = hierarchy.parts or PARTS
    tree = read_tree(folder / hierarchy.file, bool(hierarchy.heading)) if hierarchy.file else None

    def climb(value: str) -> list[str]:
        prefecture, municipality, rest = _split(unicodedata.normalize("NFKC", value).strip())
        block, town = _town(rest)
        around = [prefecture + municipality, prefecture]
        found = {"block": [around[0] + block], "town": [around[0] + town, *_areas(tree, town, block)]}
        found |= {"municipality": around[:1] if around[0] else [], "prefecture": [prefecture] if prefecture else []}
        return [label for part in parts for label in found[part]]

    return Steps(climb)


def _split(text: str) -> tuple[str, str, str]:
    prefecture = _first(_PREFECTURE, text)
    rest = text[len(prefecture) :].lstrip()
    municipality = _first(_MUNICIPALITY, rest) if prefecture or _WITH_CITY.match(rest) else ""
    return prefecture, municipality, rest[len(municipality) :].lstrip()


def _first(pattern: "re.Pattern[str]", text: str) -> str:
    found = pattern.match(text)
    return found.group() if found else ""


def _town(rest: str) -> tuple[str, str]:
    """`若葉町一丁目2-3` → block `若葉町一丁目`, town `若葉町`. A kanji number counts only before 丁目 (六本木, 三田)."""
    if not rest:
        raise ValueError("町名がありません。")
    found = _CHOME.match(rest) or _NUMBER.match(rest)
    return (found.group(), found["town"]) if found else (rest, rest)


def _areas(tree: Tree | None, town: str, block: str) -> list[str]:
    if tree is None:
        return []
    path = tree.get(block) or tree.get(town)
    if path is None:
        raise ValueError("町の一覧のファイルにない町です。")
    return list(path)
