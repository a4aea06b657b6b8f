"""One job from the input to the certificate, over every kind of source and both kinds of file."""

import csv
import json
import os
import sqlite3
from collections import Counter

import duckdb
import pytest

from madoguchi.anonymise import Job, anonymise
from madoguchi.site.cli import main
from tests.unit.anonymise.worlds import people, town_hall


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def make(folder, *more, out="out.csv", source="in.csv"):
    words = ["anonymise", str(folder / source), "--recipe", str(folder / "recipe.yaml"), "--out", str(folder / out)]
    return main([*words, *more])


def test_a_release_holds_what_was_asked(tmp_path, capsys):
    assert make(town_hall(tmp_path)) == 0
    rows = read(tmp_path / "out.csv")
    assert list(rows[0]) == ["年齢", "町", "相談"]
    sizes = Counter((row["年齢"], row["町"]) for row in rows)
    assert min(sizes.values()) >= 5
    assert len(rows) >= 180
    assert rows == sorted(rows, key=lambda row: tuple(row.values()))
    assert "これより小さいものはないことを証明" in capsys.readouterr().out


def test_the_certificate_binds_the_three_files(tmp_path):
    make(town_hall(tmp_path))
    certificate = json.loads((tmp_path / "out.csv.certificate.json").read_text())
    import hashlib

    for part, name in (("input", "in.csv"), ("recipe", "recipe.yaml"), ("output", "out.csv")):
        assert certificate[part]["sha256"] == hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()
    assert certificate["passed"] is True
    assert certificate["kind"] == "statistics"
    assert certificate["left_out"] == 200 - certificate["output"]["rows"]


def test_parquet_out_holds_the_same_rows_as_csv_out(tmp_path):
    town_hall(tmp_path)
    make(tmp_path)
    make(tmp_path, out="out.parquet")
    rows = duckdb.sql(f"SELECT * FROM '{tmp_path}/out.parquet'").fetchall()
    assert rows == [tuple(row.values()) for row in read(tmp_path / "out.csv")]


def sqlite_table(folder):
    base = sqlite3.connect(folder / "in.sqlite")
    rows = list(csv.reader(people().splitlines()))
    base.execute("CREATE TABLE 住民 (氏名 TEXT, 年齢 INTEGER, 町 TEXT, 相談 TEXT)")
    base.executemany("INSERT INTO 住民 VALUES (?, ?, ?, ?)", rows[1:])
    base.commit()
    base.close()
    return "in.sqlite"


def duckdb_table(folder):
    with duckdb.connect(str(folder / "in.duckdb")) as base:
        base.execute(f"CREATE TABLE 住民 AS SELECT * FROM read_csv('{folder}/in.csv')")
    return "in.duckdb"


def parquet(folder):
    duckdb.sql(f"SELECT * FROM read_csv('{folder}/in.csv')").write_parquet(str(folder / "in.parquet"))
    return "in.parquet"


def shift_jis(folder):
    (folder / "sjis.csv").write_bytes((folder / "in.csv").read_text().encode("cp932"))
    return "sjis.csv"


@pytest.mark.parametrize("other", [sqlite_table, duckdb_table, parquet, shift_jis], ids=lambda one: one.__name__)
def test_every_kind_of_source_gives_the_same_release(tmp_path, other):
    town_hall(tmp_path)
    make(tmp_path)
    assert make(tmp_path, "--table", "住民", out="other.csv", source=other(tmp_path)) == 0
    assert (tmp_path / "other.csv").read_bytes() == (tmp_path / "out.csv").read_bytes()


@pytest.mark.parametrize("other", [sqlite_table, duckdb_table], ids=lambda one: one.__name__)
def test_a_table_that_is_not_in_the_database(tmp_path, other, capsys):
    town_hall(tmp_path)
    assert make(tmp_path, "--table", "ない表", out="other.csv", source=other(tmp_path)) == 1
    assert "表「ない表」を読めません" in capsys.readouterr().err
    assert not (tmp_path / "other.csv").exists()


@pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="runs when the suite runs on PostgreSQL")
def test_a_table_of_postgresql_gives_the_same_release(tmp_path):
    import psycopg

    folder = town_hall(tmp_path)
    make(folder)
    rows = list(csv.reader(people().splitlines()))[1:]
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as base:
        base.execute("CREATE SCHEMA machi")
        base.execute("CREATE TABLE machi.住民 (氏名 text, 年齢 int, 町 text, 相談 text)")
        try:
            base.cursor().executemany("INSERT INTO machi.住民 VALUES (%s, %s, %s, %s)", rows)
            words = ["anonymise", os.environ["DATABASE_URL"], "--table", "machi.住民", "--out", str(folder / "pg.csv")]
            assert main([*words, "--recipe", str(folder / "recipe.yaml")]) == 0
        finally:
            base.execute("DROP SCHEMA machi CASCADE")
    assert (folder / "pg.csv").read_bytes() == (folder / "out.csv").read_bytes()


def test_a_column_with_many_values_is_read_once_more(tmp_path):
    """A kept amount and a pseudonym cannot be counted together: the input is read twice, and still sorted."""
    lines = people().splitlines()
    text = "\n".join([lines[0] + ",金額,宛名番号", *(f"{line},{n * 37},{n:05}" for n, line in enumerate(lines[1:]))])
    folder = town_hall(tmp_path, text + "\n")
    recipe = (folder / "recipe.yaml").read_text() + (
        "  - {column: 金額, role: keep, because: 人とは結びつかない}\n"
        "  - {column: 宛名番号, role: linking-code, treatment: pseudonym}\n"
    )
    (folder / "recipe.yaml").write_text(recipe)
    (folder / "key").write_text("0123456789abcdef" * 4)
    import madoguchi.anonymise.engine.values as values

    assert len(lines) > 150 and values.SMALL > 150
    values_small, values.SMALL = values.SMALL, 50
    try:
        assert make(folder, "--key-file", str(folder / "key")) == 0
    finally:
        values.SMALL = values_small
    rows = read(folder / "out.csv")
    assert len({row["宛名番号"] for row in rows}) == len(rows)
    assert all(len(row["宛名番号"]) == 64 for row in rows)
    import hmac

    verify = ["anonymise", "verify", str(folder / "out.csv"), "--input", str(folder / "in.csv")]
    assert main([*verify, "--recipe", str(folder / "recipe.yaml")]) == 0
    key = ("0123456789abcdef" * 4).encode()
    known = {hmac.new(key, f"{n:05}".encode(), "sha256").hexdigest() for n in range(200)}
    assert {row["宛名番号"] for row in rows} <= known


def test_trying_columns_to_the_end_keeps_more_detail(tmp_path, monkeypatch):
    folder = town_hall(tmp_path, people(60), more="recoding: local\n")
    tried = anonymise(Job(str(folder / "in.csv"), folder / "recipe.yaml", folder / "a.csv")).assigned.loss
    monkeypatch.setattr("madoguchi.anonymise.search.descent.TRIED", 0)
    assert tried < anonymise(Job(str(folder / "in.csv"), folder / "recipe.yaml", folder / "b.csv")).assigned.loss


def test_local_recoding_keeps_more_detail_and_every_row(tmp_path):
    folder = town_hall(tmp_path)
    whole = anonymise(Job(str(folder / "in.csv"), folder / "recipe.yaml", folder / "a.csv"))
    town_hall(tmp_path, more="recoding: local\n")
    local = anonymise(Job(str(folder / "in.csv"), folder / "recipe.yaml", folder / "b.csv"))
    assert local.assigned.loss <= whole.assigned.loss + 1e-12
    assert len(read(folder / "b.csv")) == 200
    assert local.certificate.smallest >= 5


def test_several_values_in_every_class(tmp_path):
    folder = town_hall(tmp_path, more="l: 3\n")
    assert make(folder) == 0
    held = {}
    for row in read(folder / "out.csv"):
        held.setdefault((row["年齢"], row["町"]), set()).add(row["相談"])
    assert min(map(len, held.values())) == 3


def test_rare_values_become_others(tmp_path):
    text = people().replace("相談\n", "相談,国\n", 1)
    lines = text.splitlines()
    text = "\n".join([lines[0], *(f"{line},{'日本' if n else 'どこか'}" for n, line in enumerate(lines[1:]))]) + "\n"
    folder = town_hall(tmp_path, text)
    with (folder / "recipe.yaml").open("a") as file:
        file.write("  - {column: 国, role: singular}\n")
    assert make(folder) == 0
    assert {row["国"] for row in read(folder / "out.csv")} <= {"日本", "その他"}


def test_the_report_is_one_page_in_two_languages_with_nothing_from_outside(tmp_path):
    make(town_hall(tmp_path), "--report", str(tmp_path / "report.html"))
    page = (tmp_path / "report.html").read_text()
    assert 'lang="ja"' in page and 'lang="en"' in page
    assert "http" not in page and "<script" not in page
    assert "統計として作成" in page and "規則62条" in page and "k-匿名性が約束しないこと" in page
    assert "みどり0" not in page


def test_the_report_tells_the_risk_of_the_input_as_it_stands(tmp_path):
    folder = town_hall(tmp_path)
    make(folder, "--report", str(tmp_path / "report.html"))
    from madoguchi.anonymise import risk

    found = risk(str(folder / "in.csv"), folder / "recipe.yaml")
    page = (tmp_path / "report.html").read_text()
    assert f'<th scope="row">組</th><td data-label="加工前" class="n">{found.classes}</td>' in page


def test_the_report_names_no_value_that_few_rows_have(tmp_path):
    folder = town_hall(tmp_path, people() + "x,99,港町,お金\n")
    make(folder, "--report", str(tmp_path / "report.html"))
    assert "95-99" not in (tmp_path / "report.html").read_text()


def test_it_proposes_a_recipe_that_can_be_used(tmp_path, capsys):
    town_hall(tmp_path)
    assert main(["anonymise", "recipe", str(tmp_path / "in.csv"), "--out", str(tmp_path / "first.yaml")]) == 0
    words = ["anonymise", str(tmp_path / "in.csv"), "--recipe", str(tmp_path / "first.yaml")]
    assert main([*words, "--out", str(tmp_path / "first.csv")]) == 0
    assert "氏名" not in read(tmp_path / "first.csv")[0]


def test_risk_says_how_many_rows_stand_alone(tmp_path, capsys):
    folder = town_hall(tmp_path, "氏名,年齢,町,相談\na,21,港町,保育\nb,22,港町,保育\nc,22,港町,お金\n")
    assert main(["anonymise", "risk", str(folder / "in.csv"), "--recipe", str(folder / "recipe.yaml")]) == 0
    told = capsys.readouterr().out
    assert "1行だけの組: 1" in told
    assert "見分けられる危険 (最大): 100.0%" in told
