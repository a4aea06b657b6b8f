"""`madoguchi publish-dataset` takes a file the keeper's way."""

import pytest
from django.test import Client

from madoguchi.publish.models import Dataset
from madoguchi.publish.models.datasets import RESERVED
from madoguchi.publish.urls import urlpatterns
from madoguchi.publish.views.proposing import SLUG
from madoguchi.site.cli import main
from tests.unit.publish.sheets import GOOD, OFFICE, PEOPLE, sheet


@pytest.fixture
def run(tmp_path, ward):
    def run(content: bytes, *more: str, by: str = "nagai") -> int:
        path = tmp_path / "aed.csv"
        path.write_bytes(content)
        return main(["publish-dataset", str(path), "--slug", "aed", "--office", OFFICE, "--title", "AED", "--by", by, *more])  # fmt: skip

    return run


def test_without_release_it_stops_before_the_public(run, capsys):
    assert run(sheet([GOOD] * 3)) == 0
    assert "はじめての版です。" in capsys.readouterr().out and Client().get("/data/aed/").status_code == 404


def test_with_release_it_is_out_in_the_person_s_name(run, capsys):
    assert run(sheet([GOOD] * 3), "--release", "mori") == 0
    assert Client().get("/data/aed/").status_code == 200
    assert run(sheet([GOOD] * 4)) == 0 and "行: 3 → 4" in capsys.readouterr().out


def test_nobody_lets_out_what_they_made_themselves(run, capsys):
    assert run(sheet([GOOD] * 3), "--release", "mori", by="mori") == 1
    assert "自分では公開できません" in capsys.readouterr().err and Client().get("/data/aed/").status_code == 404
    assert run(sheet([GOOD] * 4), "--release", "nobody") == 1 and "職員はいません" in capsys.readouterr().err


@pytest.mark.parametrize(("content", "by", "words"), [
    (PEOPLE, "mori", "人が見てから"), (sheet([GOOD]), "nobody", "職員はいません"), (sheet([GOOD]), "kubota", "役割がありません"),
    (b"", "mori", "空です"), (sheet([], "a,b"), "mori", "行が1つもありません"),
])  # fmt: skip
def test_what_stands_in_the_way_is_said(run, capsys, content, by, words):
    assert run(content, by=by) == 1 and words in capsys.readouterr().err


def test_the_address_of_a_page_is_no_dataset_s(run, capsys):
    assert run(sheet([GOOD]), "--slug", "requests") == 1
    assert "ほかのページが使っています" in capsys.readouterr().err and not Dataset.objects.exists()


def test_every_page_beside_the_datasets_is_kept_free():
    pages = {str(one.pattern).split("/")[1] for one in urlpatterns if str(one.pattern).startswith("data/")}
    assert {name for name in pages if name and SLUG.fullmatch(name)} == RESERVED
