"""The rules of hiding, the national ones by their sentences."""

from pathlib import Path

import pytest

from madoguchi.anonymise.tables.job import Case, open_case
from madoguchi.anonymise.tables.loading import SCHEMA, load, schema_text
from madoguchi.anonymise.tables.primary import Reason
from madoguchi.declare.findings import DeclarationErrors
from tests.unit.anonymise.tables.papers import written

SPEC = """\
table: people
title: {ja: 市町村と性別ごとの人数}
dimensions:
  - {id: city, column: 市町村, total: 県, file: cities.csv, population: 人口}
  - {id: sex, column: 性別, values: [男, 女]}
tables:
  - {id: city-sex, by: [city, sex]}
rules: {preset: kaigo-db}
"""
CITIES = "市町村,人口\n大きな市,30000\n中くらいの町,24999\n小さな村,1999\n"


def case(folder: Path, *counts: str, spec: str = SPEC) -> Case:
    """`counts`: "大きな市 男 9"."""
    rows = [["市町村", "性別"]]
    for one in counts:
        city, sex, many = one.split()
        rows += [[city, sex]] * int(many)
    request = written(folder, rows, spec)
    (folder / "cities.csv").write_text(CITIES, encoding="utf-8")
    return open_case(load(request.spec), request.source, folder)


def reason(one: Case, *names: str) -> Reason:
    cell = next(cell for cell in range(len(one.grid)) if one.grid.name(cell) == names)
    return Reason(int(one.judged.reasons[cell]))


@pytest.mark.parametrize("heading", ["", "町,地区\n"])
def test_a_list_of_towns_may_have_a_heading_or_be_the_tree_of_a_recipe(tmp_path, heading):
    spec = SPEC.replace(", population: 人口", "").replace("kaigo-db", "under-10")
    rows = [["市町村", "性別"], *[["若葉町", "男"]] * 12, *[["港町", "女"]] * 12]
    request = written(tmp_path, rows, spec)
    (tmp_path / "cities.csv").write_text(heading + "若葉町,北地区\n青葉町,北地区\n港町,南地区\n", encoding="utf-8")
    one = open_case(load(request.spec), request.source, tmp_path)
    towns = {one.grid.name(cell)[0] for cell in range(len(one.grid))}
    assert towns == {"県", "北地区", "南地区", "若葉町", "青葉町", "港町"}


def test_kaigo_db_10未満のマスは出さない(tmp_path):
    one = case(tmp_path, "大きな市 男 9", "大きな市 女 10")
    assert reason(one, "大きな市", "男") is Reason.SMALL
    assert reason(one, "大きな市", "女") is Reason.SHOWN


def test_kaigo_db_0のマスは出せる(tmp_path):
    one = case(tmp_path, "大きな市 女 10")
    assert reason(one, "大きな市", "男") is Reason.SHOWN
    assert not one.judged.may_hide[[one.grid.name(c) for c in range(len(one.grid))].index(("大きな市", "男"))]


def test_kaigo_db_人口2000人以上25000人未満の市町村は20未満を出さない(tmp_path):
    one = case(tmp_path, "中くらいの町 男 19", "中くらいの町 女 20")
    assert reason(one, "中くらいの町", "男") is Reason.SMALL
    assert reason(one, "中くらいの町", "女") is Reason.SHOWN


def test_kaigo_db_人口2000人未満の市町村は集計しない(tmp_path):
    one = case(tmp_path, "小さな村 男 500")
    assert {reason(one, "小さな村", sex) for sex in ("男", "女", "総数")} == {Reason.BARRED}
    assert reason(one, "県", "男") is Reason.SHOWN


def test_kaigo_db_年齢は5歳きざみで65歳未満と95歳以上をまとめる(tmp_path):
    def with_bands(bands: str) -> str:
        return SPEC.replace("{id: sex, column: 性別, values: [男, 女]}", f"{{id: sex, column: 性別, bands: {bands}}}")

    case(tmp_path, "大きな市 70 20", spec=with_bands("{widths: [5], first: 65, last: 95}"))
    for finer in (
        "{widths: [1], first: 65, last: 95}",
        "{widths: [5], first: 60, last: 95}",
        "{widths: [5], first: 65, last: 100}",
    ):
        with pytest.raises(DeclarationErrors, match="bands of 5 years"):
            case(tmp_path, "大きな市 70 20", spec=with_bands(finer))


def test_kaigo_db_事業所の数が3未満のマスは出さない(tmp_path):
    one = case(tmp_path, "大きな市 男 2", "大きな市 女 3", spec=SPEC.replace("kaigo-db", "kaigo-db-establishments"))
    assert reason(one, "大きな市", "男") is Reason.SMALL
    assert reason(one, "大きな市", "女") is Reason.SHOWN


def test_the_stricter_of_a_preset_and_an_own_minimum_holds(tmp_path):
    one = case(tmp_path, "大きな市 男 14", spec=SPEC.replace("{preset: kaigo-db}", "{preset: kaigo-db, minimum: 15}"))
    assert reason(one, "大きな市", "男") is Reason.SMALL


def test_zeros_can_be_hidden_as_small_cells(tmp_path):
    one = case(tmp_path, "大きな市 女 30", spec=SPEC.replace("{preset: kaigo-db}", "{minimum: 10, zero: hidden}"))
    assert reason(one, "大きな市", "男") is Reason.ZERO


SALES = """\
table: sales
title: {ja: 産業ごとの売上}
measure: {kind: sum, column: 売上, contributor: 事業所}
dimensions:
  - {id: trade, column: 産業, values: [農業, 建設, 製造]}
tables:
  - {id: trades, by: [trade]}
rules: RULES
"""


def sales(folder: Path, rules: str, *rows: str) -> Case:
    request = written(
        folder, [["産業", "事業所", "売上"], *(row.split() for row in rows)], SALES.replace("RULES", rules)
    )
    return open_case(load(request.spec), request.source, folder)


def test_dominance_the_greatest_with_more_than_k_percent_hides_the_cell(tmp_path):
    one = sales(tmp_path, "{dominance: {n: 1, k: 75}}", "農業 a 76", "農業 b 24", "建設 c 75", "建設 d 25")
    assert reason(one, "農業") is Reason.DOMINATED
    assert reason(one, "建設") is Reason.SHOWN


def test_p_percent_the_second_must_not_guess_the_greatest_within_p(tmp_path):
    one = sales(
        tmp_path, "{p-percent: 10}", "農業 a 100", "農業 b 50", "農業 c 9", "建設 d 100", "建設 e 50", "建設 f 10"
    )
    assert reason(one, "農業") is Reason.GUESSABLE
    assert reason(one, "建設") is Reason.SHOWN
    at = [one.grid.name(cell) for cell in range(len(one.grid))].index(("農業",))
    assert one.judged.need.high[at] == 160  # 159 and what p asks for, less what the others hide already


def test_one_contributor_in_two_rows_is_one_contributor(tmp_path):
    one = sales(tmp_path, "{minimum: 3}", "農業 a 50", "農業 a 50", "農業 b 1", "建設 c 1", "建設 d 1", "建設 e 1")
    assert reason(one, "農業") is Reason.SMALL
    assert reason(one, "建設") is Reason.SHOWN


def test_the_committed_schema_is_fresh():
    assert SCHEMA.read_text(encoding="utf-8") == schema_text()


def test_the_declaration_in_the_manual_loads(tmp_path):
    manual = Path(__file__).parents[4] / "docs/how-to/protect-small-cells.md"
    example = manual.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    (tmp_path / "hyo.yaml").write_text(example, encoding="utf-8")
    assert load(tmp_path / "hyo.yaml").table == "kaigo-nintei"
