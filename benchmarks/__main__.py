"""`python -m benchmarks [name …]`: every performance figure of the README, one module each, peers and limits in the same run."""

import importlib
import sys

ALL = (
    "intake",
    "queue",
    "fresh",
    "connections",
    "server_choice",
    "anonymise",
    "documents",
    "tables",
    "absence",
    "opendata",
    "publish",
    "indicators",
)


def main() -> int:
    """Runs the named benchmarks, or all; prints figures and ratios, gates on nothing."""
    names = sys.argv[1:] or ALL
    unknown = set(names) - set(ALL)
    if unknown:
        print(f"知らない名前です: {', '.join(sorted(unknown))}。あるもの: {', '.join(ALL)}")
        return 2
    for name in names:
        print(f"\n══ {name}", flush=True)
        importlib.import_module(f"benchmarks.{name}").main([])
    return 0


if __name__ == "__main__":
    sys.exit(main())
