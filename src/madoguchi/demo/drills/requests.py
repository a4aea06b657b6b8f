"""Drills about the request: that it takes effect, everywhere, and that nothing ends it in passing."""

from collections.abc import Iterator
from datetime import timedelta

from madoguchi.demo.drills.cast import CHILD, MOTHER, Drill, Stage, Step, said
from madoguchi.protect import Channel, find
from madoguchi.protect import actions as vault
from madoguchi.protect.errors import NotPossible
from madoguchi.protect.queries import shielded_among
from madoguchi.trail import clock


def oamishirasato(stage: Stage) -> Iterator[Step]:
    paper = stage.claims()
    row = stage.asks(origin="131199", reference="R8-DV-17")
    yield Step(
        said(
            "ほかの自治体の通知を入れた。まだだれも確かめていない",
            "Another municipality's notice arrives; nobody has checked it",
        ),
        row.triaged_at is None and shielded_among([paper.record]) == {paper.record},
    )
    yield Step(said("窓口の職員が開こうとした", "A clerk tries to open it"), not paper.leaks(stage.clerk))
    yield Step(
        said("確かめる前に手続きを終えようとした", "Somebody tries to close it unchecked"), _is_refused(stage, row.pk)
    )


def _is_refused(stage: Stage, shield_id: object) -> bool:
    try:
        vault.close_request(shield_id=shield_id, by=stage.desk)  # type: ignore[arg-type]
    except NotPossible:
        return True
    return False


def izumo(stage: Stage) -> Iterator[Step]:
    paper = stage.claims()
    stage.asks()
    for login, words in (("mori", ("児童手当の係", "child allowance")), ("kubota", ("広聴の係", "public relations")), ("nomiya", ("介護の係", "care")), ("ogata", ("証明の窓口", "certificates"))):  # fmt: skip
        yield Step(
            said(
                f"{words[0]}が、知らされずに開こうとした",
                f"The desk of {words[1]}, which nobody told, tries to open it",
            ),
            not paper.leaks(stage.actor(login)),
        )


def tenso(stage: Stage) -> Iterator[Step]:
    stage.asks(origin="131199", reference="R8-DV-18")
    paper = stage.claims()
    yield Step(
        said("通知のあとで、はじめての申請が届いた", "After the notice a first application arrives"),
        shielded_among([paper.record]) == {paper.record},
    )
    yield Step(
        said("どの課のどの出口にも出ない", "It comes out of no office by no way"), not paper.leaks(stage.colleague)
    )


def meguro(stage: Stage) -> Iterator[Step]:
    paper = stage.claims()
    row = stage.asks(people=(MOTHER,))
    person = row.people.get()
    consent = vault.ask_lift(person_id=person.pk, reason="満了", by=stage.desk)
    stage.asks(people=(MOTHER,), kind="stalking")
    yield Step(
        said(
            "外す申し出のあと、新しい申出が届いてから承認した",
            "A new request arrives between asking to lift and approving",
        ),
        _cannot_approve(stage, consent.pk) and shielded_among([paper.record]) == {paper.record},
    )
    again = vault.ask_lift(person_id=person.pk, reason="満了", by=stage.desk)
    vault.approve(consent_id=again.pk, by=stage.actor("ogata"))
    yield Step(
        said(
            "前の申出の分だけを、2人で外した。新しい申出の守りは続く",
            "Two people lift the first one only: the new one goes on",
        ),
        shielded_among([paper.record]) == {paper.record} and not paper.leaks(stage.colleague),
    )


def _cannot_approve(stage: Stage, consent_id: object) -> bool:
    try:
        vault.approve(consent_id=consent_id, by=stage.actor("ogata"))  # type: ignore[arg-type]
    except NotPossible:
        return True
    return False


def expiry(stage: Stage) -> Iterator[Step]:
    paper = stage.claims()
    stage.asks()
    with clock.at(clock.now() + timedelta(days=500)):
        vault.raise_alarms()
        yield Step(
            said("満了の日から4か月が過ぎた", "Four months have passed since its last day"),
            shielded_among([paper.record]) == {paper.record} and not paper.leaks(stage.colleague),
        )


def namesake(stage: Stage) -> Iterator[Step]:
    stage.asks()
    paper = stage.claims(birth="1991-04-03")
    yield Step(
        said("生年月日を打ちまちがえた申請が届いた", "An application with a mistyped birthday arrives"),
        not paper.leaks(stage.colleague) and find(kana="シオミ", purpose="child-allowance", by=stage.colleague) == [],
    )


def child_alone(stage: Stage) -> Iterator[Step]:
    paper = stage.claims()
    stage.asks(people=(CHILD,), kind="child-abuse")
    yield Step(said("守る人が子どもだけでも、記録全体が閉じる", "Where only the child is protected the whole record closes"), not paper.leaks(stage.colleague, *Channel))  # fmt: skip


REQUESTS = (
    Drill("oamishirasato", said("通知が来たのに、つけ忘れた", "The notice came, the flag was never set"),
          said("大網白里市、2023年。ほかの自治体から通知が届いたが、制限の設定がされなかった", "Ōamishirasato, 2023: another municipality's notice arrived and nobody set the restriction"),
          said("通知を入れた同じ処理の中で効く。確かめるのはそのあと", "It is in force in the transaction in which it arrives; checking comes afterwards"), oamishirasato),
    Drill("izumo", said("となりの係が知らなかった", "The next desk did not know"),
          said("出雲市。制限を知っていたのは1つの係だけで、附票の係は知らずに交付した", "Izumo: one desk knew, the one for supplementary registers did not"),
          said("係ごとの写しを持たない。どの出口も同じ門に聞く", "No desk has a copy of its own: every way out asks the same gate"), izumo),
    Drill("tenso", said("受け取った課から先へ伝わらなかった", "It was not passed on"),
          said("総務省の通知、2019年。転送を受けた市区町村の中で共有されていなかった", "Ministry notice, 2019: municipalities did not share what had been forwarded to them"),
          said("どこから来た支援措置も、すべての課を同じに縛る", "A shield of any origin binds every room"), tenso),
    Drill("meguro", said("古い名簿で、まとめて外した", "Many were lifted from an old list"),
          said("目黒区、2025年。外す名簿を作ったあとに新しい申出があったのに、名簿どおりに外した", "Meguro, 2025: a second request came after the list for lifting was made, and the list was carried out"),
          said("外すのは1人ずつ、2人で。実行するときに状態を確かめ直す", "Lifting is for one person, by two, checked again when it is carried out"), meguro),
    Drill("expiry", said("期限が来て、黙って外れた", "The date came and it silently ended"),
          said("期間は1年。延長の案内が遅れると、いつのまにか外れる", "A protection lasts a year; where the reminder is late it just ends"),
          said("期限は知らせるだけ。人が外すまで守りつづける", "A date raises an alarm and lifts nothing"), expiry),
    Drill("namesake", said("一文字ちがいで見つからなかった", "One digit made the difference"),
          said("名寄せの失敗。生年月日の打ちまちがいで、対象の方だと分からない", "Failed matching: with a mistyped birthday nobody saw who it was"),
          said("似ている間は対象の方として扱い、確かめる列に入れる", "Whoever looks alike counts as protected and waits to be compared"), namesake),
    Drill("child-alone", said("子どもだけの支援措置", "Only the child is protected"),
          said("児童虐待。親の申請から、子どもの居場所が分かる", "Child abuse: the parent's papers tell where the child is"),
          said("記録の中の1人でも対象なら、記録全体を守る", "One protected person in a record protects all of it"), child_alone),
)  # fmt: skip
