"""Reading a published table of 1,000,000 × 26: our API and files beside Datasette, over HTTP, on the same SQLite file.

The release is built first (in a process of its own, with its peak of memory). Our program runs as `madoguchi serve`
starts it (two workers); Datasette as it recommends for a file that does not change (`--immutable`, no suggested facets),
over the same table with the same indexes. Both are asked for a while before it counts. No answer of ours comes from a
cache, but how many rows hold is counted once in a worker and kept, and the figures of the columns are written as HTML
once, for a release never changes. What the charts show was counted when the release was built; how long a chart takes
that nobody has looked at yet is measured too.
Datasette is installed into an environment of its own. `--datasets 10000` is the size of the catalogue that is searched.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from urllib.parse import quote, urlencode
from urllib.request import urlopen

from benchmarks import dataset_town
from benchmarks.anonymise import run
from benchmarks.servers import OURS, ROOT, Place, free_port, place, wait_for_port
from madoguchi.publish.release.counting import charted, summed
from madoguchi.publish.release.shape import folder_of, load

ROWS, DATASETS, SECONDS = 1_000_000, 10_000, 6.0
TOWN, YES = "所在地_町字", "車椅子使用者用トイレ有無"
BUILD = """
import csv, sys
from pathlib import Path
from madoguchi.publish.release.building import build
def mended(line, at):  # the table was made to be found wrong; what is published was mended: seats are numbers
    line[at] = line[at] if line[at].isascii() and line[at].isdigit() else ""
    return line
with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
    lines = csv.reader(file)
    header = next(lines)
    at = header.index("収容定員")
    shape = build(header, (mended(line, at) for line in lines), root=Path(sys.argv[2]))
print(shape.hash)
"""
Found = dict[str, float]


def main(arguments: Sequence[str] | None = None) -> None:
    asked = _options(arguments)
    with place(postgres=False, MADOGUCHI_DEMO="1", MADOGUCHI_SECRET_KEY="bench") as here:
        digest = _built(here, asked.rows)
        here.run("-m", "benchmarks.publish_town", digest, str(asked.datasets))
        port = here.web(OURS)
        resource = json.loads(_get(port, "/api/3/action/package_show?id=big"))["result"]["resources"][0]["id"]
        with _datasette(here, digest) as other:
            _pages(port, other, resource, asked)
            _facets(port, other, resource, here, digest)
            _whole(port, other, digest)
        _search(port, asked)


def _built(here: Place, rows: int) -> str:
    path = dataset_town.write(here.home / "table.csv", rows)
    print(f"\n{rows:,} 行 × 26 列 ({path.stat().st_size / 1e6:.0f} MB)", flush=True)
    found = run([sys.executable, "-c", BUILD, str(path), str(here.home / "releases")], times=1)
    path.unlink()
    print(f"版を作る: {found.seconds:.1f} s、最大 {found.megabytes:.0f} MB (目標 60 s)", flush=True)
    return found.told.strip().splitlines()[-1]


@contextmanager
def _datasette(here: Place, digest: str) -> Iterator[int]:
    peers, port = here.home / "peers", free_port()
    uv = str(Path(sys.executable).with_name("uv"))
    subprocess.run([uv, "venv", "-q", str(peers)], check=True)
    wanted = str(ROOT / "benchmarks" / "peers" / "datasette.txt")
    subprocess.run([uv, "pip", "install", "-q", "--python", str(peers / "bin" / "python"), "-r", wanted], check=True)
    base = here.home / "releases" / digest[:2] / digest / "data.sqlite"
    command = [str(peers / "bin" / "datasette"), "serve", "--immutable", str(base), "--port", str(port),
               "--setting", "suggest_facets", "off", "--setting", "sql_time_limit_ms", "20000",
               "--setting", "facet_time_limit_ms", "20000", "--setting", "max_csv_mb", "0"]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for_port(port)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _pages(port: int, other: int, resource: str, asked: argparse.Namespace) -> None:
    random = Random(3)
    depths = [random.randrange(max(asked.rows - 200, 1)) for _ in range(400)]
    api = f"/api/3/action/datastore_search?resource_id={resource}&limit=100"
    ours = [f"{api}&offset={depth}" for depth in depths]
    theirs = [f"/data/cells.json?_size=100&_next={depth}&_nocount=1&_shape=objects" for depth in depths]
    _beside("ページ100行、どの深さでも", port, ours, other, theirs, 8, "8 倍、p99 30 ms")
    at, yes = list(dataset_town.FORMS).index(TOWN), list(dataset_town.FORMS).index(YES)
    values = [(f"西台{n % 9 + 1}丁目", "有無"[n % 2]) for n in range(18)]
    ours = [f"{api}&filters={quote(json.dumps({TOWN: town, YES: word}, ensure_ascii=False))}" for town, word in values]
    theirs = [f"/data/cells.json?_size=100&c{at}={quote(town)}&c{yes}={quote(word)}" for town, word in values]
    _beside("2つの列でしぼる(総数つき)", port, ours, other, theirs, 8, "4 倍")


def _facets(port: int, other: int, resource: str, here: Place, digest: str) -> None:
    at, seats = list(dataset_town.FORMS).index(TOWN), list(dataset_town.FORMS).index("収容定員")
    facet = f"/data/cells.json?_size=0&_facet=c{at}&_nocount=1"
    _beside("列の値の数 (facet)", port, [f"/api/3/action/datastore_info?id={resource}"], other, [facet], 8, "10 倍")
    sums = (
        f"select c{at}, count(*), sum(cast(c{seats} as integer)) from cells where c{seats} > 100 group by 1 order by 2"
    )
    theirs = [f"/data.json?{urlencode({'sql': sums, '_shape': 'array'})}"]
    firsts = _firsts(here, digest)
    _round(
        port, ["/data/d-1/"], 4, 2
    )  # every worker has read its catalogue and its templates, and nothing of this release
    took = sorted(_seconds(port, page) * 1000 for page in firsts)
    alone = min(_seconds(other, theirs[0]) * 1000 for _ in range(3))
    print(
        f"重い集計、まだ誰も見ていない {len(firsts)} とおりを1回ずつ (画面ぜんぶ): p50 {took[len(took) // 2]:.1f}"
        f" 最大 {took[-1]:.0f} ms | Datasette 1回 {alone:.0f} ms | {alone / took[len(took) // 2]:.0f} 倍 (目標 50 倍)",
        flush=True,
    )
    page = f"/data/big/?{urlencode({'chart': TOWN, 'sum': '収容定員'})}"
    _beside("重い集計 (私たちは画面ぜんぶ)", port, [page], other, theirs, 4, "50 倍")


def _firsts(here: Place, digest: str) -> list[str]:
    """Every chart of the release with every number: none of them was asked for yet."""
    shape = load(folder_of(here.home / "releases", digest))
    numbers = ["", *(one.name for one in summed(shape))]
    pairs = [(one.name, number) for one in charted(shape) for number in numbers]
    return [f"/data/big/?{urlencode({'chart': name, 'sum': number})}" for name, number in pairs]


def _seconds(port: int, page: str) -> float:
    begun = time.perf_counter()
    with urlopen(f"http://127.0.0.1:{port}{page}") as answer:
        answer.read()
    return time.perf_counter() - begun


def _beside(
    name: str, port: int, ours: list[str], other: int, theirs: list[str], connections: int, target: str
) -> None:  # fmt: skip
    mine, peer = _load(port, ours, connections), _load(other, theirs, connections)
    ratio = mine["rate"] / peer["rate"] if peer["rate"] else float("inf")
    print(
        f"{name} ({connections} 接続): {_told(mine)} | Datasette {_told(peer)} | {ratio:.1f} 倍 (目標 {target})",
        flush=True,
    )


def _told(found: Found) -> str:
    wrong = f"、誤り {found['wrong']}" if found["wrong"] else ""
    return f"{found['rate']:.1f}/s p50 {found['p50']} p99 {found['p99']} ms{wrong}"


def _load(port: int, paths: list[str], connections: int) -> Found:
    """After a first round that is not counted: every worker has read its catalogue, and counted what it counts once."""
    _round(port, paths, connections, SECONDS / 2)
    return _round(port, paths, connections, SECONDS)


def _round(port: int, paths: list[str], connections: int, seconds: float) -> Found:
    command = [sys.executable, "-m", "benchmarks.reads", str(port), str(seconds), str(connections)]
    done = subprocess.run(command, input="\n".join(paths), text=True, capture_output=True, cwd=ROOT, check=True)
    found: Found = json.loads(done.stdout)
    return found


def _whole(port: int, other: int, digest: str) -> None:
    mine = _fetched(f"http://127.0.0.1:{port}/data/files/{digest}/data.csv")
    peer = _fetched(f"http://127.0.0.1:{other}/data/cells.csv?_stream=on&_size=max")
    print(f"CSV ぜんぶ: {mine:.2f} s | Datasette {peer:.1f} s | {peer / mine:.0f} 倍 (目標 30 倍)", flush=True)


def _fetched(address: str) -> float:
    begun = time.perf_counter()
    subprocess.run(["curl", "-sf", "-o", os.devnull, "--max-time", "150", address], check=False)
    return time.perf_counter() - begun


def _search(port: int, asked: argparse.Namespace) -> None:
    words = [
        f"/api/3/action/package_search?rows=20&q={quote(word)}" for word in ("人口", "公園", "防災 地図", "保育", "12")
    ]
    found = _load(port, words, 1)
    print(
        f"カタログ {asked.datasets:,} 件をさがす: p50 {found['p50']} p95 {found['p95']} ms、{_told(found)} (目標 p95 25 ms)",
        flush=True,
    )


def _get(port: int, path: str) -> str:
    command = ["curl", "-sf", f"http://127.0.0.1:{port}{path}"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.publish")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--datasets", type=int, default=DATASETS)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
