"""Drills about screens: a warning is not a wall, and neither is good behaviour."""

from collections.abc import Iterator

from madoguchi.demo.drills.cast import PURPOSE, SECRET, Drill, Stage, Step, said
from madoguchi.protect import Channel, find
from madoguchi.protect import actions as vault
from madoguchi.protect.errors import NotPossible
from madoguchi.trail.models import Event


def mitaka(stage: Stage) -> Iterator[Step]:
    paper = stage.claims().given_to(stage.clerk)
    stage.asks()
    yield Step(said("担当の職員が画面で開いた(住所は伏せたまま)", "The clerk opens the page: the address stays masked"), not paper.leaks(stage.clerk, Channel.STAFF_PAGE))  # fmt: skip
    yield Step(
        said("そのまま印刷しようとした", "The clerk tries to print it all the same"),
        not paper.gives(stage.clerk, Channel.PRINT),
    )
    consent = vault.ask_opening(record_id=paper.record, fields=["home"], channel=Channel.PRINT, reason="急ぎ", by=stage.clerk)  # fmt: skip
    yield Step(said("自分で自分を承認しようとした", "The clerk tries to approve it alone"), _cannot(stage, consent.pk))
    yield Step(said("承認の前に、もう一度印刷しようとした", "And tries to print before anybody approved"), not paper.gives(stage.clerk, Channel.PRINT, consent=consent.pk))  # fmt: skip


def _cannot(stage: Stage, consent_id: object) -> bool:
    try:
        vault.approve(consent_id=consent_id, by=stage.clerk)  # type: ignore[arg-type]
    except NotPossible:
        return True
    return False


def hirakata(stage: Stage) -> Iterator[Step]:
    paper = stage.claims().given_to(stage.clerk)
    stage.asks()
    for channel in Channel:
        yield Step(said(f"出口「{channel.value}」から出そうとした", f"Tried the way out “{channel.value}”"), not paper.leaks(stage.clerk, channel))  # fmt: skip


def yokote(stage: Stage) -> Iterator[Step]:
    paper = stage.claims()
    before = Event.objects.filter(verb="protect.read").count()
    yield Step(said("よその課の職員が、興味で開こうとした", "Somebody of another office is curious"), not paper.gives(stage.actor("kubota"), Channel.STAFF_PAGE))  # fmt: skip
    yield Step(
        said("名前でさがした", "And looks for the name"),
        find(kana="シオミ", purpose=PURPOSE, by=stage.actor("kubota")) == [],
    )
    yield Step(
        said("さがしたことは、閲覧の記録に残った", "The search itself stands in the access log"),
        Event.objects.filter(verb="protect.read").count() == before + 1,
    )


def other_party_inside(stage: Stage) -> Iterator[Step]:
    paper = stage.claims().given_to(stage.clerk)
    stage.asks(other=None, other_staff=stage.clerk.id)
    yield Step(said("相手方が職員で、担当にもなっていた", "The other party works here, and even has the case"), not paper.gives(stage.clerk, Channel.STAFF_PAGE))  # fmt: skip
    yield Step(
        said("さがしても見つからない", "Searching finds nothing"),
        find(kana="シオミ", purpose=PURPOSE, by=stage.clerk) == [],
    )


def old_link(stage: Stage) -> Iterator[Step]:
    paper = stage.claims()
    opened_before = bool(paper.opens_by_link())
    stage.asks()
    yield Step(said("家に残した端末から、控えのリンクを開いた", "An old receipt link is opened on a device left at home"), opened_before and not paper.opens_by_link())  # fmt: skip


def hidden_text(stage: Stage) -> Iterator[Step]:
    paper = stage.claims().given_to(stage.clerk)
    stage.asks()
    page = paper.gives(stage.clerk, Channel.STAFF_PAGE)
    yield Step(said("伏せた画面の中身を調べた。黒塗りの下には何もない", "Looked under the mask: there is nothing below it"), bool(page) and not any(word in page for word in SECRET))  # fmt: skip


SCREENS = (
    Drill("mitaka", said("警告を見て、それでも印刷した", "The warning was seen and clicked away"),
          said("三鷹市、2020年。検索でも印刷でも警告が出たが、職員はそのまま交付した", "Mitaka, 2020: warned on search and on print, the clerk printed anyway"),
          said("警告ではなく、止める。1人で通れる道がない", "It blocks; no way is open to one person alone"), mitaka),
    Drill("hirakata", said("1種類の証明だけに印をつけた", "Only one certificate was ticked"),
          said("枚方市、2019年。ほかの証明の画面には何も出なかった", "Hirakata, 2019: the system for another certificate showed nothing"),
          said("はじめから、すべての出口を守る", "Every way out is covered from the start"), hirakata),
    Drill("yokote", said("興味で見た", "They looked out of curiosity"),
          said("横手市の職員7人、帯広市。見たことが残るのを知らなかった", "Seven staff in Yokote; Obihiro: “did not know that access is logged”"),
          said("目的と役割がなければ開かない。さがしたことも残る", "Without purpose and role nothing opens, and the search is logged too"), yokote),
    Drill("inside", said("相手方が庁内にいた", "The other party works here"),
          said("相手方が職員のとき、ふつうの権限で居場所が分かってしまう", "Where the other party is a member of staff, ordinary access tells everything"),
          said("職員でも相手方には、記録がないのと同じ", "For the other party there is nothing, whatever role they hold"), other_party_inside),
    Drill("old-link", said("家に残した端末", "A device left at home"),
          said("避難したあとも、前の家の端末に控えのページが残っている", "After the flight the receipt's page is still on the device at home"),
          said("支援措置と同じ処理の中で、世帯のすべてのリンクが無効になる", "Every link of the household is revoked in the same transaction"), old_link),
    Drill("hidden-text", said("黒塗りの下に文字が残っていた", "Text was left under the black bars"),
          said("大分市2025年ほか。PDFの黒塗りや、表計算の隠れた列から読めた", "Ōita, 2025, and others: black bars in a PDF, hidden columns of a sheet"),
          said("伏せるものは、保管庫から出していない", "What is masked never left the vault"), hidden_text),
)  # fmt: skip
