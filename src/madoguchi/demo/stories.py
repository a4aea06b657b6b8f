"""The stories of child allowance claims. Each function reads from top to bottom like the life of one case."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from madoguchi.decide import actions as decide
from madoguchi.decide.models import Case
from madoguchi.demo import arriving, moments, paper
from madoguchi.demo.answers import Writer, answers_for, living_apart
from madoguchi.demo.arriving import Paper, Sent
from madoguchi.demo.canaries import CANARY_FAMILY
from madoguchi.demo.households import Address, Household, Person
from madoguchi.demo.play import Story
from madoguchi.demo.rating import maybe_rate
from madoguchi.demo.sitting import look_at
from madoguchi.demo.ward import Ward
from madoguchi.protect import actions as protect
from madoguchi.protect.actions import ShieldRequest
from madoguchi.protect.identity import Identity
from madoguchi.receive.models import Via
from madoguchi.trail import clock

CLAIM = "jido-teate-nintei"
CLERKS = ("nagai", "hoshino", "mori")
AT_THE_COUNTER = {"nagai": "nagai", "hoshino": "hoshino", "mori": "nagai"}
"""Who types there when whose turn it is: not the one who decides."""
REVIEWERS = ("mori", "mori", "arakawa")


@dataclass
class Telling:
    """One story being told: the ward, the day it begins, its own dice, and what the resident got in hand."""

    ward: Ward
    day: date
    rng: Random
    household: Household
    keep: Callable[[str, Sent], None] = lambda what, sent: None  # a receipt that the start page may show
    sent: Sent = field(default_factory=lambda: Sent("", ""))

    def case(self) -> Case:
        return Case.objects.get(number=self.sent.number)

    def later(self, least: int, most: int) -> datetime:
        """A moment in office hours so many working days from now."""
        return moments.days_later(self.rng, clock.now(), (least, most), self.ward.closing)

    def evening(self, least: int, most: int) -> datetime:
        """A moment at which a resident acts, so many days from now."""
        day = clock.today() + timedelta(days=self.rng.randint(least, most))
        return max(moments.any_time(self.rng, day), clock.now() + timedelta(minutes=5))

    def answers(self, **changes: Any) -> dict[str, Any]:
        writer = Writer(self.household, clock.today(), self.rng)
        return answers_for(CLAIM, writer, **changes)


def arrive(told: Telling, **changes: Any) -> Story:
    """Online in four of five cases, else at the counter, where a clerk types."""
    if told.rng.random() < 0.2:
        yield moments.in_office_hours(told.rng, told.day, told.ward.closing)
        by = told.ward.actor(AT_THE_COUNTER[told.rng.choice(CLERKS)])
        told.sent = arriving.send(told.ward, CLAIM, told.answers(**changes), by=by, via=Via.COUNTER)
        return
    yield moments.any_time(told.rng, told.day)
    language = told.rng.choices(("ja", "ja-easy", "en"), (18, 1, 1))[0]
    told.sent = arriving.send_page_by_page(told.ward, CLAIM, told.answers(**changes), language=language)
    maybe_rate(told.sent.number)


def review(told: Telling, *, wait: tuple[int, int] = (0, 3)) -> Story:
    yield told.later(*wait)
    case, by = told.case(), told.ward.actor(told.rng.choice(CLERKS))
    look_at(case, by=by)
    decide.start_review(case=case, seen=case.revision, by=by)


def decided(told: Telling, result: str, reason: str = "", *, wait: tuple[int, int] = (3, 11)) -> Story:
    yield told.later(*wait)
    case = told.case()
    by = told.ward.actor(told.rng.choice(REVIEWERS))
    look_at(case, by=by)
    decide.decide(case=case, result=result, reason=reason, seen=case.revision, by=by)
    told.keep(result, told.sent)
    maybe_rate(told.sent.number, mood=2 if result == "refused" else 0)
    yield told.later(5, 20)
    case = told.case()
    decide.close(case=case, seen=case.revision, by=told.ward.actor(told.rng.choice(CLERKS)))


def granted(told: Telling) -> Story:
    """Most claims: complete, eligible, granted within two weeks."""
    yield from arrive(told)
    yield from review(told)
    yield from decided(told, "granted")


def corrected(told: Telling) -> Story:
    """The account's holder does not match; the resident mends it; granted."""
    yield moments.any_time(told.rng, told.day)
    answers = told.answers()
    wrong = account(told, holder=f"{told.household.head.family_kana} ハナコ")
    told.sent = arriving.send_page_by_page(told.ward, CLAIM, answers | wrong)
    yield from review(told)
    yield from ask_for_account(told)
    yield told.evening(1, 6)
    arriving.answer_correction(told.ward, told.sent, answers | account(told))
    yield from decided(told, "granted", wait=(2, 6))


def unanswered(told: Telling) -> Story:
    """Asked to correct, no answer yet: the clock stands still."""
    yield moments.any_time(told.rng, told.day)
    wrong = account(told, holder=f"{told.household.head.family_kana} タロウ")
    told.sent = arriving.send_page_by_page(told.ward, CLAIM, told.answers() | wrong)
    yield from review(told)
    yield from ask_for_account(told)


def ask_for_account(told: Telling) -> Story:
    yield told.later(1, 3)
    case, until = told.case(), clock.today() + timedelta(days=14)
    words = "口座の名義が、請求する方のお名前とちがうようです。請求する方の名義の口座を、もう一度書いてください。"
    by = told.ward.actor(told.rng.choice(CLERKS))
    decide.request_correction(case=case, words=words, fields=["account"], until=until, seen=case.revision, by=by)
    told.keep("correction", told.sent)


def account(told: Telling, holder: str = "") -> dict[str, Any]:
    head = told.household.head
    name = holder or f"{head.family_kana} {head.given_kana}"
    own = {"bank": "若草銀行", "branch": "本店", "kind": "ordinary", "number": "0012345", "holder_kana": name}
    return {"pay-to": "account", "account": own}


def extended(told: Telling) -> Story:
    """Another municipality's answer is awaited; the applicant is told why and until when."""
    yield from arrive(told)
    yield from review(told)
    yield told.later(14, 18)
    case = told.case()
    until = max(case.due_on, clock.today()) + timedelta(days=21)
    reason = "前に住んでいた区市町村に、手当の支給がいつまでだったかを問い合わせています。その答えを待って決定します。"
    by = told.ward.actor(told.rng.choice(CLERKS))
    decide.extend(case=case, reason=reason, until=until, seen=case.revision, by=by)
    told.keep("extended", told.sent)
    yield from decided(told, "granted", wait=(6, 14))


def refused(told: Telling) -> Story:
    """The table proposes to grant; a person sees that the other parent earns more, and refuses with reasons."""
    yield from arrive(told)
    yield from review(told)
    reason = (
        "お子さんを父母がともに育てている場合、児童手当は収入が高いほうの方に支給します(児童手当法第4条第3項)。"
        "昨年の収入を確かめたところ、配偶者の方のほうが高いため、認定できませんでした。配偶者の方から申し込んでください。"
    )
    yield from decided(told, "refused", reason)


def apart(told: Telling) -> Story:
    """A child lives elsewhere; the statement is attached as a picture or a PDF."""
    yield moments.any_time(told.rng, told.day)
    home = Address(
        "0000131", "青葉都", "となり市", "駅前", f"{told.rng.randint(1, 4)}-{told.rng.randint(1, 20)}", "学生寮"
    )
    statement = ("申立書.png", "image/png", paper.picture(told.rng))
    if told.rng.random() < 0.5:
        statement = ("別居監護申立書.pdf", "application/pdf", paper.document("statement (sample)"))
    answers = living_apart(told.answers(), home=home)
    told.sent = arriving.send_page_by_page(
        told.ward, CLAIM, answers, papers=[Paper("children", 0, "custody", *statement)]
    )
    yield from review(told)
    yield from decided(told, "granted")


def withdrawn(told: Telling) -> Story:
    """The family moves away, and takes the claim back by telephone."""
    yield from arrive(told)
    yield from review(told)
    yield told.later(1, 4)
    case = told.case()
    decide.withdraw(case=case, seen=case.revision, by=told.ward.actor(told.rng.choice(CLERKS)))


def forgotten(told: Telling) -> Story:
    """Begun and left lying. The queue shows that its day has passed."""
    yield from arrive(told)
    yield from review(told, wait=(1, 4))
    yield told.later(2, 5)
    words = "前年の所得の確認が取れていない。課税課に照会中。"
    decide.note(case=told.case(), words=words, by=told.ward.actor(told.rng.choice(CLERKS)))


def sheltered(told: Telling) -> Story:
    """The family of the canaries: away from violence, under review. The desk shields it, and proves that it holds."""
    yield from arrive(told, spouse="separated")
    yield from review(told)
    yield told.later(0, 1)
    desk = told.ward.actor("tsukuda")
    row = protect.shield(asked=sheltering(), by=desk)
    protect.close_request(shield_id=row.pk, by=desk)


def sheltering() -> ShieldRequest:
    """What the mother asks for, for herself and the children."""
    today = clock.today()
    return ShieldRequest("dv", tuple(map(identity_of, CANARY_FAMILY.members)), today, today + timedelta(days=365))


def identity_of(person: Person) -> Identity:
    return Identity.of(person.name(), person.birth.isoformat())


PLOTS: tuple[tuple[Callable[[Telling], Story], int], ...] = (
    (granted, 60), (corrected, 11), (unanswered, 3), (extended, 6), (refused, 7), (apart, 8), (withdrawn, 5),
)  # fmt: skip
"""How often each happens. `forgotten` is told apart: its day of arrival is chosen so that it is overdue."""
