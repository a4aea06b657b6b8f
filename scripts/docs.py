"""Makes the generated parts of the docs anew, then the HTML in docs/_build."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
GENERATORS = (
    "scripts.stories",
    "madoguchi.declare.reference",
    "madoguchi.protect.reference",
    "madoguchi.anonymise.recipe.schema",
    "madoguchi.anonymise.reference",
)


def main() -> int:
    """Exit status of Sphinx; warnings are errors."""
    for module in GENERATORS:
        subprocess.run([sys.executable, "-m", module], cwd=ROOT, check=True)
    sphinx = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", "docs", "docs/_build"]
    status = subprocess.run(sphinx, cwd=ROOT, check=False).returncode
    print("docs/_build/index.html" if status == 0 else "文書を作れませんでした。上の行を見てください。")
    return status


if __name__ == "__main__":
    sys.exit(main())
