"""A test-only site: every field type, with and without problems, every component, every error page."""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import path

from madoguchi.design.errors import TROUBLES
from madoguchi.design.fields import FieldView
from madoguchi.design.views import error_page

WORK = [("employee", "会社員など"), ("self", "自営業・その他"), ("civil-servant", "公務員")]
TOWNS = [(f"t{n}", f"若草町{n}丁目") for n in range(1, 12)]
BIRTH = {"era": "showa", "year": "64", "month": "2", "day": "3"}


def view(kind: str, label: str, **more: Any) -> FieldView:
    number = more.pop("number", "")
    return FieldView(id=f"f-{kind}{number}", name=f"{kind}{number}".replace("-", "_"), type=kind, label=label, **more)


def quiet() -> list[FieldView]:
    return [
        view("person-name", "氏名", typed={"family": "若葉", "given": "はるか"}, extra={"self": True, "kana": "required"}),
        view("person-name", "お子さんの氏名", number=2, extra={"kana": "optional"}, help="戸籍のとおりに。"),
        view("date", "生年月日", help="和暦でも西暦でも入力できます。例:平成 2年 4月 5日", extra={"self": True}),
        view("date-range", "休む期間", required=False),
        view("time", "来られる時間", help="例:午後3時、15:00"),
        view("address", "住所", extra={"self": True}),
        view("choice", "お仕事", options=WORK, typed={"": "employee"}, controls=True, help="公務員の方は勤務先に。"),
        view("choice", "町", number=2, options=TOWNS),
        view("choice", "通学の方法", number=3, options=WORK, required=False),
        view("multi-choice", "こまっていること", options=WORK, typed={"": ["self"]}, required=False),
        view("telephone", "電話番号", extra={"self": True}),
        view("email", "メールアドレス", required=False, extra={"self": True}),
        view("bank-account", "口座", help="請求する方の名義の口座"),
        view("number", "人数", extra={"unit": "人"}),
        view("money", "見込みの収入", required=False),
        view("text", "学校の名前", help="区立でないときも書いてください。"),
        view("long-text", "ご意見", required=False),
        view("file", "監護の申立書", extra={"kinds": ["pdf", "jpeg"], "accept": ".pdf,.jpg", "max_mb": 10, "max_files": 2,
             "files": [{"id": "a1", "name": "口座の写し.jpg", "size": 412_000}]}),
        view("my-number", "マイナンバー"),
        view("note", "ご注意", extra={"words": "ここに書いた内容は、\n審査のためだけに使います。"}),
    ]  # fmt: skip


def wrong() -> list[FieldView]:
    return [
        view("person-name", "氏名", typed={"family": "𠮷野", "family_kana": "よしの1"},
             wrong={"given": ["名を入力してください。"], "family_kana": ["カタカナで入力してください。数字は使えません。"]}),
        view("date", "生年月日", typed=BIRTH, problems=["昭和64年は1月7日までです。2月3日なら平成元年(1989年)です。"]),
        view("date-range", "休む期間", wrong={"to_year": ["おわりの日が、はじめの日より前です。"]}),
        view("time", "来られる時間", typed={"": "25時"}, problems=["時刻として読めません。例:15:00"]),
        view("address", "住所", typed={"postal_code": "000-012", "number": "８－１５"},
             wrong={"postal_code": ["郵便番号が6けたです。7けたで入力してください。例:000-0123"]}),
        view("choice", "お仕事", options=WORK, problems=["お仕事を選んでください。"], help="どれか一つ。"),
        view("choice", "町", number=2, options=TOWNS, problems=["町を選んでください。"]),
        view("multi-choice", "こまっていること", options=WORK, problems=["一つ以上選んでください。"]),
        view("telephone", "電話番号", typed={"": "03-12"}, problems=["けた数が足りません。"]),
        view("email", "メールアドレス", typed={"": "midori@"}, problems=["＠のあとがありません。"]),
        view("bank-account", "口座", wrong={"number": ["数字7けたで入力してください。"], "kind": ["種類を選んでください。"]}),
        view("number", "人数", typed={"": "三"}, problems=["数字で入力してください。"], extra={"unit": "人"}),
        view("money", "見込みの収入", typed={"": "12,3a"}, problems=["数字で入力してください。"]),
        view("text", "学校の名前", typed={"": "<b>\"'&"}, problems=["使えない文字があります。"], label_lang="ja"),
        view("long-text", "ご意見", typed={"": "\n一行目は空"}, problems=["マイナンバーと同じ並びの数字があります。"]),
        view("file", "監護の申立書", problems=["この種類のファイルは受け取れません。"], extra={"kinds": ["pdf"]}),
    ]  # fmt: skip


FORM = """{% extends "design/base.html" %}{% load design i18n %}{% block title %}欄の見本{% endblock %}
{% block lang_switch %}{% lang_switch form="page" %}{% endblock %}
{% block main %}<div class="wrap wrap--read flow">
<p class="row row--between"><a href="/">{% translate "前のページに戻る" %}</a><span class="note">児童手当 認定請求</span></p>
{% include "design/components/progress.html" with now=3 total=6 coming="お子さんのこと" %}
{% include "design/components/errors.html" %}<h1>欄の見本</h1>
{% include "design/components/fallback.html" with fell_back=True %}
<form method="post" id="page" class="flow flow-l" novalidate>{% csrf_token %}{% for view in views %}{% field view %}{% endfor %}
<div class="flow"><p class="saved" role="status">{% icon "check" %}<span><b>10時42分に保存しました。</b>この画面を閉じても、続きから入力できます。</span></p>
<div class="row"><button class="button button--l" type="submit">保存して次へ</button><button class="button button--plain" type="submit" name="later">続きはあとで</button></div></div></form>
</div>{% endblock %}"""

STAFF = """{% extends "design/staff.html" %}{% load design i18n %}{% block title %}部品の見本{% endblock %}
{% block purpose %}{% include "design/components/purpose.html" with purpose_title="児童手当の認定と支給" legal_basis="児童手当法第7条" reader="森山 たくみ" read_at=at %}{% endblock %}
{% block main %}<div class="wrap flow flow-m"><div class="row row--between"><div class="flow flow-s"><h1>若葉 はるか さんの請求</h1><p class="row row--tight">{% badge "審査中" %}{% badge "新着" "info" %}{% badge "補正待ち" "still" %}{% badge "決裁待ち" "good" %}{% badge "超過" "bad" %}{% badge "期限が近い" "care" %}{% badge "認定を提案" "machine" "machine" %}<span class="soft">{{ at|moment_ja }}</span></p></div>
{% include "design/components/clock.html" with clock=clocks.0 %}</div>
<div class="cols-4">{% for clock in clocks %}{% include "design/components/clock.html" %}{% endfor %}</div>
<div class="split split--wide"><div class="flow flow-m">
<section class="panel" aria-labelledby="an"><div class="panel__head"><h2 id="an">送られてきた内容</h2></div><div class="panel__body flow flow-m">{% include "design/components/answers.html" with heading="h3" %}</div></section>
<section class="panel" aria-labelledby="tl"><div class="panel__head"><h2 id="tl">これまで</h2></div><div class="panel__body"><ol class="timeline"><li><b>届きました</b> オンライン<time>10月23日 21時06分</time></li><li class="by-machine"><b>認定を提案</b><time>10月23日 21時07分</time></li><li class="stood"><b>補正をお願いしました</b><time>10月30日 10時20分</time></li></ol></div></section>
{% include "design/components/empty.html" with title="待っている件はありません" text="新しい申請が届くと、ここに出ます。" address="/" link="すべての件を見る" %}
</div><div class="flow flow-m">{% include "design/components/proposal.html" %}
<section class="person flow" aria-labelledby="de"><h2 id="de">決めるのは、あなたです</h2><form method="post" class="flow">{% csrf_token %}{% for view in views %}{% field view %}{% endfor %}<button class="button button--l button--full" type="submit">森山 たくみ として決定する</button></form></section>
{% for kind in kinds %}{% include "design/components/notice.html" with title="お知らせ" text="二行のお知らせ" %}{% endfor %}</div></div></div>{% endblock %}"""

SECTIONS = [
    {"title": "請求する人", "title_lang": "ja", "change": "/x", "rows": [
        {"label": "氏名", "lines": ["若葉 はるか", "ワカバ ハルカ"]},
        {"label": "建物名", "label_lang": "ja", "lines": []},
        {"label": "生年月日", "lines": ["昭和64年2月3日"], "wrong": "昭和64年は1月7日までです。"}]},
]  # fmt: skip
CLOCKS = [
    {"state": "near", "words": "あと2日", "until": "11月26日(木)まで", "share": 93},
    {"state": "runs", "words": "あと12日", "until": "12月6日(日)まで", "share": 60},
    {"state": "over", "words": "2日超過", "until": "延長通知がまだです", "share": 100},
    {"state": "still", "words": "停止中 残り19日", "until": "補正を待って6日目", "share": 37},
    {"state": "done", "words": "20日で決定", "until": "", "share": 66},
]
PROPOSAL = {
    "title": "認定", "note": "支給額の見込み 月2万円。", "origin": "規則 jido-teate",
    "reasons": [{"words": "区内に住んでいる", "source": "回答「住所」"}, {"words": "収入はわからない", "asks": True}],
}  # fmt: skip


def page(request: HttpRequest, source: str, context: dict[str, Any]) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(source).render(context, request))


def form(request: HttpRequest, state: str) -> HttpResponse:
    return page(request, FORM, {"views": wrong() if state == "wrong" else quiet()})


def staff(request: HttpRequest) -> HttpResponse:
    views = [
        view("choice", "決定", options=[("granted", "認定する"), ("refused", "却下する")]),
        view("long-text", "理由"),
    ]
    return page(request, STAFF, {
        "views": views, "sections": SECTIONS, "clocks": CLOCKS, "proposal": PROPOSAL,
        "kinds": ["info", "good", "care", "bad"], "at": datetime(2026, 11, 24, 0, 12, tzinfo=UTC),
        "user": {"is_authenticated": True, "name": "森山 たくみ"}, "who_roles": "子ども政策課 審査担当",
    })  # fmt: skip


def trouble(request: HttpRequest, status: int) -> HttpResponse:
    return error_page(request, status)


def contents(request: HttpRequest) -> HttpResponse:
    return render(request, "design/errors.html", {"status": 200, "trouble": TROUBLES[404]})


urlpatterns = [
    path("", contents),
    path("form/<str:state>/", form),
    path("staff/", staff),
    path("trouble/<int:status>/", trouble),
]
