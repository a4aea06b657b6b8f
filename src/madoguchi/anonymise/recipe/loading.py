"""Reads a recipe as strictly as `declare` reads a procedure: every mistake with file, line and column."""

import hashlib
from os import PathLike
from pathlib import Path

from madoguchi.anonymise.errors import Trouble
from madoguchi.anonymise.recipe.checks import check
from madoguchi.anonymise.recipe.model import Recipe
from madoguchi.anonymise.recipe.presets import fill_in
from madoguchi.declare.findings import Finding
from madoguchi.declare.misfits import validate
from madoguchi.declare.report import as_text
from madoguchi.declare.source import read_source


class RecipeErrors(Trouble):
    """A recipe that cannot be used, with every finding."""

    def __init__(self, findings: list[Finding], folder: str) -> None:
        self.findings = sorted(set(findings))
        ja, en = (as_text(self.findings, folder, language).rstrip() for language in ("ja", "en"))
        super().__init__("recipe", ja=ja, en=en)


def load_recipe(path: str | PathLike[str]) -> Recipe:
    """The recipe of a file; raises `RecipeErrors` with every finding."""
    return read_recipe(_bytes(Path(path)), Path(path).name, str(Path(path).parent))


def hash_of(path: str | PathLike[str]) -> str:
    """The name of a recipe's content: the SHA-256 of its bytes."""
    return hashlib.sha256(_bytes(Path(path))).hexdigest()


def read_recipe(raw: bytes, file: str = "recipe.yaml", folder: str = ".") -> Recipe:
    """The recipe of these bytes, with what its preset fills in."""
    source = read_source(raw, file)
    findings = list(source.findings)
    recipe, wrong = validate(source, Recipe) if source.value is not None or not findings else (None, [])
    lines = {one.line for one in findings}
    findings += [one for one in wrong if one.line not in lines]
    if recipe is not None:
        findings += check(recipe, source)
    if findings or recipe is None:
        raise RecipeErrors(findings, folder)
    return fill_in(recipe)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Trouble(
            "recipe-unreadable",
            ja=f"レシピ「{path.name}」を開けません。",
            en=f"The recipe `{path.name}` cannot be opened.",
            mend_ja="ファイルの場所と権限を確かめてください。はじめの案は madoguchi anonymise recipe 入力ファイル で作れます。",
            mend_en="Check where it is. `madoguchi anonymise recipe INPUT` proposes a first one.",
        ) from error
