"""The ward's open data: brought by a clerk, checked, mended, proposed, and let out by another person."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from madoguchi.demo import tables
from madoguchi.demo.brought import run
from madoguchi.demo.tables import Line
from madoguchi.demo.ward import Ward
from madoguchi.publish import actions
from madoguchi.publish.models import Check, Dataset, Release
from madoguchi.publish.words import blocks
from madoguchi.trail import clock
from madoguchi.trail.actions import carry_out, claim
from madoguchi.trail.models import Handover


@dataclass(frozen=True)
class Opened:
    """One dataset: whose it is, who proposes its releases and who lets them out, and what it is called."""

    slug: str
    office: str
    proposes: str
    releases: str
    words: dict[str, object]


def _words(
    title: str, english: str, description: str, category: str, keywords: str, frequency: str
) -> dict[str, object]:
    return {"title": title, "title_en": english, "description": description, "category": category,
            "keywords": keywords.split(), "frequency": frequency}  # fmt: skip


TOILETS = Opened("public-toilets", "kuseijoho", "mizuno", "kurata", _words(
    "公衆トイレ一覧", "Public toilets", "区内の公園、駅前、区の施設にある公衆トイレの場所と設備です。", "くらし・施設", "トイレ バリアフリー おむつ 公園", "monthly"))  # fmt: skip
AEDS = Opened("aed", "bosai", "matsui", "ogawa", _words(
    "AED設置箇所一覧", "AED locations", "区の施設に置いてあるAEDの場所と、使える時間です。", "防災・安全", "AED 救急 救命 防災", "yearly"))  # fmt: skip
FACILITIES = Opened("public-facilities", "kuseijoho", "mizuno", "kurata", _words(
    "公共施設一覧", "Public facilities", "区民館、図書館、体育館など、区の施設の場所と開いている時間です。", "くらし・施設", "区民館 図書館 体育館 施設", "yearly"))  # fmt: skip
EVENTS = Opened("events", "kocho", "mizushima", "onodera", _words(
    "イベント一覧", "Events", "区が開く催しの日時と場所です。カレンダーに取りこめます。", "イベント・観光", "イベント 催し 講座 カレンダー", "monthly"))  # fmt: skip
PEOPLE = Opened("population", "koseki", "ogata", "tsukuda", _words(
    "地域・年齢別人口", "Population by town and age", "町ごと、5歳ごとの人口です。住民基本台帳から、毎月1日の数を数えました。", "人口・統計", "人口 世帯 年齢 統計", "monthly"))  # fmt: skip
NURSERIES = Opened("childcare", "kodomo-seisaku", "nagai", "mori", _words(
    "子育て施設一覧", "Childcare facilities", "保育所、認定こども園、児童館などの場所と定員です。", "子育て・教育", "保育園 こども園 児童館 子育て", "monthly"))  # fmt: skip


def open_data(ward: Ward) -> None:
    """Six datasets. One had its columns changed, one is announced to change, one is past the day of its update."""
    rng, today = Random("opened"), clock.today()  # a demo's tables need no secrecy
    _release(ward, TOILETS, tables.toilets(Random("toilets"), old=True), days=190)
    _release(ward, TOILETS, tables.toilets(Random("toilets")), days=48, told=20)
    _release(ward, TOILETS, _shut(tables.toilets(Random("toilets"))), days=6)
    _release(ward, AEDS, tables.aeds(Random("aeds")), days=120)
    _announce(ward, AEDS, _propose(ward, AEDS, tables.aeds(Random("aeds"), new=True), days=2), days=1, ahead=12)
    _release(ward, FACILITIES, tables.facilities(rng), days=75)
    _release(ward, EVENTS, tables.events(rng, today), days=3)
    _release(ward, PEOPLE, tables.population(rng, today.replace(day=1)), days=9)
    _release(ward, NURSERIES, tables.nurseries(rng), days=57)


def _shut(lines: Iterable[Line]) -> Iterable[Line]:
    """Two toilets were torn down, and some were made anew."""
    for n, line in enumerate(lines):
        if n not in (11, 40):
            yield line | ({"備考": "改修して、洋式になりました"} if n % 20 == 5 else {})


def _release(ward: Ward, one: Opened, lines: Iterable[Line], *, days: int, told: int = 0) -> None:
    """Proposed so many days ago and let out the same day; where columns change, `told` days later."""
    made = _propose(ward, one, lines, days=days)
    if told:
        _announce(ward, one, made, days=days, ahead=told)
    with clock.at(at(days - told, 11)):
        actions.release(release=made, by=ward.actor(one.releases))


def _announce(ward: Ward, one: Opened, made: Release, *, days: int, ahead: int) -> None:
    with clock.at(at(days, 10)):
        actions.announce(release=made, day=clock.today() + timedelta(days=ahead), by=ward.actor(one.releases))


def _propose(ward: Ward, one: Opened, lines: Iterable[Line], *, days: int) -> Release:
    by = ward.actor(one.proposes)
    with clock.at(at(days, 9)):
        name, content = f"{one.words['title']} 公開用.csv", _written(lines)
        check = actions.bring(office=one.office, name=name, pieces=[content], by=by)
        run(check)
        check.refresh_from_db()
        _look(ward, one, check)
        dataset = Dataset.objects.filter(slug=one.slug).first() or actions.describe_dataset(
            slug=one.slug, office=one.office, by=by, standard=check.standard, **one.words
        )
        made = actions.propose_release(dataset=dataset, check=check, by=by)
        build(made)
    return made


def _look(ward: Ward, one: Opened, check: Check) -> None:
    """Somebody looked at what might be a person, and took what can only mean one thing."""
    for at, group in enumerate(check.groups):
        if blocks(group):
            actions.look_at(check=check, group=at, by=ward.actor(one.proposes))
    actions.accept_provable(check=check, by=ward.actor(one.proposes))


def build(made: Release) -> None:
    """What the worker does."""
    waiting = Handover.objects.filter(event__about_kind="release", event__about_id=str(made.pk), state="waiting")
    for handover in claim(list(waiting.values_list("pk", flat=True))):
        carry_out(handover)
    made.refresh_from_db()


def at(days: int, hour: int) -> datetime:
    """So many days ago at that hour; never later than now."""
    moment = datetime.combine(clock.today() - timedelta(days=days), time(hour), clock.TOKYO)
    return min(moment, clock.now())


def _written(lines: Iterable[Line]) -> bytes:
    every = list(lines)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(every[0]))
    writer.writeheader()
    writer.writerows(every)
    return out.getvalue().encode("utf-8-sig")
