"""Are the notices in the database exactly the receipts that guardians were given? None lost, none twice."""

import json
import sys
from pathlib import Path

from madoguchi.site.commands import start_django


def main() -> None:
    start_django()
    from madoguchi.receive.models import Application, Notice

    given = json.loads(Path(sys.argv[1]).read_text())
    kept = set(Notice.objects.values_list("pk", flat=True))
    missing, more = len(set(given) - kept), len(kept - set(given))
    same = Application.objects.filter(notice__isnull=False).count()
    print(
        f"控え {len(given)}(ちがう番号 {len(set(given))})、連絡 {len(kept)}、届出 {same}: 失われたもの {missing}、控えのないもの {more}"
    )


if __name__ == "__main__":
    main()
