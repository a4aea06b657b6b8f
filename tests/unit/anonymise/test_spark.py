"""Spark and DuckDB give the same classes to the byte. Needs the extra `spark` and Java; skips with a printed reason."""

import csv
import os
import shutil
from pathlib import Path

import pytest

from madoguchi.anonymise import Job, anonymise
from madoguchi.anonymise.engine.duck import DuckEngine
from madoguchi.anonymise.planning import clues, emission, if_small, marks, plan
from madoguchi.anonymise.recipe import load_recipe
from madoguchi.anonymise.search.assignment import whole_columns
from madoguchi.anonymise.search.local import class_by_class
from madoguchi.anonymise.search.optimum import find
from madoguchi.anonymise.sources import open_source, session
from tests.unit.anonymise.worlds import people, town_hall

pytestmark = [
    pytest.mark.full,
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.skipif(shutil.which("java") is None, reason="Java がないので Spark を試せません"),
]
pyspark = pytest.importorskip("pyspark", reason="pip install 'madoguchi[spark]' で Spark を入れると試せます")


@pytest.fixture(scope="module")
def spark():
    from pyspark.sql import SparkSession

    os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:-UsePerfData")
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.sql.shuffle.partitions", "4").getOrCreate()
    yield session
    session.stop()


def lines_of(folder: Path) -> str:
    """The parts one after the other, with one header: the file that a person would publish."""
    parts = sorted(folder.glob("part-*.csv"))
    lines = [line for part in parts for line in part.read_text(encoding="utf-8").splitlines()[1:]]
    return "\n".join([parts[0].read_text(encoding="utf-8").splitlines()[0], *lines]) + "\n"


def with_amounts() -> str:
    head, *rows = people(400).splitlines()
    return "\n".join([head + ",金額", *(f"{row},{number * 7919 % 100_000}" for number, row in enumerate(rows))]) + "\n"


@pytest.mark.parametrize("recoding", ["whole", "local"])
@pytest.mark.parametrize("amounts", [False, True], ids=["from counts", "from the input"])
def test_the_same_bytes(tmp_path, spark, recoding, amounts):
    from madoguchi.anonymise.engine.spark import SparkEngine

    folder = town_hall(tmp_path, with_amounts() if amounts else people(400), more=f"l: 2\nrecoding: {recoding}\n")
    if amounts:
        with (folder / "recipe.yaml").open("a") as file:
            file.write("  - {column: 金額, role: keep, because: 試験}\n")
        (folder / "in.csv").write_text(with_amounts())
    recipe = load_recipe(folder / "recipe.yaml")
    frame = spark.read.option("header", True).csv(str(folder / "in.csv"))
    engine = SparkEngine(spark, frame)
    with session(folder) as connection, open_source(connection, str(folder / "in.csv")) as source:
        both = [
            one.collapse(clues(recipe), marks(recipe), if_small(recipe))
            for one in (engine, DuckEngine(connection, source))
        ]
    assert both[0].columns == both[1].columns
    assert both[0].values == both[1].values
    assert combinations(both[0]) == combinations(both[1])
    made = plan(recipe, both[0], folder)
    optimum = find(made.question, made.cells_to_search())
    classes = class_by_class if recoding == "local" else lambda q, c: whole_columns(q, c, optimum.node)
    engine.emit(
        emission(made, classes(made.question, made.cells_to_search()), frame.columns, None), folder / "spark.csv"
    )
    anonymise(Job(str(folder / "in.csv"), folder / "recipe.yaml", folder / "duck.csv"))
    assert lines_of(folder / "spark.csv") == (folder / "duck.csv").read_text(encoding="utf-8")
    with (folder / "duck.csv").open(encoding="utf-8") as file:
        assert len(list(csv.reader(file))) > 300


def combinations(collapsed):
    """Every combination with its count, whatever the order."""
    return sorted(zip(*(one.tolist() for one in collapsed.packed), collapsed.count.tolist(), strict=True))
