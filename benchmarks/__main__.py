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
ON_POSTGRESQL = "-postgresql"
"""`indicators-postgresql`: the same on PostgreSQL; those that take `--database` only."""
TAKE_A_DATABASE = ("indicators",)


def main() -> int:
    """Runs the named benchmarks, or all; prints figures and ratios, gates on nothing."""
    names = sys.argv[1:] or ALL
    unknown = set(names) - set(ALL) - {f"{name}{ON_POSTGRESQL}" for name in TAKE_A_DATABASE}
    if unknown:
        print(f"知らない名前です: {', '.join(sorted(unknown))}。あるもの: {', '.join(ALL)}")
        return 2
    for name in names:
        print(f"\n══ {name}", flush=True)
        asked = ["--database", "postgresql"] if name.endswith(ON_POSTGRESQL) else []
        importlib.import_module(f"benchmarks.{name.removesuffix(ON_POSTGRESQL)}").main(asked)
    return 0


if __name__ == "__main__":
    sys.exit(main())
