"""No document tells anybody where a third person lives. For everybody, not only for people who are known to be hidden.

Each incident of the field is a test with its cause. The property renders every letter of the ward for many shapes of
household and looks for every address in it but the addressee's.
"""

import re
import shutil
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from madoguchi.declare.letters import Notice
from madoguchi.declare.loading import check_town, load_town
from madoguchi.declare.versions import Version, close
from madoguchi.demo.answers import answers_for
from madoguchi.demo.ward import Ward
from madoguchi.protect.paths import pick
from madoguchi.receive.letters.sheet import html_of, laid_out, paths_of
from madoguchi.receive.models import Application, Letter
from madoguchi.trail import clock, worker
from tests.unit.declare.towns import MIDORI
from tests.unit.receive.test_letters import decided, download, page, the_letter, words_of

NINTEI = "jido-teate-nintei"
SPOKEN = ("ja", "ja-easy", "en")


@cache
def version_of(slug: str) -> Version:
    return close(load_town(MIDORI), slug)


NOTICES = [
    (slug, notice)
    for slug, procedure in sorted(load_town(MIDORI).procedures.items())
    for notice in (procedure.letters.notices if procedure.letters else ())
]


def address(word: str, n: int) -> dict[str, str]:
    """An address whose every part is a word that stands nowhere else."""
    return {
        "postal_code": f"9{n:06d}", "prefecture": f"{word}県", "city": f"{word}市", "town": f"{word}町",
        "number": f"{word}番{n}", "building": f"{word}荘{n}",
    }  # fmt: skip


@st.composite
def households(draw: st.DrawFn) -> dict[str, Any]:
    """Answers of a family: the spouse here, away, or fled from; each child here or elsewhere; grown children or none."""
    spouse = draw(st.sampled_from(["together", "apart", "separated", "none"]))
    base = answers_for(NINTEI)
    child = base["children"][0]
    children = [
        {**child, "living": "apart", "home": address(f"子{n}", n)} if apart else {**child, "living": "together"}
        for n, apart in enumerate(draw(st.lists(st.booleans(), min_size=1, max_size=4)), start=10)
    ]
    home, away = {"home": address("請求人", 1)}, {"spouse-home": address("配偶者", 2)}
    return base | home | {"spouse": spouse, "children": children} | (away if spouse == "apart" else {})


def letter_for(notice: Notice, language: str) -> Letter:
    application = Application(number="MD-7K4P-92QX", received_at=clock.now(), language=language)
    letter = Letter(application=application, kind=notice.kind, result=notice.result or "", at=clock.now(), pk=1)
    letter.until, letter.pages = clock.today(), ["contact"] if notice.kind == "correction" else []
    return letter


def document(version: Version, notice: Notice, answers: dict[str, Any], language: str = "ja") -> str:
    """The whole letter as HTML, laid out by the program from the answers that it asks for and no others."""
    given_out = pick(answers, paths_of(notice, version))
    return unescape(
        html_of(letter_for(notice, language), notice, version, laid_out(given_out, notice, version, words=""))
    )


def addresses_in(answers: Any) -> list[dict[str, str]]:
    """Every address in the answers, wherever it stands."""
    if isinstance(answers, dict) and "postal_code" in answers:
        return [answers]
    inside = answers.values() if isinstance(answers, dict) else answers if isinstance(answers, list) else ()
    return [one for value in inside for one in addresses_in(value)]


def words_of_address(one: dict[str, str]) -> list[str]:
    shown = f"{one['postal_code'][:3]}-{one['postal_code'][3:]}"
    return [word for key, word in one.items() if key != "postal_code" and word] + [one["postal_code"], shown]


def foreign(html: str, answers: dict[str, Any], own: dict[str, str] | None) -> list[str]:
    """Words of anybody's address but the addressee's own, anywhere in the document; the own one outside the window."""
    others = [word for one in addresses_in(answers) if one is not own for word in words_of_address(one)]
    outside = re.sub(r'<section class="window">.*?</section>', "", html, flags=re.DOTALL)
    return [word for word in others if word in html] + [
        w for w in words_of_address(own or {"postal_code": "x"}) if w in outside and own
    ]


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(household=households(), language=st.sampled_from(SPOKEN))
@pytest.mark.parametrize(
    ("slug", "notice"), [one for one in NOTICES if one[0] == NINTEI], ids=lambda one: getattr(one, "text", one)
)
def test_no_letter_for_any_household_holds_an_address_but_the_addressees(
    slug: str, notice: Notice, household: dict[str, Any], language: str
) -> None:
    html = document(version_of(slug), notice, household, language)
    assert foreign(html, household, household["home"]) == []
    assert "請求人県請求人市請求人町請求人番1" in html  # the look-out sees the window


@pytest.mark.parametrize(("slug", "notice"), NOTICES, ids=lambda one: getattr(one, "text", one))
def test_no_letter_asks_the_vault_for_an_address_but_the_addressees(slug: str, notice: Notice) -> None:
    version = version_of(slug)
    asked = [path for path in paths_of(notice, version) if version.field(path).type == "address"]
    assert set(asked) <= {version.procedure.letters.to.address}
    assert all(version.field(path).subject == "applicant" for path in asked)


def test_the_look_out_sees_an_address_that_a_letter_was_made_to_tell() -> None:
    """Teeth: a text that got past `check` and names the spouse's address. The property above would fail."""
    version = version_of(NINTEI)
    text = version.texts["jido-teate-kyakka-tsuchi"]
    broken = {**version.texts, "jido-teate-kyakka-tsuchi": text.model_copy(update={"ja": text.ja + "{spouse-home}"})}
    loose = Version(version.canonical, version.hash, version.closure.model_copy(update={"texts": broken}))
    notice = next(one for one in version.procedure.letters.notices if one.result == "refused")
    household = answers_for(NINTEI) | {"home": address("請求人", 1), "spouse-home": address("配偶者", 2)}
    assert foreign(document(loose, notice, household), household, household["home"])


ADDRESSES = [path for path, _, field in version_of(NINTEI).fields() if field.type == "address"]


@pytest.mark.parametrize("path", ADDRESSES)
def test_no_address_can_be_written_into_the_words_of_a_letter(path: str, tmp_path: Path) -> None:
    town = shutil.copytree(MIDORI, tmp_path / "town")
    text = town / "texts" / "jido-teate-kyakka-tsuchi.yaml"
    text.write_text(
        text.read_text(encoding="utf-8").replace("却下しました。", f"却下しました。{{{path}}}"), encoding="utf-8"
    )
    assert "letter-address" in {one.code for one in check_town(town)}


@pytest.mark.parametrize("path", [one for one in ADDRESSES if one != "home"])
def test_no_address_but_the_applicants_can_be_put_into_the_window(path: str, tmp_path: Path) -> None:
    town = shutil.copytree(MIDORI, tmp_path / "town")
    file = town / "procedures" / f"{NINTEI}.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("to: {name: name, address: home,", f'to: {{name: name, address: "{path}",'), encoding="utf-8"
    )
    assert {one.code for one in check_town(town)} & {"letter-third-person", "letter-addressee"}


def everything_told(midori: Ward, **changes: Any) -> tuple[str, Any]:
    """Page and paper of a refusal, as the applicant gets them."""
    sent = decided(midori, "refused", "見本の理由です。", **changes)
    worker.run_due()
    return page(sent) + words_of(download(sent, the_letter()).content), sent


@pytest.mark.django_db
def test_a_notice_to_one_partner_does_not_print_where_the_other_lives(midori: Ward) -> None:
    """目黒区 (税務): the notice to A preprinted B's address, and B was protected in another city. No flag was here to see."""
    away = address("配偶者", 2)
    told, _ = everything_told(midori, spouse="apart", **{"spouse-home": away})
    assert [word for word in words_of_address(away) if word in told] == []


@pytest.mark.django_db
def test_a_notice_about_a_person_who_is_not_flagged_here_tells_as_little(midori: Ward) -> None:
    """徳島県 (国保): B was protected by another municipality, and no way existed to tell this one. So the rule is for all."""
    away = address("配偶者", 3)
    told, sent = everything_told(midori, spouse="apart", **{"spouse-home": away, "email": None})
    assert [word for word in words_of_address(away) if word in told] == []
    assert sent.answers["home"]["number"] in told  # and yet the letter reaches its addressee


@pytest.mark.django_db
def test_a_child_allowance_letter_does_not_print_where_the_child_lives(midori: Ward) -> None:
    """日野市 2023 (児童手当): a child's separate address was preprinted, because a setting said so. Here is no such setting."""
    elsewhere = address("子", 4)
    child = answers_for(NINTEI)["children"][0] | {"living": "apart", "home": elsewhere}
    told, _ = everything_told(midori, children=[child])
    assert [word for word in words_of_address(elsewhere) if word in told] == []
