"""The letters of a case, as its staff see them: how far each is, why one failed, who opened it."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from madoguchi.decide.models import Case
from madoguchi.declare.letters import places
from madoguchi.declare.versions import Version
from madoguchi.protect.queries.papers import Opening, who_opened
from madoguchi.receive.actions.printing import PATH
from madoguchi.receive.letters.filling import notice_of
from madoguchi.receive.models import Letter
from madoguchi.receive.queries.versions import version as open_version


@dataclass(frozen=True)
class OnPaper:
    """One letter that is set in type: its title, how it stands, and who opened it."""

    letter: Letter
    title: str
    state: tuple[str, str]  # the word and the kind of badge
    why: str
    openings: list[Opening]


def letters_of(case: Case) -> list[OnPaper]:
    """Oldest first; none for a procedure that declares no letters."""
    letters = list(Letter.objects.filter(application_id=case.number).exclude(paper=Letter.Paper.NONE))
    opened: dict[UUID, list[Opening]] = defaultdict(list)
    for one in who_opened([letter.record_id for letter in letters], PATH) if letters else ():
        opened[one.record_id].append(one)
    version = open_version(case.version_hash)
    return [
        OnPaper(one, _title(one, version), _states()[one.paper], why_of(one), opened[one.record_id]) for one in letters
    ]


def letter_of(case: Case, letter_id: int) -> Letter | None:
    """A letter of this case and of no other."""
    found = Letter.objects.filter(pk=letter_id, application_id=case.number)
    return found.select_related("application").first()


def why_of(letter: Letter) -> str:
    """Why there is no paper, in words that say what to do."""
    if letter.paper != Letter.Paper.FAILED:
        return ""
    held = _(
        "支援措置の対象の方なので、自動では作りません。本人は控えのページで読めます。送り方は、担当で相談してください。"
    )
    return {
        "timeout": _("時間がかかりすぎたので、この1通だけやめました。もう一度作れます。"),
        "no-engine": _("この窓口では PDF を作れません。運用担当に、必要なライブラリーを入れてもらってください。"),
        "press-died": _("作る途中で止まりました。もう一度作れます。"),
        "not-this-one": _("この通知のものと確かめられない PDF だったので、だれにも渡していません。もう一度作れます。"),
        "shielded": held,
        "output": held,
        "erased": _("保存期間が過ぎて、記録は消去されています。"),
    }.get(letter.paper_code, _("作れませんでした(%(code)s)。") % {"code": letter.paper_code})


def _title(letter: Letter, version: Version) -> str:
    """As it is declared, unless it holds an answer: the list of letters opens nothing."""
    notice = notice_of(letter, version)
    return notice.title.ja if notice and not places(notice.title.ja) else str(letter.get_kind_display())


def _states() -> dict[str, tuple[str, str]]:
    return {
        Letter.Paper.WAITING: (_("準備中"), "info"),
        Letter.Paper.READY: (_("できています"), "good"),
        Letter.Paper.FAILED: (_("できませんでした"), "bad"),
    }
