"""The tables that the ward publishes: believable lines, with places inside its towns. Same seed, same table."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random

from madoguchi.demo.brought import KANA as SHORT_KANA

Line = dict[str, str]
Ring = list[list[float]]
AREAS = Path(__file__).parent / "midori" / "areas.geojson"
KANA = SHORT_KANA | {"東山": "ヒガシヤマ", "西ノ沢": "ニシノサワ", "梅林": "バイリン", "駅前": "エキマエ"}
CODE, CITY = "990019", "青葉都みどり区"


@lru_cache(maxsize=1)
def towns() -> dict[str, Ring]:
    """The outline of every town."""
    features = json.loads(AREAS.read_text("utf-8"))["features"]
    return {one["properties"]["name"]: one["geometry"]["coordinates"][0] for one in features}


def _inside(ring: Ring, rng: Random) -> tuple[float, float]:
    """A point well inside: between the middle and a corner."""
    x, y = (sum(point[at] for point in ring[:-1]) / (len(ring) - 1) for at in (0, 1))
    corner, part = rng.choice(ring[:-1]), rng.random() ** 0.6 * 0.88
    return x + (corner[0] - x) * part, y + (corner[1] - y) * part


def _place(n: int, town: str, rng: Random) -> Line:
    lon, lat = _inside(towns()[town], rng)
    rest = f"{rng.randint(1, 5)}丁目{rng.randint(1, 30)}番{rng.randint(1, 20)}号"
    return {
        "全国地方公共団体コード": CODE, "ID": f"{n:04}", "地方公共団体名": CITY, "所在地_全国地方公共団体コード": CODE,
        "所在地_連結表記": f"{CITY}{town}{rest}", "所在地_都道府県": "", "所在地_市区町村": "みどり区", "所在地_町字": town,
        "所在地_番地以下": rest, "緯度": f"{lat:.6f}", "経度": f"{lon:.6f}",
    }  # fmt: skip


def _town(rng: Random) -> str:
    """Some towns have more of everything."""
    names = sorted(towns())
    return rng.choices(
        names, [3 if name in ("駅前", "本町") else 2 if name in ("若草町", "青葉台") else 1 for name in names]
    )[0]


def toilets(rng: Random, *, old: bool = False) -> Iterator[Line]:
    """`old`: how the table was until its columns were brought to the standard."""
    kinds = (("公園", "コウエン"), ("緑地", "リョクチ"), ("ひろば", "ヒロバ"), ("区民館", "クミンカン"))
    for n in range(1, 85):
        town = _town(rng)
        kind, kana = rng.choice(kinds)
        men, women, open_to = (
            rng.randint(1, 4),
            rng.randint(1, 4),
            rng.choice(("00:00-23:59", "08:30-17:00", "05:00-23:30")),
        )
        free = rng.choices((0, 1, 2, 3), (4, 7, 2, 1))[0]
        line = _place(n, town, rng) | {
            "名称": f"{town}{kind}{n}番トイレ", "名称_カナ": f"{KANA[town]}{kana}バントイレ", "名称_英語": f"Public toilet No. {n}",
            "設置位置": rng.choice(("入口の右", "駐輪場のとなり", "管理棟の1階", "広場の北側")),
            "男性トイレ総数": str(men), "女性トイレ総数": str(women), "男女共用トイレ総数": str(rng.randint(0, 1)),
        }  # fmt: skip
        line |= {"多機能トイレ数": f"{free}か所"} if old else {"バリアフリートイレ数": str(free)}
        line |= {"車椅子使用者用トイレ有無": "有" if free else "無", "乳幼児用設備設置トイレ有無": "有" if free > 1 else "無",
                 "オストメイト設置トイレ有無": "有" if free > 2 else "無"}  # fmt: skip
        since, until = open_to.split("-")
        yield line | {"利用開始時間": since, "利用終了時間": until, "画像": "", "画像_ライセンス": "", "備考": ""}


def aeds(rng: Random, *, new: bool = False) -> Iterator[Line]:
    """`new`: with the column of the day and hours apart."""
    for n in range(1, 63):
        town = _town(rng)
        kind, kana = rng.choice(
            (
                ("小学校", "ショウガッコウ"),
                ("区民館", "クミンカン"),
                ("体育館", "タイイクカン"),
                ("図書館", "トショカン"),
            )
        )
        line = _place(n, town, rng) | {
            "名称": f"{town}{kind}", "名称_カナ": f"{KANA[town]}{kana}", "設置位置": rng.choice(("1階玄関", "1階事務室", "2階受付", "体育館入口")),
            "電話番号": f"03-0000-{4000 + n}", "利用可能曜日": rng.choice(("月火水木金", "月火水木金土日", "火水木金土日")),
        }  # fmt: skip
        hours = {"開始時間": rng.choice(("08:30", "09:00")), "終了時間": rng.choice(("17:00", "21:00"))}
        child = rng.choice("有有無")
        yield line | ({} if new else hours) | {"小児対応設備の有無": child} | ({"利用可能日時特記事項": "" if n % 3 else "祝日は休み"} if new else {})  # fmt: skip


def facilities(rng: Random) -> Iterator[Line]:
    kinds = {"集会施設": ("区民館", "クミンカン"), "図書館": ("図書館", "トショカン"), "スポーツ施設": ("体育館", "タイイクカン"),
             "文化施設": ("郷土資料室", "キョウドシリョウシツ"), "福祉施設": ("福祉会館", "フクシカイカン"), "公園": ("公園", "コウエン")}  # fmt: skip
    for n in range(1, 97):
        town, kind = _town(rng), rng.choices(list(kinds), (8, 2, 3, 1, 3, 7))[0]
        word, kana = kinds[kind]
        hours = ("09:00", "21:30") if kind != "公園" else ("00:00", "23:59")
        yield _place(n, town, rng) | {
            "名称": f"{town}{word}{n}", "名称_カナ": f"{KANA[town]}{kana}", "種別": kind, "電話番号": f"03-0000-{5000 + n}",
            "利用可能曜日": "月火水木金土日", "開始時間": hours[0], "終了時間": hours[1],
            "URL": f"https://www.midori.example/facilities/{n}",
        }  # fmt: skip


def events(rng: Random, today: date) -> Iterator[Line]:
    kinds = (("ひろばの会", "ヒロバノカイ", "子育て"), ("健康体操", "ケンコウタイソウ", "健康"), ("読み聞かせ", "ヨミキカセ", "読書"),
             ("防災訓練", "ボウサイクンレン", "防災"), ("写真展", "シャシンテン", "文化"))  # fmt: skip
    for n in range(1, 73):
        town = _town(rng)
        name, kana, kind = rng.choice(kinds)
        place, day = _place(n, town, rng), f"{today + timedelta(days=rng.randint(-60, 120))}"
        begins = rng.randint(9, 17)
        yield {
            "都道府県コード又は市区町村コード": CODE, "NO": str(n), "都道府県名": "", "市区町村名": "みどり区",
            "イベント名": f"{town} {name} その{n}", "イベント名_カナ": f"{KANA[town]}{kana}", "分類": kind, "開始日": day, "終了日": day,
            "開始時間": f"{begins:02}:00", "終了時間": f"{begins + 2:02}:00", "説明": "だれでも参加できます。申し込みはいりません。",
            "料金(基本)": rng.choice(("0", "0", "0", "300")), "場所名称": f"{town}区民館", "住所": place["所在地_連結表記"],
            "緯度": place["緯度"], "経度": place["経度"], "定員": str(rng.randint(2, 9) * 10),
            "URL": f"https://www.midori.example/events/{n}",
        }  # fmt: skip


def population(rng: Random, day: date) -> Iterator[Line]:
    ages = [*(f"{low}-{low + 4}歳" for low in range(0, 85, 5)), "85歳以上"]
    for at, town in enumerate(sorted(towns()), 1):
        size = rng.uniform(0.6, 1.7)
        counts = {
            f"{age}の{sex}": round(size * 130 * rng.uniform(0.7, 1.3)) for age in ages for sex in ("男性", "女性")
        }
        men, women = (sum(n for name, n in counts.items() if name.endswith(sex)) for sex in ("の男性", "の女性"))
        yield {
            "全国地方公共団体コード": CODE, "地域コード": f"{at:03}", "地方公共団体名": CITY, "調査年月日": day.isoformat(), "地域名": town,
            "総人口": str(men + women), "男性": str(men), "女性": str(women), **{name: str(n) for name, n in counts.items()},
            "世帯数": str(round((men + women) / rng.uniform(1.8, 2.3))), "備考": "",
        }  # fmt: skip


def nurseries(rng: Random) -> Iterator[Line]:
    kinds = {"認可保育所": ("保育園", "ホイクエン"), "認定こども園": ("こども園", "コドモエン"), "地域型保育": ("小規模保育室", "ショウキボホイクシツ"), "児童館": ("児童館", "ジドウカン")}  # fmt: skip
    for n in range(1, 71):
        town, kind = _town(rng), rng.choices(list(kinds), (6, 2, 3, 3))[0]
        word, kana = kinds[kind]
        yield _place(n, town, rng) | {
            "名称": f"{town}{word}{n}", "名称_カナ": f"{KANA[town]}{kana}", "種別": kind, "電話番号": f"03-0000-{6000 + n}",
            "認可等年月日": f"{rng.randint(1985, 2025)}-04-01", "収容定員": str(rng.randint(2, 16) * 10), "利用可能曜日": "月火水木金土",
            "開始時間": "07:30", "終了時間": "18:30", "一時預かりの有無": rng.choice("有無無"), "病児保育の有無": rng.choice("有無無無"),
        }  # fmt: skip
