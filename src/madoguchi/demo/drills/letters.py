"""Drills about letters: whose address stands on them, and for whom."""

from collections.abc import Iterator

from madoguchi import protect
from madoguchi.demo.answers import living_apart
from madoguchi.demo.drills.cast import FATHER, NEW_HOME, OLD_HOME, PURPOSE, SECRET, Drill, Paper, Stage, Step, said
from madoguchi.protect import Channel, Refused
from madoguchi.protect import actions as vault
from madoguchi.protect.queries import hidden_from


def _letter(paper: Paper, *fields: str) -> str:
    return paper.gives(paper.stage.clerk, Channel.LETTER, fields)


def tokushima(stage: Stage) -> Iterator[Step]:
    """Nobody is shielded here: the other town's shield is unknown to this one."""
    paper = _living_apart(stage)
    yield Step(
        said("手紙に、本人の住所を入れた", "The applicant's own address goes into a letter"),
        bool(_letter(paper, "name", "home")),
    )
    yield Step(said("手紙に、第三者(別に住む子)の住所を入れようとした", "Somebody tries to put a third person's address into it"), not _letter(paper, "children[].home"))  # fmt: skip
    yield Step(said("子の行をまるごと入れようとした", "Or the child's whole row"), not _letter(paper, "children"))


def _living_apart(stage: Stage) -> Paper:
    """The father applies; the child lives at the address that must come out nowhere."""
    from madoguchi.demo.drills import cast

    paper = stage.claims(home=OLD_HOME, head=FATHER)
    with_child = living_apart(_answers(paper), home=NEW_HOME)
    sent = cast.arriving.send(stage.ward, cast.CLAIM, with_child)
    record = cast.Application.objects.values_list("record_id", flat=True).get(pk=sent.number)
    return Paper(stage, sent, record)


def _answers(paper: Paper) -> dict[str, object]:
    opened = protect.read([paper.record], purpose=PURPOSE, by=paper.stage.clerk, channel=Channel.STAFF_PAGE)
    return dict(protect.show_all(opened[paper.record], channel=Channel.STAFF_PAGE))


def hamamatsu(stage: Stage) -> Iterator[Step]:
    paper = stage.claims().given_to(stage.clerk)
    stage.asks(previous=("となり市駅前1-1",))
    yield Step(said("本人あての手紙に、住所を1人で入れようとした", "The clerk alone tries to address a letter to the person"), not _letter(paper, "home"))  # fmt: skip
    yield Step(
        said("名前だけの手紙を作った(窓口で渡す)", "A letter with the name only, to be handed over"),
        bool(_letter(paper, "name")),
    )


def nichinan(stage: Stage) -> Iterator[Step]:
    row = stage.asks()
    mother, child = (row.people.get(asked=asked).subject_id for asked in (True, False))
    father = vault.register_subject(name=FATHER.name(), birth=FATHER.birth.isoformat(), by=stage.desk)
    yield Step(said("元の配偶者に、子の通知の写しを送ろうとした", "A copy of the child's notice is about to go to the former spouse"), hidden_from(father, child))  # fmt: skip
    yield Step(
        said("同じ支援措置の母には送れる", "The mother, under the same protection, gets hers"),
        not hidden_from(mother, child),
    )


def tokorozawa(stage: Stage) -> Iterator[Step]:
    paper = stage.claims()
    stage.asks()
    for channel in (Channel.PRINT, Channel.COUNTER_PAGE, Channel.EXPORT):
        yield Step(said(f"証明の窓口が「{channel.value}」で出そうとした", f"The certificate desk tries “{channel.value}”"), not paper.gives(stage.actor("ogata"), channel))  # fmt: skip


def ehime(stage: Stage) -> Iterator[Step]:
    paper = stage.claims()
    stage.asks()
    for channel in (Channel.EXPORT, Channel.STATISTICS, Channel.API):
        yield Step(said(f"作業用の中身を「{channel.value}」に出そうとした", f"A working file is about to go out by “{channel.value}”"), _is_closed(paper, channel))  # fmt: skip


def _is_closed(paper: Paper, channel: Channel) -> bool:
    try:
        protect.read([paper.record], purpose=PURPOSE, by=paper.stage.clerk, channel=channel)
    except Refused:
        return not any(word in paper.gives(paper.stage.clerk, channel) for word in SECRET)
    return False


LETTERS = (
    Drill("tokushima", said("手紙に第三者の住所を刷り込んだ", "A third person's address was preprinted"),
          said("徳島市(国保)、目黒区(税)、日野市(児童手当、2023年)。ほかの市で守られている人の住所が、相手方への手紙に載った", "Tokushima, Meguro, Hino (2023): the address of somebody protected elsewhere stood in a letter to the other party"),
          said("だれについても、第三者の住所は手紙に載らない", "No letter holds a third person's address, for anybody"), tokushima),
    Drill("hamamatsu", said("正しい手紙を、前の家に送った", "The right letter went to the old home"),
          said("浜松市。いまの住所を書いた書類を、前の住所に送った", "Hamamatsu: a paper with the present address was mailed to the old one"),
          said("宛名の住所は、2人目が承認するまで出ない", "The address block needs a second person"), hamamatsu),
    Drill("nichinan", said("元の配偶者に証明を送った", "The certificate went to the former spouse"),
          said("日南市。医療費の証明が、元の配偶者に届いた", "Nichinan: a certificate of medical costs reached the former spouse"),
          said("受け取る人は、出すときに門に聞く", "Who receives is asked of the gate when it is sent"), nichinan),
    Drill("tokorozawa", said("附票を交付した", "The supplementary register was issued"),
          said("所沢市、世田谷区。附票から新しい住所が分かった", "Tokorozawa, Setagaya: the supplementary register told the new address"),
          said("証明の道も、同じ門を通る", "Certificates pass the same gate"), tokorozawa),
    Drill("ehime", said("作業用の表を公開した", "The working file was published"),
          said("愛媛県、2023年。公開用ではなく作業用のファイルをオープンデータに出した", "Ehime, 2023: the working file was published as open data instead of the public one"),
          said("公開や書き出しの道は、記録を開けない", "The ways to publish and export cannot open a record"), ehime),
)  # fmt: skip
