"""The recipe: which column plays which part, how coarse it may become, and what the release must keep to."""

from madoguchi.anonymise.recipe.loading import RecipeErrors, load_recipe, read_recipe
from madoguchi.anonymise.recipe.model import Column, Hierarchy, Recipe

__all__ = ["Column", "Hierarchy", "Recipe", "RecipeErrors", "load_recipe", "read_recipe"]
