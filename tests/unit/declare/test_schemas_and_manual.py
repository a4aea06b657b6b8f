"""Editors and readers are told what the loader takes: the schemas and the manual are fresh and agree with it."""

import json
from pathlib import Path

import jsonschema
import pytest

from madoguchi.declare import reference
from madoguchi.declare.keys import KEYS
from madoguchi.declare.reference_words import MODELS
from madoguchi.declare.schemas import DIALECT, FILES, FOLDER, schema_of, schema_text
from madoguchi.declare.source import read_source
from tests.unit.declare.towns import GOLDEN, HERE, MIDORI, changed, wrong_towns

ROOT = HERE.parents[2]


def kind_of(file: str) -> str:
    folders = {"procedures", "registers", "texts", "indicators", "datasets"}
    folder = file.split("/")[0]
    if folder == "recommendations":
        return folder
    if folder == "activities":
        return "activity"
    return folder.removesuffix("s") if folder in folders else Path(file).stem.removesuffix("s")


def files_of(town: Path) -> list[tuple[Path, str]]:
    return [(path, str(path.relative_to(town))) for path in sorted(town.rglob("*.yaml"))]


@pytest.mark.parametrize(
    ("path", "file"), [*files_of(GOLDEN), *files_of(MIDORI)], ids=lambda one: one if isinstance(one, str) else ""
)
def test_a_schema_accepts_what_the_loader_accepts(path: Path, file: str) -> None:
    jsonschema.validate(read_source(path.read_bytes(), file).value, schema_of(kind_of(file)))


SHAPES = [
    one
    for one in wrong_towns().values()
    if "change" in one
    and one["found"][0]["code"]
    in {"unknown-key", "unknown-value", "wrong-shape", "bad-id", "missing-key", "text-without-language"}
]


@pytest.mark.parametrize("case", SHAPES, ids=lambda case: case["name"])
def test_a_schema_refuses_a_wrong_shape_as_the_loader_does(case: dict, tmp_path: Path) -> None:
    path = changed(tmp_path, case["file"], (case["change"], case["to"])) / case["file"]
    value = read_source(path.read_bytes(), case["file"]).value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(value, schema_of(kind_of(case["file"])))


@pytest.mark.parametrize("kind", FILES)
def test_a_committed_schema_is_fresh_and_valid(kind: str) -> None:
    assert (FOLDER / f"{kind}.json").read_text(encoding="utf-8") == schema_text(kind)
    schema = json.loads(schema_text(kind))
    assert schema["$schema"] == DIALECT
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(("path", "file"), files_of(MIDORI), ids=lambda one: one if isinstance(one, str) else "")
def test_a_file_of_the_demo_names_its_schema_in_the_first_line(path: Path, file: str) -> None:
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (path.parent / first.partition("$schema=")[2]).resolve() == (FOLDER / f"{kind_of(file)}.json").resolve()


def test_every_key_is_explained_and_no_other() -> None:
    models = {model.__name__: model for root in reference.ROOTS for model in reference.models_under(root)}
    assert set(models) == set(MODELS)
    for name, words in KEYS.items():
        keys = {info.alias or key for key, info in models[name].model_fields.items()}
        assert set(words) <= keys, name


@pytest.mark.parametrize("name", reference.PAGES)
def test_a_page_of_the_manual_is_fresh(name: str) -> None:
    page = ROOT / reference.FOLDER / name
    assert page.read_text(encoding="utf-8") == reference.PAGES[name](), "run python -m madoguchi.declare.reference"


def test_the_example_of_the_manual_is_a_whole_procedure(tmp_path: Path) -> None:
    from madoguchi.declare.loading import check_town

    example = reference.declarations_page().split("```yaml\n")[1].split("```")[0]
    folder = changed(tmp_path, "procedures/hikkoshi.yaml")
    (folder / "procedures/hikkoshi.yaml").write_text(example, encoding="utf-8")
    assert check_town(folder) == []
