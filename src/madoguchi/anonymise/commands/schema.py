"""`madoguchi anonymise schema [recipe|table]`: the JSON Schema of a recipe, or of the declaration of a table."""

import argparse
import sys


def fill(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument(
        "kind", nargs="?", choices=("recipe", "table"), default="recipe", help="レシピ (既定) か、集計表の宣言"
    )


def run(args: argparse.Namespace) -> int:
    """Print it."""
    if args.kind == "table":
        from madoguchi.anonymise.tables.loading import schema_text
    else:
        from madoguchi.anonymise.recipe.schema import schema_text
    sys.stdout.write(schema_text())
    return 0
