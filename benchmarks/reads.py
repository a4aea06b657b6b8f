"""A closed-loop client for reading: connections that stay open, each asking the next of many addresses. Its own process.

`python -m benchmarks.reads PORT SECONDS CONNECTIONS < paths` prints one JSON line: rate, p50, p95, p99 (ms), wrong answers.
"""

import json
import sys
import threading
import time
from itertools import cycle, islice

from benchmarks.load import Connection


def main() -> None:
    port, seconds, connections = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
    paths = sys.stdin.read().split()
    took: list[float] = []
    wrong: list[int] = []
    begun = time.perf_counter()
    threads = [
        threading.Thread(target=_ask, args=(port, begun + seconds, paths, at * 7, took, wrong)) for at in range(connections)
    ]  # fmt: skip
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ordered, whole = sorted(took), time.perf_counter() - begun
    at = {name: round(1000 * ordered[min(int(len(ordered) * share), len(ordered) - 1)], 1) if ordered else None
          for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))}  # fmt: skip
    print(json.dumps({"rate": len(took) / whole, "wrong": len(wrong), **at}))


def _ask(port: int, until: float, paths: list[str], first: int, took: list[float], wrong: list[int]) -> None:
    connection = Connection(port)
    for path in islice(cycle(paths), first, None):
        begun = time.perf_counter()
        if begun > until:
            return
        answer = connection.get("read", path)
        took.append(time.perf_counter() - begun)
        if answer.status != 200:
            wrong.append(answer.status)


if __name__ == "__main__":
    main()
