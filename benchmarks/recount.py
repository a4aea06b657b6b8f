"""Are the rows present exactly the receipts that were given? And how fast does one worker finish what waits?"""

import json
import sys
import time
from pathlib import Path

from madoguchi.site.commands import start_django


def main() -> None:
    start_django()
    from madoguchi.decide.models import Case
    from madoguchi.protect import links
    from madoguchi.receive.models import Application
    from madoguchi.trail.models import Handover
    from madoguchi.trail.worker import run_due

    given = [links.link_hash(secret) for secret in json.loads(Path(sys.argv[1]).read_text())]
    kept = set(Application.objects.values_list("secret_hash", flat=True))
    missing, more = len(set(given) - kept), len(kept - set(given))
    print(
        f"  控え {len(given)}、申請 {len(kept)}、案件 {Case.objects.count()}: 失われたもの {missing}、控えのないもの {more}"
    )
    waiting, begun = Handover.objects.filter(state="waiting").count(), time.perf_counter()
    while run_due(200):
        pass
    took = time.perf_counter() - begun
    print(f"  後の作業 {waiting} 件を、作業1つで {took:.1f} 秒({waiting / max(took, 0.001):.0f}/秒)")


if __name__ == "__main__":
    main()
