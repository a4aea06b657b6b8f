"""A family whose every field is a canary, shielded; the one they flee from; and everybody who could meet them."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.test import Client

from madoguchi.decide import actions as decide
from madoguchi.decide.models import Case
from madoguchi.demo import arriving, paper
from madoguchi.demo.answers import Writer, answers_for, living_apart
from madoguchi.demo.canaries import CANARY_FAMILY
from madoguchi.demo.households import Address
from madoguchi.demo.stories import identity_of
from madoguchi.demo.ward import Ward, load, open_ward
from madoguchi.people.models import Staff
from madoguchi.protect import actions as vault
from madoguchi.protect import links
from madoguchi.protect.actions import ShieldRequest
from madoguchi.protect.identity import Identity
from madoguchi.receive.models import Application
from madoguchi.trail import clock

CLAIM = "jido-teate-nintei"
LOGINS = ("mori", "nagai", "kubota", "takase", "kurata", "sakuma", "tsukuda", "ogata", "shiraishi", "hoshino")
OTHER = Identity("綾瀬川", "鋼太郎", "アヤセガワ", "コウタロウ", "1984-02-02", "0300008888")

IDENTITY = ("望海", "帆波", "汐音", "ノゾミ", "ホナミ", "シオネ")
"""Given names: the surname is the other party's too."""
WHEREABOUTS = (
    "メゾンカナリア", "9-99-909", "09000009909", "090-0000-9909", "canary-909@example.jp", "かなりあ信用金庫", "くちばし支店",
    "7719909", "カナリアの申立書", "CANARY-FILE-CONTENT-909", "みみずく学生寮", "7-77-7099",
)  # fmt: skip
SEALED = ("隠れ家町かくれが荘", "背の高い銀縁眼鏡の男")
"""What the request for protection says: previous address, words about the other party."""
CANARIES = [*IDENTITY, *WHEREABOUTS, *SEALED]


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
    sent = arriving.send_with_papers(ward, CLAIM, _answers(), [_statement()])
    case = Case.objects.get(number=sent.number)
    decide.assign(case=case, to=ward.staff["mori"], by=ward.actor("mori"))
    decide.note(case=case, words="夫には伝えないこと。", by=ward.actor("mori"))
    world = World(ward, sent.number, sent.secret, case.record_id, "mori", "hoshino")
    world.shield = _shielded(world)
    world.files = _files(world)
    his = answers_for("iken", Writer(today=clock.today()))
    other = arriving.send(ward, "iken", his)
    world.others_secret, world.others_number = other.secret, other.number
    return world


def _answers() -> dict[str, Any]:
    answers = answers_for(CLAIM, Writer(CANARY_FAMILY, clock.today()))
    answers |= {"email": "canary-909@example.jp", "pay-to": "account"}
    account = {"bank": "かなりあ信用金庫", "branch": "くちばし支店", "kind": "ordinary", "number": "7719909"}
    answers["account"] = account | {"holder_kana": "アヤセガワ ノゾミ"}
    home = Address("0000131", "青葉都", "となり市", "駅前", "7-77-7099", "みみずく学生寮")
    return living_apart(answers, home=home)


def _statement() -> arriving.Paper:
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


def new_receipt(world: World) -> str:
    """The mother comes to the counter, and gets a link of her own again: she applies once more."""
    secret = links.new_secret()
    sent = arriving.send(world.ward, CLAIM, answers_for(CLAIM, Writer(CANARY_FAMILY, clock.today())))
    return sent.secret or secret


def application(world: World) -> Application:
    return Application.objects.get(pk=world.number)
