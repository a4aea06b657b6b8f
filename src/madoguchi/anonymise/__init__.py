"""k-anonymity with a proof, tables with hidden cells, and a verifier that trusts neither. Pure, without Django.

    from madoguchi.anonymise import Job, anonymise
    release = anonymise(Job("people.csv", recipe=Path("recipe.yaml"), out=Path("release.csv")))
    release.optimum.proven, release.certificate.passed

The names are loaded when they are first used, so that importing the package costs nothing.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from madoguchi.anonymise.errors import Trouble
    from madoguchi.anonymise.making import Job, Release, anonymise
    from madoguchi.anonymise.recipe import Recipe, RecipeErrors, load_recipe
    from madoguchi.anonymise.reidentifying import Risk, risk

_HOMES = {
    "Job": "making",
    "Recipe": "recipe",
    "RecipeErrors": "recipe",
    "Release": "making",
    "Risk": "reidentifying",
    "Trouble": "errors",
    "anonymise": "making",
    "load_recipe": "recipe",
    "risk": "reidentifying",
}

__all__ = ["Job", "Recipe", "RecipeErrors", "Release", "Risk", "Trouble", "anonymise", "load_recipe", "risk"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
