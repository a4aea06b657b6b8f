"""What people say about the ward's open data: they ask, find mistakes, show what they made; and are answered by name."""

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from madoguchi.decide import actions as decide
from madoguchi.decide.models import Case
from madoguchi.demo import arriving, moments
from madoguchi.demo.arriving import Answers
from madoguchi.demo.play import Story
from madoguchi.demo.ward import Ward
from madoguchi.publish import actions
from madoguchi.publish.models import Dataset
from madoguchi.publish.queries.priorities import candidates
from madoguchi.trail import clock

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
    answers = {key: value for key, value in answers.items() if value}
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


@dataclass(frozen=True)
class Listed:
    """A request as it stands on the public list: `votes` by the days that followed, and what became of it."""

    voice: Voice
    title: str
    words: str
    category: str
    votes: int
    state: str = ""
    answer: str = ""
    dataset: str = ""
    effort: int | None = None


def _request(days: int, what: str, use: str, asker: str, result: str = "", reply: str = "") -> Voice:
    answers = {"what": what, "asker": asker} | ({"use": use} if use else {})
    return Voice(REQUEST, days, answers, "mizuno", result, reply)


REQUESTS: tuple[Listed, ...] = (
    Listed(_request(88, "保育園の空きの数を、毎月知りたいです。ちらしのPDFは表にできません。", "引っこし先をさがすため", "resident", "planned",
                    "子ども政策課と相談し、毎月の表を作る準備をしています。"),
           "保育園の空きの数(毎月)", "園ごと、年齢ごとの空きの数を、毎月の表で。引っこし先をさがすときに使いたい。", "子育て・教育", 31, "planned",
           "子ども政策課が、毎月1日の数を表にする準備をしています。", effort=2),
    Listed(_request(64, "道路工事の予定を、地図に出せる形で。", "配達の道を決めるため", "company", "planned", "土木の担当と、出せる項目を確かめています。"),
           "道路工事の予定", "どこで、いつからいつまで、通れるかどうか。配達の道を決めるのに使いたい。", "くらし・施設", 17, "planned",
           "工事の担当課が、占用の台帳から作れるかを確かめています。", effort=4),
    Listed(_request(47, "AEDがどこにあるか。", "自治会の地図", "group", "there", "AED設置箇所一覧として公開しています。"),
           "AEDのある場所", "自治会の防災地図に入れたい。", "防災・安全", 6, "done", "AED設置箇所一覧として、公開しています。", "aed", 1),
    Listed(_request(30, "避難所の混みぐあい。水害のときに困りました。", "防災アプリ", "company", "planned", "災害のときの運用とあわせて検討します。"),
           "避難所の混みぐあい", "災害のときに、避難所ごとの混みぐあいを。防災アプリで知らせたい。", "防災・安全", 22, effort=5),
    Listed(_request(26, "説明会で、ごみの収集日を町ごとの表でほしいという声が多かった。", "ごみ出しアプリ", "hearing", "planned", "清掃の担当と表を作ります。"),
           "ごみの収集日(町ごと)", "町ごとの収集日と分け方を、表で。アプリやカレンダーに入れたい。", "くらし・施設", 26, effort=1),
    Listed(_request(18, "職員ひとりひとりの給料。", "", "resident", "not-now", "ひとりずつの額は、個人の情報のため公開できません。級ごとの人数と平均は、毎年公表しています。"),
           "職員の給料", "職員の給料の表を見たい。", "", 2, "declined", "ひとりずつの額は個人の情報のため、公開しません。級ごとの人数と平均を、毎年公表しています。"),
)  # fmt: skip
NOT_YET = _request(1, "公園の遊具の一覧。", "子どもと行く公園をさがすため", "resident")
"""Nobody has written it down for the list yet."""


def stories(ward: Ward) -> list[Story]:
    """Through the forms and the cases that everybody uses, each in its own time."""
    told = [_voiced(ward, voice, Random(f"asked:{n}")) for n, voice in enumerate((*VOICES, NOT_YET))]
    return told + [_listed(ward, one, Random(f"listed:{n}")) for n, one in enumerate(REQUESTS)]


def _voiced(ward: Ward, voice: Voice, rng: Random) -> Story:
    yield from _voice(ward, voice, rng)


def _voice(ward: Ward, voice: Voice, rng: Random) -> Generator[datetime, None, str]:
    """Gives back the number of the case."""
    day = clock.today() - timedelta(days=voice.days)
    yield moments.any_time(rng, day)
    number = arriving.send(ward, voice.procedure, voice.answers).number
    if not voice.result:
        return number
    by = ward.actor(voice.by)
    yield moments.days_later(rng, clock.now(), (0, 1), ward.closing)
    case = Case.objects.get(number=number)
    decide.start_review(case=case, seen=case.revision, by=by)
    yield moments.days_later(rng, clock.now(), (1, 2), ward.closing)
    case.refresh_from_db()
    decide.decide(case=case, result=voice.result, reason=voice.words, seen=case.revision, by=by)
    if voice.shown:
        told = dict(voice.shown)
        dataset = Dataset.objects.get(slug=told.pop("dataset"))
        case.refresh_from_db()
        actions.publish_reuse(case=case, dataset=dataset, by=by, **told)
    return number


def _listed(ward: Ward, one: Listed, rng: Random) -> Story:
    until = clock.now()
    case = Case.objects.get(number=(yield from _voice(ward, one.voice, rng)))
    by = ward.actor(one.voice.by)
    wanted = actions.publish_request(case=case, title=one.title, words=one.words, category=one.category, by=by)
    left = max((until - clock.now()).days, 1)
    for n in range(one.votes):
        yield clock.now() + timedelta(days=left / one.votes, minutes=rng.randint(1, 50))
        actions.vote(wanted=wanted, token=f"{wanted.pk}-{n}")
        if n == (one.votes - 1 if one.state in ("done", "declined") else 1) and (one.state or one.effort):
            dataset = Dataset.objects.filter(slug=one.dataset).first()
            actions.answer_request(
                wanted=wanted, state=one.state or "asked", answer=one.answer, dataset=dataset, effort=one.effort, by=by
            )


def set_the_order(ward: Ward) -> None:
    """One thing waits for another office, whatever its points."""
    found = next((one for one in candidates() if one.title == "避難所の混みぐあい"), None)
    if found:
        reason = "災害のときの運用が決まるのを待ちます。年度末に、防災課と見直します。"
        actions.set_aside(candidate=found, place="last", reason=reason, by=ward.actor("kurata"))
