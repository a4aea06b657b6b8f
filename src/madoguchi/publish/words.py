"""What rules, ways of mending and troubles are called on the pages."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from madoguchi.opendata.easy import EASY
from madoguchi.opendata.easy_troubles import easy_trouble

KINDS = {
    "trim": _("前後の空白を取る"),
    "control": _("見えない文字を取る"),
    "width": _("全角を半角にする"),
    "kana-width": _("半角カナを全角にする"),
    "sign-width": _("記号を半角にする"),
    "platform": _("1字の単位や略号を、ふつうの字で書く"),
    "sign": _("記号をそろえる"),
    "spelling": _("書き方をそろえる"),
    "no-value": _("「なし」などを空にする"),
    "date": _("日付の形をそろえる"),
    "time": _("時刻の形をそろえる"),
    "weekdays": _("曜日の書き方をそろえる"),
    "number": _("数の形をそろえる"),
    "thousands": _("数の区切りを取る"),
    "degrees": _("緯度・経度を10進数にする"),
    "swap-coordinates": _("緯度と経度を入れ替える"),
    "code": _("コードを正しい形にする"),
    "check-digit": _("コードに検査数字を足す"),
    "leading-zero": _("失われた先頭の0を補う"),
    "remark": _("番号のうしろの言葉を取る"),
    "unit": _("数から単位を取る"),
    "decimal-comma": _("小数点のカンマを「.」にする"),
    "negative": _("負の数を「-」で書く"),
    "day-end": _("一日の終わりを 23:59 にする"),
    "excel-serial": _("表計算の内部番号を日付や時刻にする"),
    "telephone": _("電話番号の形をそろえる"),
    "postal": _("郵便番号の形をそろえる"),
    "uri": _("URLの形をそろえる"),
    "scheme": _("URLに https:// を付ける"),
    "kana": _("カナをそろえる"),
    "word": _("決まった言葉にする"),
    "prefecture": _("都道府県の名前にする"),
    "address": _("住所を都道府県から書く"),
}
WEIGHTS = {"error": _("誤り"), "warning": _("注意"), "note": _("参考")}
EVIDENCE = {
    "official": _("公式の定義書で確かめた項目です"),
    "headers": _("見出しは公式のひな形で確かめました。必須の区分は確かめていません"),
    "inferred": _("ほかの資料から起こした項目です。公式の定義書では確かめていません"),
}
HOW = {
    "exact": _("同じ見出し"),
    "spelling": _("書き方だけが違う"),
    "learned": _("前に選んだ"),
    "renamed": _("ほかの版での名前"),
    "synonym": _("よく使われる言いかえ"),
    "values": _("中の値から"),
}
FREQUENCIES = {
    "daily": _("毎日"),
    "weekly": _("毎週"),
    "monthly": _("毎月"),
    "quarterly": _("四半期ごと"),
    "yearly": _("毎年"),
    "irregular": _("不定期"),
}
STATES = {
    "waiting": _("作成待ち"),
    "pending": _("公開待ち"),
    "released": _("公開"),
    "retracted": _("取り下げ"),
    "failed": _("作成できません"),
}
WANTED_STATES = {
    "asked": _("検討中"),
    "planned": _("準備中"),
    "done": _("公開しました"),
    "declined": _("公開しません"),
}
USE_FORMS = {
    "photo": _("写真"),
    "csv": "CSV", "xlsx": "XLSX", "parquet": "Parquet", "geojson": "GeoJSON", "json": "JSON", "sqlite": "SQLite",
    "ics": "iCalendar", "api": "API", "page": _("ページを見た"),
}  # fmt: skip
CRITERIA = {
    "votes": _("ほしい数"),
    "standard": _("推奨される標準のデータで、まだない"),
    "errors": _("誤りの知らせ(1年)"),
    "late": _("更新の予定を過ぎた"),
    "kin": _("同じ分野の使われた回数(90日、100回ごと)"),
    "effort": _("手間(1–5)"),
}
PHOTO_STATES = {"waiting": _("確認待ち"), "accepted": _("公開してよい"), "refused": _("公開しない")}
PHOTO_CHECKS = {
    "persons": _("写っている人がだれか分からない、または本人の同意がある (名札、表札、車の番号も)"),
    "rights": _("撮った人の権利と、写っている作品の権利を確かめた"),
    "location": _("場所を示すもの (位置の記録、背景) を公開してよい"),
    "licence": _("上の「利用の条件」で、だれが使ってもよい"),
}
PHOTO_TROUBLES = {
    "title": _("題名を書いてください。"),
    "taken_on": _("日付を、2026-11-30 のように書いてください。"),
    "licence_of": _("一覧から選んでください。"),
    "keep_place": _("撮影の位置を捨てるか残すかを、選んでください。"),
    "reason": _("理由を書いてください。"),
    "now": _("もう、ほかの人が進めました。いまの状態を確かめてください。"),
}
SENT = {
    "known": _("同じ写真が、もう入っています。"),
    "broken": _("壊れているか、途中で切れています。元の写真を開けるか確かめて、もう一度入れてください。"),
    "large": _("画素が多すぎます。小さくしてください。"),
    "unmade": _("作り直せませんでした。もう一度入れてください。"),
    "dropped": _("作り直す前に、やめました。"),
}
ITEM_TROUBLES = {
    "answers": _("答えていない質問があります。1つずつ答えてください。"),
    "seen": _("印のついた言葉を見たことに、印をつけてください。"),
    "my-number": _("マイナンバーかもしれない数字があるので、公開できません。元のアプリで直して、入れ直してください。"),
    "keep_place": _("場所を捨てるか残すかを、選んでください。"),
    "now": _("もう、ほかの人が答えたか、中身が新しくなりました。いまのものを見て、答えてください。"),
}
MARKS = {
    "my-number": _("マイナンバーかもしれない数字"),
    "telephone": _("電話番号"),
    "email": _("メールアドレス"),
    "plate": _("車の番号"),
    "address": _("番地"),
    "name": _("人の名前"),
}
"""What free text may tell of a person."""
PHOTO_UNCHECKED = _("確かめていない点があります。1つずつ見て、印をつけてください。")
FETCH_TROUBLES = {
    "folder": _("取り込むフォルダーがないか、開けません。運用担当に確かめてください。"),
    "missing": _("ファイルがありません。元のシステムが書き出しているか、確かめてください。"),
    "link": _("リンクか、ふつうのファイルではないものなので、読みません。ファイルそのものを置いてください。"),
    "denied": _("ファイルを読む権限がありません。運用担当に確かめてください。"),
    "large": _("300 MBを超えるので、取り込みません。"),
    "empty": _("行が1つもありません。"),
    "unreadable": _("表として読めません。点検の画面に、理由と直し方があります。"),
    "errors": _("標準に合わない誤りがあります。点検の画面で、場所を見られます。"),
    "personal": _("個人に関わるかもしれないセルがあります。点検の画面で、人が見てください。"),
    "release": _(
        "前の版にある列がなくなったか、値の形が変わったか、版を作れません。点検の画面から用意して、予告できます。"
    ),
    "standard": _("宣言に書いた標準 (standard) がありません。宣言を直してください。"),
    "approval": _(
        "承認が効いていません。登録した人か承認した人の役割か、宣言が変わりました。もう一度、登録と承認をしてください。"
    ),
}
"""Why what lies in the folder of sources does not go out."""
CITING = {"indicator": _("指標"), "ask": _("提言"), "page": _("手続の案内"), "decision": _("手続の決定")}
"""What cites a dataset."""
CANDIDATES = {"request": _("リクエスト"), "standard": _("標準のデータ"), "dataset": _("公開中のデータを直す")}
PLACES = {"first": _("いちばん先に"), "last": _("あとで"), "": _("点のとおり")}
COLUMN_KINDS = {"text": _("文字"), "int": _("整数"), "numeric": _("数"), "date": _("日付")}
ORDER = ("error", "warning", "note")


def is_personal(rule: str) -> bool:
    """A rule of the look for personal data."""
    return rule.startswith("personal:")


def blocks(group: dict[str, Any]) -> bool:
    """Nobody hands anything out before a person looked at these. What is but good to know blocks nothing."""
    return is_personal(group["rule"]) and group["weight"] != "note"


def kind_words(kind: str) -> str:
    return str(KINDS[kind]) if kind in KINDS else kind


def interval(length: timedelta) -> str:
    """15分ごと, 2時間ごと, 1日ごと."""
    minutes = int(length.total_seconds() // 60)
    if minutes % 1440 == 0:
        return ngettext("%(n)s日ごと", "%(n)s日ごと", minutes // 1440) % {"n": minutes // 1440}
    if minutes % 60 == 0:
        return ngettext("%(n)s時間ごと", "%(n)s時間ごと", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)s分ごと", "%(n)s分ごと", minutes) % {"n": minutes}


def weight_words(weight: str) -> str:
    return str(WEIGHTS[weight])


def spoken(told: Any, name: str = "") -> str:
    """Of words in Japanese and English those of the page: `ja` and `en`, or `mend_ja` and `mend_en`."""
    language = "en" if get_language() == "en" else "ja"
    key = f"{name}_{language}" if name else language
    return str(told[key] if isinstance(told, Mapping) else getattr(told, key))


def trouble_words(trouble: Mapping[str, Any]) -> tuple[str, str]:
    """Why a file could not be read, and how to mend it."""
    easy = easy_trouble(trouble.get("code", ""), trouble.get("line")) if get_language() == "ja-easy" else None
    return easy or (spoken(trouble), spoken(trouble, "mend") if "mend_ja" in trouble else "")


def finding_words(rule: str, ja: str, en: str) -> str:
    """What a finding says: in easy Japanese what its rule says in simple words, beside the cell that shows the rest."""
    easy = EASY.get(rule) if get_language() == "ja-easy" else None
    return easy or spoken({"ja": ja, "en": en})


def rule_words(rule: str) -> str:
    """What a rule asks, in the page's language; its code where the library has no words for it."""
    if get_language() == "ja-easy" and rule in EASY:
        return EASY[rule]
    from madoguchi.opendata.checking.formats import FORMATS
    from madoguchi.opendata.checking.rules import RULES
    from madoguchi.opendata.found_names import NAMES

    known = RULES.get(rule) or NAMES.get(rule) or FORMATS.get(rule.partition(":")[2])
    return spoken(known) if known else rule


def place_in_line(group: dict[str, Any]) -> tuple[bool, int, bool, int]:
    """Personal first, then what weighs most; what can be proven before what cannot, what is frequent before what is rare."""
    weight = ORDER.index(group["weight"]) if group["weight"] in ORDER else len(ORDER)
    return not is_personal(group["rule"]), weight, not group["provable"], -group["count"]
