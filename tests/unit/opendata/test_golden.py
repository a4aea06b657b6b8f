"""What is said about files that municipalities really published. Each text was read beside its file, line by line.

`python -m tests.unit.opendata.test_golden` writes them anew; read the difference before you keep it.
"""

from argparse import Namespace
from pathlib import Path

import pytest

from madoguchi.opendata.checking import check
from madoguchi.opendata.commands.choosing import choose_standard
from madoguchi.opendata.commands.telling import tell
from madoguchi.opendata.reading import read
from tests.unit.opendata.test_real_files import REAL

GOLDEN = Path(__file__).parent / "golden"
FILES = [
    ("222127_public_toilet.csv", None),
    ("222127_fire_hydrant.csv", None),
    ("222127_aed.csv", None),
    ("222127_public_wireless_lan.csv", None),
    ("132098_public_toilet.csv", None),
    ("132098_public_toilet.csv", "v3/public_toilet"),
    ("hachijo_sightseeing.csv", None),
    ("taito_public_toilet.csv", None),
    ("taito_public_toilet.csv", "v3/public_toilet"),
    ("kyotenbyoinlist20220101.csv", None),
    ("kyotenbyoinlist20220101.csv", "v1/hospital"),
    ("011002publicfacility.csv", None),
]


def path_of(name, key):
    return GOLDEN / f"{Path(name).stem}{'.' + key.replace('/', '-') if key else ''}.txt"


def told(name, key):
    table = read(REAL / name)
    standard = choose_standard(Namespace(key=key, edition=None, standards=None, lang="ja"), table)
    return tell(check(table, standard), "ja", everything=True)


@pytest.mark.parametrize(("name", "key"), FILES)
def test_a_real_file_is_judged_as_a_person_would(name, key):
    assert told(name, key) == path_of(name, key).read_text(encoding="utf-8")


if __name__ == "__main__":
    for one in FILES:
        path_of(*one).write_text(told(*one), encoding="utf-8")
