"""`madoguchi anonymise schema`: the JSON Schema of a recipe."""

import argparse
import sys


def fill(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(args: argparse.Namespace) -> int:
    """Print it."""
    from madoguchi.anonymise.recipe.schema import schema_text

    sys.stdout.write(schema_text())
    return 0
