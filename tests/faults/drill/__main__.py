"""The drills as commands: `python -m tests.faults.drill kill --times 20 --receipts 20000`, `… cut …`.

Prints what was found. Exit status 1 when anything was lost, doubled or crossed, or when too little work was done.
"""

import argparse
import sys
import time

from tests.faults.drill.cutting import cut_drill
from tests.faults.drill.disk import why_not
from tests.faults.drill.killing import WRONG, kill_drill

BAD = (*WRONG, "lost at a cut", "caseless at a cut", "unsound")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.drill", description=__doc__)
    parser.add_argument("drill", choices=("kill", "cut"))
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--receipts", type=int, default=0)
    options = parser.parse_args()
    if options.drill == "cut" and (reason := why_not()):
        print(f"skipped: {reason}")  # noqa: T201
        return 0
    begun = time.monotonic()
    if options.drill == "kill":
        found = kill_drill(kills=options.times, receipts=options.receipts)
    else:
        found = cut_drill(cuts=options.times, receipts=options.receipts)
    print(", ".join(f"{name} {number}" for name, number in found.items()), f"({time.monotonic() - begun:.0f} s)")  # noqa: T201
    return int(found["receipts"] < options.receipts or any(found.get(name) for name in BAD))


if __name__ == "__main__":
    sys.exit(main())
