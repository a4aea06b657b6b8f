"""What happened to an application so far, in words for the applicant and with dates only."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from madoguchi.declare.procedure import Case
from madoguchi.receive.models import Application, Status, StatusLine


@dataclass(frozen=True)
class Entry:
    words: str
    at: datetime
    more: str = ""
    due_on: date | None = None
    kind: str = ""


def entries(application: Application, case: Case) -> list[Entry]:
    """From the arrival on, oldest first."""
    first = Entry(
        _("届きました"), application.received_at, _("窓口で職員が入力しました") if application.taken_by_id else ""
    )
    return [first, *(_entry(line, case) for line in application.lines.all())]


def _entry(line: StatusLine, case: Case) -> Entry:
    kind = "stood" if line.status == Status.CORRECTION else ""
    return Entry(words_of(line.status, case), line.at, due_on=line.due_on, kind=kind)


def words_of(status: str, case: Case) -> str:
    """Where it stands. An answer to an opinion is not called a decision."""
    return {
        Status.RECEIVED: _("届きました"),
        Status.CORRECTION: _("補正をお願いしています"),
        Status.CORRECTED: _("補正が届きました"),
        Status.IN_REVIEW: _("職員が内容を確かめています"),
        Status.EXTENDED: _("お答えまでの期間を延ばしました"),
        Status.DECIDED: _("職員が答えました") if case.replies else _("職員が決定しました"),
        Status.CLOSED: _("手続きが終わりました"),
        Status.WITHDRAWN: _("取り下げました"),
    }[Status(status)]


def what_next(application: Application, case: Case) -> str:
    """What the applicant can expect now, or do."""
    return {
        Status.RECEIVED: _("職員が内容を確かめます。いま、していただくことはありません。"),
        Status.CORRECTION: _(
            "直していただきたいところがあります。控えのページから直せます。そのあいだ、結果までの日数は進みません。"
        ),
        Status.CORRECTED: _("職員が、直していただいた内容を確かめます。いま、していただくことはありません。"),
        Status.IN_REVIEW: _("職員が内容を確かめています。いま、していただくことはありません。"),
        Status.EXTENDED: _("理由と新しい期限は、控えのページで読めます。"),
        Status.DECIDED: (
            _("答えは、控えのページで読めます。") if case.replies else _("決定の内容は、控えのページで読めます。")
        ),
        Status.CLOSED: _("この手続きは終わりました。"),
        Status.WITHDRAWN: _("この申請は、取り下げられています。もう一度申し込むこともできます。"),
    }[Status(application.status)]
