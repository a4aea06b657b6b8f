"""A family whose every field is a canary, shielded; the one they flee from; and everybody who could meet them."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from django.db import transaction
from django.test import Client
from PIL import Image

from madoguchi.decide import actions as decide
from madoguchi.decide.models import Case
from madoguchi.demo import arriving, brought, paper
from madoguchi.demo.answers import Writer, answers_for, living_apart
from madoguchi.demo.canaries import CANARY_FAMILY
from madoguchi.demo.households import Address
from madoguchi.demo.ledgers import publish_registers
from madoguchi.demo.opened import build
from madoguchi.demo.stories import identity_of
from madoguchi.demo.ward import Ward, load, open_ward
from madoguchi.people.models import Staff
from madoguchi.protect import Channel
from madoguchi.protect import actions as vault
from madoguchi.protect.actions import ShieldRequest
from madoguchi.protect.identity import Identity
from madoguchi.publish import actions as publish
from madoguchi.publish import items
from madoguchi.publish.models import CountedPeriod, Item, Photo
from madoguchi.publish.photos import Sent
from madoguchi.publish.queries.items import declared_items
from madoguchi.registers import actions as registers
from madoguchi.trail import clock
from madoguchi.trail.models import Event, Handover
from tests.canary.school import TOLD, Children, afterwards, children_at_school, works_everywhere

CLAIM = "jido-teate-nintei"
REGISTER, REPORTS = "shingikai-iin", "asobiba-report"
LOGINS = (
    "mori",
    "nagai",
    "kubota",
    "takase",
    "kurata",
    "sakuma",
    "tsukuda",
    "ogata",
    "shiraishi",
    "hoshino",
    "hanaoka",
)
OTHER = Identity("綾瀬川", "鋼太郎", "アヤセガワ", "コウタロウ", "1984-02-02", "0300008888")

IDENTITY = ("望海", "帆波", "汐音", "ノゾミ", "ホナミ", "シオネ")
"""Given names: the surname is the other party's too."""
WHEREABOUTS = (
    "メゾンカナリア", "9-99-909", "09000009909", "090-0000-9909", "canary-909@example.jp", "かなりあ信用金庫", "くちばし支店",
    "7719909", "カナリアの申立書", "CANARY-FILE-CONTENT-909", "みみずく学生寮", "7-77-7099",
)  # fmt: skip
TELEPHONE = "09000009909"
SEALED = ("隠れ家町かくれが荘", "背の高い銀縁眼鏡の男")
"""What the request for protection says: previous address, words about the other party."""
NOTE, REASON = "夫の連絡先は金糸雀メモ", "つばめ口座を確かめるため"
"""An internal note of the case, and why who has it asks to see what is withheld."""
MEMBER = ("やまがら環境法", "補聴器ほおじろ")
"""What the register of the council says of her: the plain part, and what lies in the vault."""
CANARIES = [*IDENTITY, *WHEREABOUTS, *SEALED, NOTE, REASON, *MEMBER, *TOLD]


REPORT = "投稿番号,分類,本文,投稿日\r\nR-1,遊具,すべり台がぐらぐらします。,2026-11-01\r\n".encode()
TABLE = (
    "NO,名称,名称_カナ,住所,設置位置,緯度,経度,男性トイレ総数,女性トイレ総数,多機能トイレ数,車椅子使用者用トイレ有無,"
    "乳幼児用設備設置トイレ有無,オストメイト設置トイレ有無,利用開始時間,利用終了時間\r\n"
    "1,若草ひろば ,ワカクサヒロバ,みどり区若草町１-1,1階,35.78,139.68,1,1,1,有,有,無,9:00,17:00\r\n"
    "2,本町ひろば,ホンマチヒロバ,みどり区本町1-2,1階,35.78,139.69,2,2,1,有,無,無,9:00,17:00\r\n"
).encode()
"""In an edition that is no more: so it can be converted, and leaves a rest."""


@dataclass
class World:
    ward: Ward
    number: str
    secret: str
    record: UUID
    entrusted: str  # login of who has the case
    other_staff: str  # login of a colleague from whom they flee
    shield: Any = None
    files: list[UUID] = field(default_factory=list)
    others_secret: str = ""
    others_number: str = ""
    double: Any = None  # the case of a second application with a birthday typed wrong
    children: Children | None = None
    consent: Any = None  # to see what is withheld: asked for, not answered
    data_file: int = 0  # a table that the office brought to be published; nobody of the family is in it
    release: int = 0  # of counted cases, hers among them; it waits for a second person
    period: int = 0
    photo: int = 0  # that the office looks at before it is published
    item: int = 0  # what somebody wrote in an app, and that the office looks at before it is published
    dead: int = 0  # a hand-over about the family's case that stopped

    def browser(self, login: str) -> Client:
        client = Client(raise_request_exception=False)
        if login:
            client.force_login(Staff.objects.get(login=login))
            session = client.session
            session["since"] = session["used"] = clock.now().timestamp()
            session.save()
        return client


def a_world() -> World:
    ward = open_ward(load(), logins=LOGINS, password="a-password-of-tests")
    publish_registers(ward)
    sent = arriving.send_page_by_page(ward, CLAIM, her_answers(), papers=[her_statement()])
    case = Case.objects.get(number=sent.number)
    decide.assign(case=case, to=ward.staff["mori"], by=ward.actor("mori"))
    decide.note(case=case, words=NOTE, by=ward.actor("mori"))
    registers.append_row(register=REGISTER, answers=_member(), by=ward.actor("kurata"))
    world = World(ward, sent.number, sent.secret, case.record_id, "mori", "hoshino")
    world.children = children_at_school(ward)
    world.shield = _shielded(world)
    _since_then(world)
    return world


def _since_then(world: World) -> None:
    """What came after the shield: another application, a look-alike, school days, and what waits for somebody."""
    ward = world.ward
    world.files = _files(world)
    other = arriving.send(ward, "iken", answers_for("iken", Writer(today=clock.today())))
    world.others_secret, world.others_number = other.secret, other.number
    world.double = Case.objects.get(number=arriving.send(ward, CLAIM, _mistyped()).number)
    afterwards(ward)
    works_everywhere(ward, world.other_staff)
    world.consent = vault.ask_opening(
        record_id=world.record, fields=["account"], channel=Channel.STAFF_PAGE, reason=REASON, by=ward.actor("mori")
    )
    about = Event.objects.filter(about_kind="case", about_id=world.number).first()
    dead = Handover(event=about, taker="decide.propose", state=Handover.State.DEAD, attempts=8, not_before=clock.now(), error="ValueError")  # fmt: skip
    dead.save()
    world.dead = dead.pk
    check = publish.bring(office="kodomo-seisaku", name="ひろば.csv", pieces=[TABLE], by=ward.actor("mori"))
    brought.run(check)
    world.data_file = check.upload.file_id
    world.release, world.period = _counted(ward)
    world.photo = _photo(ward)
    world.item = _item(ward)


def _photo(ward: Ward) -> int:
    """Of a park, in a collection of the office."""
    out = BytesIO()
    Image.new("RGB", (8, 8), "green").save(out, "JPEG")
    by = ward.actor("mori")
    dataset = publish.describe_dataset(
        slug="koen-no-shashin", office="kodomo-seisaku", by=by, title="公園の写真", source="photos"
    )
    files = publish.seal_sent([Sent("koen.jpg", out.getvalue())])
    batch = publish.send_photos(dataset=dataset, files=files, taken_on=None, place="", licence="cc-by-4.0", by=by)
    keep = publish.take_photos(Event.objects.get(verb="publish.photos_sent", about_id=batch.pk))
    with transaction.atomic():
        keep()
    return Photo.objects.get().pk


def _item(ward: Ward) -> int:
    """About a playground; nobody of the family is in it."""
    found = items.read("app.csv", REPORT, declared_items()[REPORTS].items)
    publish.bring_items(slug=REPORTS, name="app.csv", found=found, by=ward.actor("mori"))
    return Item.objects.get().pk


def _counted(ward: Ward) -> tuple[int, int]:
    """When the month is over, her claim is counted among the others; the release waits for a second person."""
    with clock.at(clock.now() + timedelta(days=120)):
        release = publish.propose_count(slug="jido-teate-machibetsu", by=ward.actor("mori"))
        build(release)
    return release.pk, CountedPeriod.objects.earliest("pk").pk


def her_answers() -> dict[str, Any]:
    answers = answers_for(CLAIM, Writer(CANARY_FAMILY, clock.today()))
    answers |= {"email": "canary-909@example.jp", "pay-to": "account"}
    account = {"bank": "かなりあ信用金庫", "branch": "くちばし支店", "kind": "ordinary", "number": "7719909"}
    answers["account"] = account | {"holder_kana": "アヤセガワ ノゾミ"}
    home = Address("0000131", "青葉都", "となり市", "駅前", "7-77-7099", "みみずく学生寮")
    return living_apart(answers, home=home)


def _mistyped() -> dict[str, Any]:
    """Nobody can tell whether this is she: the same name and telephone, another birthday."""
    mother, *children = CANARY_FAMILY.members
    older = replace(mother, birth=mother.birth - timedelta(days=400))
    return answers_for(CLAIM, Writer(replace(CANARY_FAMILY, members=(older, *children)), clock.today()))


def _member() -> dict[str, Any]:
    head, year = CANARY_FAMILY.head, clock.today().year
    return {
        "name": head.name(), "birth": head.birth.isoformat(), "telephone": CANARY_FAMILY.telephone, "field": MEMBER[0],
        "notes": MEMBER[1], "term": {"from": f"{year}-04-01", "to": f"{year + 2}-03-31"},
    }  # fmt: skip


def her_statement() -> arriving.Paper:
    content = paper.document("CANARY-FILE-CONTENT-909")
    return arriving.Paper("children", 0, "custody", "カナリアの申立書.pdf", "application/pdf", content)


def _shielded(world: World) -> Any:
    today = clock.today()
    asked = ShieldRequest(
        "dv", tuple(map(identity_of, CANARY_FAMILY.members)), today, today + timedelta(days=365), other=OTHER,
        other_staff=str(world.ward.staff[world.other_staff].pk), other_words=SEALED[1], previous=(SEALED[0],),
    )  # fmt: skip
    return vault.shield(asked=asked, by=world.ward.actor("tsukuda"))


def _files(world: World) -> list[UUID]:
    from madoguchi.protect.models import Attachment

    return list(Attachment.objects.filter(record_id=world.record).values_list("pk", flat=True))
