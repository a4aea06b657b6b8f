"""The fictional staff. Fixed accounts: the demo prints them, the start page signs in as them, tests know them."""

from dataclasses import dataclass

from madoguchi.declare.base import Text

PASSWORD = "midori-demo-1234"  # noqa: S105  # of every demo account
"""Printed on the start page. Worth nothing elsewhere: a data directory with the demo's key is served as a demo only."""


@dataclass(frozen=True, slots=True)
class Account:
    """One member of staff: `roles` are (office, role)."""

    login: str
    name: str
    title: str
    roles: tuple[tuple[str, str], ...]
    shown: Text | None = None  # why a visitor would sign in as this person; None: not on the start page


def _for(ja: str, ja_easy: str, en: str) -> Text:
    return Text(ja=ja, ja_easy=ja_easy, en=en)


def _in(office: str, *roles: str) -> tuple[tuple[str, str], ...]:
    return tuple((office, role) for role in roles)


ACCOUNTS = (
    Account(
        "mori",
        "森 あかね",
        "審査係 主任",
        _in("kodomo-seisaku", "clerk", "reviewer"),
        _for(
            "児童手当を審査し、決定する",
            "児童手当(じどうてあて)を 調(しら)べて 決(き)める",
            "Reviews and decides child allowance claims",
        ),
    ),
    Account(
        "nagai",
        "永井 健",
        "審査係 主事",
        _in("kodomo-seisaku", "clerk"),
        _for(
            "児童手当を受け付け、窓口に来た人の分を書く(決定はできない)",
            "児童手当(じどうてあて)を 受(う)け取(と)り、窓口(まどぐち)に 来(き)た 人(ひと)の 分(ぶん)を 書(か)く。決(き)めることは できない",
            "Takes in claims and writes for who comes to the counter; may not decide",
        ),
    ),
    Account("hoshino", "星野 千夏", "審査係 主事", _in("kodomo-seisaku", "clerk")),
    Account("arakawa", "荒川 悟", "審査係 係長", _in("kodomo-seisaku", "reviewer")),
    Account(
        "shiraishi",
        "白石 真理",
        "子ども政策課長",
        _in("kodomo-seisaku", "manager", "reviewer"),
        _for("課の全体を見る", "課(か)の 全部(ぜんぶ)を 見(み)る", "Heads the section"),
    ),
    Account(
        "kubota",
        "久保田 翼",
        "広聴係 主事",
        _in("kocho", "clerk", "reviewer"),
        _for("区への意見に答える", "区(く)への 意見(いけん)に 答(こた)える", "Answers opinions of residents"),
    ),
    Account("onodera", "小野寺 幸", "広聴係 係長", _in("kocho", "clerk", "manager")),
    Account("mizushima", "水島 玲", "広報係 主任", _in("kocho", "clerk")),
    Account(
        "takase",
        "高瀬 弘樹",
        "経営改革推進課長",
        _in("kaikaku", "manager", "reviewer"),
        _for("職員の提案に答える", "職員(しょくいん)の 提案(ていあん)に 答(こた)える", "Answers ideas of staff"),
    ),
    Account("iwata", "岩田 結", "改革推進係 主任", _in("kaikaku", "clerk", "reviewer")),
    Account("segawa", "瀬川 巧", "改革推進係 主事", _in("kaikaku", "clerk")),
    Account(
        "kurata",
        "倉田 紀子",
        "区政情報係 係長",
        _in("kuseijoho", "publisher", "clerk"),
        _for(
            "手続きとデータを公開する",
            "手続(てつづ)きと データを 公開(こうかい)する",
            "Publishes procedures, and lets data out",
        ),
    ),
    Account(
        "mizuno",
        "水野 透",
        "区政情報係 主事",
        _in("kuseijoho", "clerk"),
        _for(
            "公開するデータを用意する",
            "公開(こうかい)する データを 用意(ようい)する",
            "Prepares the data that are published",
        ),
    ),
    Account("matsui", "松井 亮", "計画係 主事", _in("bosai", "clerk")),
    Account("ogawa", "小川 典子", "計画係 係長", _in("bosai", "reviewer")),
    Account("ebihara", "海老原 仁", "文書係 主任", _in("somu", "clerk", "publisher")),
    Account(
        "tsukuda",
        "佃 美和",
        "住民記録係 主任",
        _in("koseki", "clerk", "reviewer", "protector"),
        _for(
            "DV等支援措置を扱う",
            "DVなどから 逃(に)げている 人(ひと)を 守(まも)る",
            "Runs the protection of people who fled from violence",
        ),
    ),
    Account("ogata", "緒方 洋介", "窓口係 主事", _in("koseki", "clerk", "protector")),
    Account("nomiya", "野宮 沙織", "認定係 主任", _in("kaigo", "clerk", "reviewer")),
    Account("kitami", "北見 拓", "介護保険課長", _in("kaigo", "manager")),
    Account(
        "tokita",
        "時田 圭",
        "学事係 主事",
        _in("kyoiku", "clerk"),
        _for(
            "学校の欠席を数え、データにする",
            "学校(がっこう)の 休(やす)みを 数(かぞ)えて データに する",
            "Has school absences counted and made into data",
        ),
    ),
    Account(
        "hanaoka",
        "花岡 理沙",
        "学事係 主任",
        _in("kyoiku", "clerk", "reviewer"),
        _for(
            "時田が数えたデータを確かめ、公開する",
            "時田(ときた)さんが 数(かぞ)えた データを 見(み)て 公開(こうかい)する",
            "Looks at what was counted and lets it out",
        ),
    ),
    Account(
        "sakuma",
        "佐久間 陸",
        "基盤係 主任",
        _in("it-suishin", "operator", "clerk"),
        _for(
            "しくみを動かす(個人情報は見ない)",
            "しくみを 動(うご)かす。個人(こじん)の 情報(じょうほう)は 見(み)ない",
            "Runs the system, sees no personal data",
        ),
    ),
    Account("muto", "武藤 文", "IT推進課長", _in("it-suishin", "manager", "operator")),
    Account("kase", "加瀬 ひろみ", "議事係 主任", _in("gikai", "clerk")),
    Account("tachibana", "橘 弘", "人事係 主任", _in("jinji", "clerk")),
)

SCHOOLS = ("gakko-mdr01", "gakko-mdr02", "gakko-mdr03")
SCHOOL_ACCOUNTS = (
    Account(
        "kimura",
        "木村 ゆうこ",
        "若草小学校 教諭",
        tuple((school, "teacher") for school in SCHOOLS),
        _for(
            "学級の朝の連絡を見る(3つの学校)",
            "クラスの 朝(あさ)の 連絡(れんらく)を 見(み)る(3つの 学校(がっこう))",
            "Sees the class boards of three schools",
        ),
    ),
    Account("asakura", "朝倉 みのり", "若草小学校 養護教諭", _in("gakko-mdr01", "nurse")),
    Account(
        "yasui",
        "安井 学",
        "若草小学校 事務主任",
        tuple((school, "school-office") for school in SCHOOLS),
        _for(
            "学校の電話を受け、リンクを印刷する(理由は見ない)",
            "学校(がっこう)の 電話(でんわ)を 受(う)ける。わけは 見(み)ない",
            "Takes the school's calls and prints links; sees no reasons",
        ),
    ),
)
"""Granted when the schools are there: their rosters come first."""

PUBLISHER = "kurata"
SHOWN = tuple(account for account in (*ACCOUNTS, *SCHOOL_ACCOUNTS) if account.shown)
