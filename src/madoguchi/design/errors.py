"""The words when something does not work: what happened, what became of what was typed, what to do next."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Trouble:
    title: Words
    text: Words
    steps: tuple[Words, ...]


BACK: Words = _("前のページに戻る(入力した内容は、多くのブラウザで残っています)。")
CALL: Words = _("電話か窓口でおたずねください。画面でできることは、窓口でもすべてできます。")
HOME: Words = _("最初のページから、もう一度さがす。")

TROUBLES: dict[int, Trouble] = {
    400: Trouble(
        _("うまく受け取れませんでした"),
        _("送られた内容の形が、この画面のものと合いませんでした。何も記録していません。"),
        (BACK, _("もう一度送る。"), CALL),
    ),
    403: Trouble(
        _("このページは開けません"),
        _("画面を開いてから時間がたったか、このページを見る役割がありません。何も記録していません。"),
        (BACK, _("ページを開きなおして、もう一度送る。"), CALL),
    ),
    404: Trouble(
        _("ページが見つかりません"),
        _(
            "アドレスがちがうか、ページがなくなりました。控えや続きのアドレスは、最後の文字まで正しいか確かめてください。"
        ),
        (_("アドレスを確かめる。"), HOME, CALL),
    ),
    405: Trouble(
        _("このページは、その使い方ができません"),
        _("ブラウザの更新や戻るボタンで、送り方が変わったようです。何も記録していません。"),
        (BACK, HOME),
    ),
    409: Trouble(
        _("先に送られた内容があります"),
        _("同じ申し込みが、ちがう内容ですでに届いています。先に届いたものが有効です。"),
        (_("控えのページで、届いた内容を確かめる。"), CALL),
    ),
    413: Trouble(
        _("大きすぎて受け取れませんでした"),
        _("送られた内容かファイルが、受け取れる大きさをこえています。前のページまでの内容は保存されています。"),
        (BACK, _("ファイルを小さくするか、分けて送る。"), CALL),
    ),
    422: Trouble(
        _("内容に直すところがあります"),
        _("前のページに戻って、赤い字のところを直してください。"),
        (BACK, CALL),
    ),
    429: Trouble(
        _("少し時間をおいてください"),
        _("短いあいだに何度も開かれたため、しばらくお待ちいただいています。保存した内容はなくなりません。"),
        (_("1分ほど待って、もう一度開く。"), CALL),
    ),
    500: Trouble(
        _("こちらの不具合で、表示できませんでした"),
        _("申し訳ありません。保存した内容と、受付番号が出た申し込みは、なくなっていません。"),
        (BACK, _("少し待って、もう一度送る。同じ内容が2回届いても、申し込みは1件です。"), CALL),
    ),
    503: Trouble(
        _("いま、お休みしています"),
        _(
            "点検中か、保存する場所に不具合があります。これまでに保存した内容と、受付番号が出た申し込みは、なくなっていません。"
        ),
        (_("数分待って、もう一度開く。"), CALL),
    ),
}


def trouble(status: int) -> Trouble:
    """The words of a status; one that has none speaks as 400 or 500 does."""
    return TROUBLES.get(status) or TROUBLES[500 if status >= 500 else 400]
