"""What people say about the ward's open data: they ask, find mistakes, show what they made; and are answered by name."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from madoguchi.decide import actions as decide
from madoguchi.decide.models import Case
from madoguchi.demo import arriving, moments
from madoguchi.demo.arriving import Answers
from madoguchi.demo.ward import Ward
from madoguchi.publish import actions
from madoguchi.publish.models import Dataset
from madoguchi.trail import clock, worker

REQUEST, ERROR, REUSE = "data-no-kibo", "data-no-ayamari", "data-no-katsuyo"


@dataclass(frozen=True)
class Voice:
    """Somebody wrote so many days ago; `by` answered with `result` and `words` some days later, or has not yet."""

    procedure: str
    days: int
    answers: Answers
    by: str
    result: str = ""
    words: str = ""
    shown: dict[str, str] = field(default_factory=dict)  # as a member of staff wrote it down for everybody


def _error(days: int, dataset: str, kind: str, words: str, by: str, result: str = "", reply: str = "") -> Voice:
    return Voice(ERROR, days, {"dataset": dataset, "kind": kind, "words": words}, by, result, reply)


def _reuse(
    days: int,
    slug: str,
    dataset: str,
    name: str,
    address: str,
    words: str,
    *,
    publish: str = "yes",
    result: str = "shown",
) -> Voice:
    answers = {"dataset": dataset, "name": name, "address": address, "words": words, "publish": publish}
    shown = {"dataset": slug, "title": name, "address": address, "words": words} if publish == "yes" and result else {}
    reply = "教えてくださり、ありがとうございました。これからもデータを新しくしていきます。" if result else ""
    return Voice(REUSE, days, answers, "mizuno", result, reply, shown)


VOICES: tuple[Voice, ...] = (
    _error(40, "公衆トイレ一覧", "place", "南公園のトイレの点が、道路の反対側にあります。", "mizuno", "mended",
           "現地の図面で確かめ、次の版で点の位置を直します。"),
    _error(21, "公衆トイレ一覧", "gone", "駅前広場のトイレは、工事でなくなっていました。", "mizuno", "mended",
           "工事の担当に確かめ、次の版から外しました。"),
    _error(15, "AED設置箇所一覧", "value", "区民館のAEDは、土日は使えませんでした。使える時間がちがうようです。", "matsui", "mended",
           "施設に確かめました。土曜日と日曜日の時間を直した版を、列の予告とあわせて公開します。"),
    _error(9, "子育て施設一覧", "value", "児童館の定員が、ちらしの数とちがいます。", "nagai", "right",
           "ちらしは昨年度のものでした。データは今年度の定員です。"),
    _error(3, "AED設置箇所一覧", "missing", "新しくできた体育館のAEDがのっていません。", "matsui"),
    _reuse(75, "public-toilets", "公衆トイレ一覧", "おむつ台マップ", "https://omutsu-map.example/midori",
           "おむつ替えのできるトイレだけを地図にしました。赤ちゃんとの散歩の前に見られます。"),
    _reuse(52, "population", "地域・年齢別人口", "町の年齢ピラミッド", "",
           "中学校の社会科の授業で、自分の町の年齢ピラミッドを作りました。"),
    _reuse(33, "aed", "AED設置箇所一覧", "いちばん近いAED", "https://nearest-aed.example/",
           "いまいる所から近い順にAEDを出します。使える時間もあわせて見られます。"),
    _reuse(12, "events", "イベント一覧", "週末カレンダー", "https://weekend.example/midori", "区の催しを、自分のカレンダーに入れられるようにしました。",
           publish="no", result="noted"),
    _reuse(2, "public-facilities", "公共施設一覧", "雨の日の遊び場", "https://rainy-day.example/", "雨の日に子どもと行ける区の施設をまとめました。",
           result=""),
)  # fmt: skip


def ask(ward: Ward) -> None:
    """In the order of the days, through the forms and the cases that everybody uses."""
    rng = Random("asked")  # a demo's moments need no secrecy
    for voice in sorted(VOICES, key=lambda one: -one.days):
        _say(ward, voice, rng)


def _say(ward: Ward, voice: Voice, rng: Random) -> None:
    day = clock.today() - timedelta(days=voice.days)
    number = ""

    def send() -> None:
        nonlocal number
        number = arriving.send(ward, voice.procedure, voice.answers).number

    _at(moments.any_time(rng, day), send)
    if not voice.result:
        return
    by = ward.actor(voice.by)

    def start() -> None:
        case = Case.objects.get(number=number)
        decide.start_review(case=case, seen=case.revision, by=by)

    def answer() -> None:
        case = Case.objects.get(number=number)
        decide.decide(case=case, result=voice.result, reason=voice.words, seen=case.revision, by=by)
        _show(number, voice, ward)

    _at(_office(ward, rng, day + timedelta(days=1)), start)
    _at(_office(ward, rng, day + timedelta(days=2)), answer)


def _show(number: str, voice: Voice, ward: Ward) -> None:
    if voice.procedure == REUSE and voice.shown:
        told = dict(voice.shown)
        dataset = Dataset.objects.get(slug=told.pop("dataset"))
        case = Case.objects.get(number=number)
        actions.publish_reuse(case=case, dataset=dataset, by=ward.actor(voice.by), **told)


def _office(ward: Ward, rng: Random, day: date) -> datetime:
    return moments.in_office_hours(rng, day, ward.closing)


def _at(moment: datetime, act: Callable[[], None]) -> None:
    """Then, or now where that would be later; and the worker does what follows."""
    with clock.at(min(moment, clock.now())):
        act()
        worker.run_due(long=False)
